package dev.pagen.codeobject;

import dev.pagen.elf.CodeObjectException;
import dev.pagen.elf.ElfFile;
import dev.pagen.elf.ElfSection;
import dev.pagen.elf.FileBytes;
import dev.pagen.spec.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A cubin: the ELF file that NVRTC makes and {@code cuModuleLoadData} takes. NVIDIA documents the
 * tools that print it ("CUDA Binary Utilities") and not its layout; what is read here is what
 * {@code cuobjdump -elf} and {@code -res-usage} print of cubins of CUDA 12 and 13.
 *
 * @param arch the GPU's name, such as {@code sm_90}
 * @param kernels in the order of the symbol table
 */
public record Cubin(String arch, List<CubinKernel> kernels) implements GpuCode {
  static final int MACHINE = 190;

  /** From this version of the ABI on, which CUDA 13 writes, the flags begin with another byte. */
  private static final int ABI_OF_CUDA_13 = 8;

  private static final int SYMBOL_BYTES = 24;
  private static final int FUNCTION = 2;

  /** In a symbol's "other" byte, which cuobjdump prints as STO_CUDA_ENTRY. */
  private static final int ENTRY = 0x10;

  /** From this architecture on a kernel's shared memory begins with what the driver reserves. */
  private static final int RESERVES_SHARED = 90;

  private static final int RESERVED_BYTES = 1024;

  public Cubin {
    kernels = List.copyOf(kernels);
  }

  /**
   * Reads a cubin.
   *
   * @throws CodeObjectException if it is another kind of file, cut short or damaged
   */
  public static Cubin read(byte[] bytes) {
    ElfFile elf = ElfFile.read(FileBytes.of(bytes));
    if (elf.machine() != MACHINE) {
      throw elf.otherThan("an NVIDIA cubin");
    }
    return of(elf);
  }

  static Cubin of(ElfFile elf) {
    int architecture =
        elf.abiVersion() >= ABI_OF_CUDA_13 ? elf.flags() >> 8 & 0xff : elf.flags() & 0xff;
    List<Symbol> symbols = symbols(elf);
    Map<Integer, Integer> registers = new TreeMap<>();
    Map<Integer, Integer> local = new TreeMap<>();
    for (CubinAttribute attribute : CubinAttribute.all(elf, ".nv.info")) {
      switch (attribute.kind()) {
        case CubinAttribute.REGISTERS -> registers.put(attribute.word(0), attribute.count(1));
        case CubinAttribute.FRAME_BYTES -> local.put(attribute.word(0), attribute.count(1));
        default -> {} // Of no interest here, or newer than this.
      }
    }
    List<CubinKernel> kernels = new ArrayList<>();
    for (int i = 0; i < symbols.size(); i++) {
      Symbol symbol = symbols.get(i);
      if (symbol.isKernel) {
        int shared = sharedBytes(elf, symbol.name, architecture);
        Sizes sizes = new Sizes(registers.getOrDefault(i, 0), shared, local.getOrDefault(i, 0));
        kernels.add(kernel(elf, symbol, sizes));
      }
    }
    return new Cubin("sm_" + architecture, kernels);
  }

  @Override
  public String targetId() {
    return arch;
  }

  @Override
  public CubinKernel kernel(String name) {
    return GpuCode.find(kernels, name);
  }

  @Override
  public int workgroupsPerCu(String kernel, int threads, int dynamicLds) {
    Target known = target().orElseThrow(() -> GpuCode.unknownLimits(arch));
    return CubinOccupancy.of(kernel(kernel), known, threads, dynamicLds).blocksPerSm();
  }

  private record Symbol(String name, boolean isKernel, long size) {}

  private static List<Symbol> symbols(ElfFile elf) {
    FileBytes names = elf.content(".strtab");
    FileBytes table = elf.content(".symtab");
    List<Symbol> symbols = new ArrayList<>();
    for (long at = 0; at + SYMBOL_BYTES <= table.size(); at += SYMBOL_BYTES) {
      boolean function = (table.u8(at + 4) & 0xf) == FUNCTION;
      boolean entry = (table.u8(at + 5) & ENTRY) != 0;
      symbols.add(new Symbol(names.cString(table.u32(at)), function && entry, table.i64(at + 16)));
    }
    return symbols;
  }

  private static CubinKernel kernel(ElfFile elf, Symbol symbol, Sizes sizes) {
    List<KernelArgument> arguments = new ArrayList<>();
    int argumentBytes = 0;
    int threads = CubinAttribute.THREADS_OF_A_BLOCK;
    int barriers = 0;
    for (CubinAttribute attribute : CubinAttribute.all(elf, ".nv.info." + symbol.name)) {
      switch (attribute.kind()) {
        case CubinAttribute.PARAMETER, CubinAttribute.PARAMETER_2 ->
            arguments.add(attribute.parameter());
        case CubinAttribute.PARAMETER_BYTES -> argumentBytes = attribute.value();
        case CubinAttribute.MOST_THREADS, CubinAttribute.THREADS -> threads = attribute.threads();
        case CubinAttribute.BARRIERS -> barriers = attribute.value();
        default -> {} // Of no interest here, or newer than this.
      }
    }
    arguments.sort(Comparator.comparingInt(KernelArgument::offset));
    return new CubinKernel(
        symbol.name,
        arguments,
        argumentBytes,
        sizes.registers,
        sizes.shared,
        sizes.local,
        barriers,
        threads,
        symbol.size);
  }

  private record Sizes(int registers, int shared, int local) {}

  /** What a kernel declares, without what newer architectures reserve in front of it. */
  private static int sharedBytes(ElfFile elf, String kernel, int architecture) {
    long bytes = elf.section(".nv.shared." + kernel).map(ElfSection::size).orElse(0L);
    if (bytes < 0 || bytes > Integer.MAX_VALUE) {
      throw new CodeObjectException(
          "the cubin is damaged: kernel %s has %s bytes of shared memory"
              .formatted(kernel, Long.toUnsignedString(bytes)));
    }
    boolean reserved = architecture >= RESERVES_SHARED && bytes >= RESERVED_BYTES;
    return (int) (reserved ? bytes - RESERVED_BYTES : bytes);
  }
}
