package dev.pagen.hip;

import dev.pagen.hip.gen.amd_comgr_action_info_t;
import dev.pagen.hip.gen.amd_comgr_data_set_t;
import dev.pagen.hip.gen.amd_comgr_data_t;
import dev.pagen.hip.gen.comgr;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** AMD's code object manager, as far as disassembling a code object. Needs no GPU. */
public final class Comgr {
  /**
   * What {@code DISASSEMBLE_EXECUTABLE_TO_SOURCE} was before interface 3 renumbered the actions.
   */
  private static final int DISASSEMBLE_BEFORE_3 = 12;

  private static final int RENUMBERED_IN = 3;

  private final long major;
  private final long minor;

  private Comgr() {
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
    return new Comgr();
  }

  /** The version of comgr's interface, such as {@code 3.0}. */
  public String version() {
    return major + "." + minor;
  }

  /**
   * The instructions of a code object as text, each with its address and encoding in a comment.
   *
   * @param codeObject the ELF of a code object
   * @param isaName such as {@code amdgcn-amd-amdhsa--gfx950}, or with features {@code
   *     amdgcn-amd-amdhsa--gfx90a:sramecc+:xnack-}
   * @throws HipException if comgr cannot read it
   */
  public String disassemble(byte[] codeObject, String isaName) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment input = dataSet(arena);
      try {
        MemorySegment output = dataSet(arena);
        try {
          addExecutable(arena, input, codeObject);
          runDisassembler(arena, isaName, input, output);
          return firstSource(arena, output);
        } finally {
          comgr.amd_comgr_destroy_data_set(output);
        }
      } finally {
        comgr.amd_comgr_destroy_data_set(input);
      }
    }
  }

  private static MemorySegment dataSet(Arena arena) {
    MemorySegment set = amd_comgr_data_set_t.allocate(arena);
    check("amd_comgr_create_data_set", comgr.amd_comgr_create_data_set(set));
    return set;
  }

  private static void addExecutable(Arena arena, MemorySegment set, byte[] codeObject) {
    MemorySegment data = amd_comgr_data_t.allocate(arena);
    check(
        "amd_comgr_create_data",
        comgr.amd_comgr_create_data(comgr.AMD_COMGR_DATA_KIND_EXECUTABLE(), data));
    try {
      MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, codeObject);
      check("amd_comgr_set_data", comgr.amd_comgr_set_data(data, codeObject.length, bytes));
      check(
          "amd_comgr_set_data_name",
          comgr.amd_comgr_set_data_name(data, arena.allocateFrom("kernel.co")));
      check("amd_comgr_data_set_add", comgr.amd_comgr_data_set_add(set, data));
    } finally {
      comgr.amd_comgr_release_data(data);
    }
  }

  private void runDisassembler(
      Arena arena, String isaName, MemorySegment input, MemorySegment output) {
    MemorySegment action = amd_comgr_action_info_t.allocate(arena);
    check("amd_comgr_create_action_info", comgr.amd_comgr_create_action_info(action));
    try {
      check(
          "amd_comgr_action_info_set_isa_name(" + isaName + ")",
          comgr.amd_comgr_action_info_set_isa_name(action, arena.allocateFrom(isaName)));
      check(
          "amd_comgr_do_action(disassemble)",
          comgr.amd_comgr_do_action(disassembleAction(), action, input, output));
    } finally {
      comgr.amd_comgr_destroy_action_info(action);
    }
  }

  private int disassembleAction() {
    return major < RENUMBERED_IN
        ? DISASSEMBLE_BEFORE_3
        : comgr.AMD_COMGR_ACTION_DISASSEMBLE_EXECUTABLE_TO_SOURCE();
  }

  private static String firstSource(Arena arena, MemorySegment set) {
    MemorySegment data = amd_comgr_data_t.allocate(arena);
    check(
        "amd_comgr_action_data_get_data",
        comgr.amd_comgr_action_data_get_data(set, comgr.AMD_COMGR_DATA_KIND_SOURCE(), 0, data));
    try {
      MemorySegment size = arena.allocate(ValueLayout.JAVA_LONG);
      check("amd_comgr_get_data", comgr.amd_comgr_get_data(data, size, MemorySegment.NULL));
      MemorySegment bytes = arena.allocate(size.get(ValueLayout.JAVA_LONG, 0));
      check("amd_comgr_get_data", comgr.amd_comgr_get_data(data, size, bytes));
      return new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    } finally {
      comgr.amd_comgr_release_data(data);
    }
  }

  private static void check(String call, int code) {
    HipStatus.check(call, code, Comgr::text);
  }

  private static String text(int code) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocate(ValueLayout.ADDRESS);
      if (comgr.amd_comgr_status_string(code, text) != HipStatus.SUCCESS) {
        return "unknown comgr status";
      }
      return text.get(ValueLayout.ADDRESS, 0).reinterpret(Long.MAX_VALUE).getString(0);
    }
  }
}
