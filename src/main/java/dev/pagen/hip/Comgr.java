package dev.pagen.hip;

import dev.pagen.hip.gen.amd_comgr_create_disassembly_info$print_address_annotation_callback;
import dev.pagen.hip.gen.amd_comgr_create_disassembly_info$print_instruction_callback;
import dev.pagen.hip.gen.amd_comgr_create_disassembly_info$read_memory_callback;
import dev.pagen.hip.gen.amd_comgr_disassembly_info_t;
import dev.pagen.hip.gen.comgr;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * AMD's code object manager, as far as printing instructions. Needs no GPU.
 *
 * <p>Instructions are printed one at a time, by functions that every comgr from 2.0 on has; the
 * actions that printed a whole code object were retired in 7.2.
 */
public final class Comgr {
  /** All of the process's memory: comgr hands out addresses. */
  private static final MemorySegment ANYWHERE = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private final String library;
  private final long major;
  private final long minor;

  private Comgr(String library) {
    this.library = library;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment majorOut = arena.allocate(ValueLayout.JAVA_LONG);
      MemorySegment minorOut = arena.allocate(ValueLayout.JAVA_LONG);
      comgr.amd_comgr_get_version(majorOut, minorOut);
      major = majorOut.get(ValueLayout.JAVA_LONG, 0);
      minor = minorOut.get(ValueLayout.JAVA_LONG, 0);
    }
  }

  /**
   * Loads {@code libamd_comgr.so.N} into this process.
   *
   * @throws UnsatisfiedLinkError if the dynamic loader refuses it
   */
  public static Comgr load(Path library) {
    System.load(library.toAbsolutePath().toString());
    link();
    return new Comgr(HipStatus.name(library));
  }

  /**
   * Has Java link what decoders call and are called by, which takes longer than their work. Calls
   * nothing in comgr, which may be compiling on another thread.
   */
  private static void link() {
    comgr.amd_comgr_create_disassembly_info$handle();
    comgr.amd_comgr_disassemble_instruction$handle();
    comgr.amd_comgr_destroy_disassembly_info$handle();
    try (Arena arena = Arena.ofConfined()) {
      amd_comgr_create_disassembly_info$read_memory_callback.allocate((_, _, _, _) -> 0, arena);
      amd_comgr_create_disassembly_info$print_instruction_callback.allocate((_, _) -> {}, arena);
      amd_comgr_create_disassembly_info$print_address_annotation_callback.allocate(
          (_, _) -> {}, arena);
    }
  }

  /** The version of comgr's interface, such as {@code 3.0}. */
  public String version() {
    return major + "." + minor;
  }

  /**
   * Opens a decoder of one GPU's instructions over some memory.
   *
   * @param isaName such as {@code amdgcn-amd-amdhsa--gfx950}, or with features {@code
   *     amdgcn-amd-amdhsa--gfx90a:sramecc+:xnack-}
   * @param memory all that can be read
   * @param start the address of its first byte
   * @throws HipException if comgr does not know the GPU
   */
  public Decoder decoder(String isaName, byte[] memory, long start) {
    return new Decoder(library, isaName, memory, start);
  }

  /**
   * An instruction.
   *
   * @param text as LLVM prints it, without white space around it
   * @param bytes it takes
   * @param target the address that an operand stands for, where one does: a branch's target
   */
  public record Printed(String text, int bytes, OptionalLong target) {}

  /** Prints instructions. Belongs to the thread that opened it. */
  public static final class Decoder implements AutoCloseable {
    private final Arena arena = Arena.ofConfined();
    private final String library;
    private final MemorySegment memory;
    private final long start;
    private final MemorySegment size;
    private final MemorySegment info;
    private String text = "";
    private OptionalLong target = OptionalLong.empty();

    private Decoder(String library, String isaName, byte[] memory, long start) {
      this.library = library;
      this.memory = arena.allocateFrom(ValueLayout.JAVA_BYTE, memory);
      this.start = start;
      this.size = arena.allocate(ValueLayout.JAVA_LONG);
      this.info = amd_comgr_disassembly_info_t.allocate(arena);
      boolean created = false;
      try {
        check(
            "amd_comgr_create_disassembly_info(" + isaName + ")",
            comgr.amd_comgr_create_disassembly_info(
                arena.allocateFrom(isaName),
                amd_comgr_create_disassembly_info$read_memory_callback.allocate(
                    (from, to, bytes, _) -> read(from, to, bytes), arena),
                amd_comgr_create_disassembly_info$print_instruction_callback.allocate(
                    (printed, _) -> text = string(printed).strip(), arena),
                amd_comgr_create_disassembly_info$print_address_annotation_callback.allocate(
                    (address, _) -> target = OptionalLong.of(address), arena),
                info));
        created = true;
      } finally {
        if (!created) {
          arena.close();
        }
      }
    }

    /** What comgr calls for bytes; an exception here would end the process. */
    private long read(long from, MemorySegment to, long bytes) {
      long offset = from - start;
      if (offset < 0 || offset >= memory.byteSize()) {
        return 0;
      }
      long there = Math.min(bytes, memory.byteSize() - offset);
      MemorySegment.copy(memory, offset, ANYWHERE, to.address(), there);
      return there;
    }

    /**
     * The instruction at an address; empty if the bytes there are none.
     *
     * @throws HipException if comgr fails in another way
     */
    public Optional<Printed> at(long address) {
      text = "";
      target = OptionalLong.empty();
      int status = comgr.amd_comgr_disassemble_instruction(info, address, MemorySegment.NULL, size);
      if (status == comgr.AMD_COMGR_STATUS_ERROR()) {
        return Optional.empty();
      }
      check("amd_comgr_disassemble_instruction", status);
      int bytes = (int) size.get(ValueLayout.JAVA_LONG, 0);
      return Optional.of(new Printed(text, bytes, target));
    }

    private void check(String call, int code) {
      HipStatus.check(library, call, code, Comgr::text);
    }

    @Override
    public void close() {
      comgr.amd_comgr_destroy_disassembly_info(info);
      arena.close();
    }
  }

  private static String string(MemorySegment text) {
    return ANYWHERE.getString(text.address());
  }

  private static String text(int code) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocate(ValueLayout.ADDRESS);
      if (comgr.amd_comgr_status_string(code, text) != HipStatus.SUCCESS) {
        return "unknown comgr status";
      }
      return string(text.get(ValueLayout.ADDRESS, 0));
    }
  }
}
