package dev.pagen.codeobject;

import dev.pagen.InputFile;
import dev.pagen.elf.CodeObjectException;
import dev.pagen.elf.ElfFile;
import dev.pagen.elf.ElfSymbol;
import dev.pagen.elf.FileBytes;
import dev.pagen.elf.Segment;
import dev.pagen.spec.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An AMDGPU code object: the ELF file that HIPRTC makes and {@code hipModuleLoadData} takes.
 * Sources for its layout: LLVM, "User Guide for AMDGPU Backend", code object V4 and later.
 *
 * @param arch the GPU's name, such as {@code gfx942}
 * @param targetId the same with its feature settings, such as {@code gfx942:sramecc+:xnack-}
 * @param target the target of this project that {@code arch} is, if it is one
 * @param xnack whether page-fault retry must be on or off
 * @param sramEcc whether memory error correction must be on or off
 * @param kernels its kernels, in the order of the metadata
 * @param segments what a loader copies to memory
 * @param relocations addresses that a loader writes into them
 * @param symbols named places by name
 * @param lines which source lines its instructions are from, where it says
 */
public record CodeObject(
    String arch,
    String targetId,
    Optional<Target> target,
    FeatureSetting xnack,
    FeatureSetting sramEcc,
    List<CompiledKernel> kernels,
    List<Segment> segments,
    List<Relocation> relocations,
    Map<String, ElfSymbol> symbols,
    SourceLines lines)
    implements GpuCode {
  static final int MACHINE = 224;

  /** Architecture, vendor, operating system, environment and, after them, the target. */
  private static final int TARGET_PARTS = 5;

  public CodeObject {
    kernels = List.copyOf(kernels);
    segments = List.copyOf(segments);
    relocations = List.copyOf(relocations);
    symbols = Map.copyOf(symbols);
  }

  /**
   * Reads a code object.
   *
   * @throws CodeObjectException if it is another kind of file, cut short or damaged
   */
  public static CodeObject read(byte[] bytes) {
    ElfFile elf = ElfFile.read(FileBytes.of(bytes));
    if (elf.machine() != MACHINE) {
      throw elf.otherThan("an AMDGPU code object");
    }
    return of(elf);
  }

  static CodeObject of(ElfFile elf) {
    MetadataNote note =
        elf.note(MetadataNote.OWNER, MetadataNote.TYPE)
            .map(n -> MetadataNote.read(n.content()))
            .orElseThrow(
                () ->
                    new CodeObjectException(
                        "an AMDGPU ELF without a metadata note: not a linked code object of"
                            + " version 3 or newer"));
    Optional<Target> machine = machine(elf.flags());
    String targetId =
        note.target()
            .map(CodeObject::withoutTriple)
            .or(() -> machine.map(Target::arch))
            .orElse("unknown");
    String arch = targetId.split(":", 2)[0];
    if (machine.isPresent() && !machine.get().arch().equals(arch)) {
      throw new CodeObjectException(
          "the code object contradicts itself: its ELF flags say %s, its metadata %s"
              .formatted(machine.get(), arch));
    }
    List<CompiledKernel> kernels = new ArrayList<>();
    for (KernelMetadata kernel : note.kernels()) {
      kernels.add(kernel(kernel, elf, machine.isPresent()));
    }
    return new CodeObject(
        arch,
        targetId,
        Target.ofArch(arch),
        FeatureSetting.ofBits(elf.flags() >> 8),
        FeatureSetting.ofBits(elf.flags() >> 10),
        kernels,
        elf.segments(),
        RelocationTables.of(elf),
        elf.symbols(),
        SourceLines.of(elf));
  }

  /**
   * The target in {@code amdgcn-amd-amdhsa--gfx942:xnack-}, or, as later LLVMs write it, in {@code
   * amdgpu9.42-amd-amdhsa-unknown-gfx942:xnack-}.
   */
  static String withoutTriple(String target) {
    String[] parts = target.split("-", TARGET_PARTS);
    return parts.length == TARGET_PARTS ? parts[TARGET_PARTS - 1] : target;
  }

  /**
   * Reads a code object from a file.
   *
   * @throws CodeObjectException as {@link #read(byte[])}, or if the file cannot be read; the
   *     message names the file
   */
  public static CodeObject read(Path file) {
    try {
      return read(InputFile.read(file, InputFile.CODE_BYTES));
    } catch (IOException e) {
      throw new CodeObjectException("cannot read %s: %s".formatted(file, e.getMessage()), e);
    } catch (CodeObjectException e) {
      throw new CodeObjectException(file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public CompiledKernel kernel(String name) {
    return GpuCode.find(kernels, name);
  }

  @Override
  public int workgroupsPerCu(String kernel, int threads, int dynamicLds) {
    Target known = target.orElseThrow(() -> GpuCode.unknownLimits(arch));
    return Occupancy.of(kernel(kernel).resources(), known, threads, dynamicLds).workgroupsPerCu();
  }

  /** The target that the low byte of the ELF flags names (LLVM's EF_AMDGPU_MACH values). */
  private static Optional<Target> machine(int flags) {
    return switch (flags & 0xff) {
      case 0x3f -> Optional.of(Target.GFX90A);
      case 0x4c -> Optional.of(Target.GFX942);
      case 0x4f -> Optional.of(Target.GFX950);
      default -> Optional.empty();
    };
  }

  private static CompiledKernel kernel(KernelMetadata metadata, ElfFile elf, boolean unified) {
    ElfSymbol symbol = elf.symbols().get(metadata.symbol());
    if (symbol == null) {
      throw new CodeObjectException(
          "the code object is damaged: kernel %s has no symbol %s"
              .formatted(metadata.name(), metadata.symbol()));
    }
    KernelDescriptor descriptor =
        KernelDescriptor.read(elf.loaded(symbol.value(), KernelDescriptor.SIZE));
    ElfSymbol code = elf.symbols().get(metadata.name());
    return new CompiledKernel(
        metadata,
        descriptor,
        symbol.value(),
        symbol.value() + descriptor.entryOffset(),
        code == null ? 0 : code.size(),
        resources(metadata, elf, unified));
  }

  private static KernelResources resources(KernelMetadata m, ElfFile elf, boolean unified) {
    int agprs = m.agprCount();
    int upperBound = unified ? m.vgprCount() - agprs : m.vgprCount();
    ElfSymbol exact = elf.symbols().get(m.name() + ".num_vgpr");
    int vgprs = exact == null ? upperBound : (int) Math.min(exact.value(), upperBound);
    return new KernelResources(
        vgprs,
        agprs,
        m.vgprCount(),
        m.sgprs(),
        m.vgprSpills(),
        m.sgprSpills(),
        m.ldsBytes(),
        m.scratchBytes(),
        m.waveSize(),
        m.maxWorkgroupSize());
  }
}
