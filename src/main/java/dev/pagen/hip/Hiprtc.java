package dev.pagen.hip;

import dev.pagen.hip.gen.hiprtc;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * HIP's run-time compiler: HIP source in, code object out. Needs no GPU.
 *
 * <p>Some versions abort the whole process on a target or a program they cannot handle, so call
 * this in a process that may die.
 */
public final class Hiprtc {
  private final String library;

  private Hiprtc(String library) {
    this.library = library;
  }

  /**
   * Loads {@code libhiprtc.so.N} into this process.
   *
   * @throws UnsatisfiedLinkError if the dynamic loader refuses it
   */
  public static Hiprtc load(Path library) {
    System.load(library.toAbsolutePath().toString());
    return new Hiprtc(HipStatus.name(library));
  }

  /** What a successful compile gives: the code object's ELF, and the warnings, if any. */
  public record Output(byte[] code, String log) {}

  /** HIPRTC's version, such as {@code 6.4}. */
  public String version() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment major = arena.allocate(ValueLayout.JAVA_INT);
      MemorySegment minor = arena.allocate(ValueLayout.JAVA_INT);
      check("hiprtcVersion", hiprtc.hiprtcVersion(major, minor));
      return major.get(ValueLayout.JAVA_INT, 0) + "." + minor.get(ValueLayout.JAVA_INT, 0);
    }
  }

  /**
   * Compiles one program.
   *
   * @param name the file name that the log uses, such as {@code decode.hip}
   * @param source HIP C++; the log's line numbers count its lines from 1
   * @param options as for {@code hipcc}; {@code --offload-arch=gfx942} selects the target
   * @param headers texts of files that the source or an option may include, by their names
   * @throws HiprtcException if it does not compile
   */
  public Output compile(
      String name, String source, List<String> options, Map<String, String> headers) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment handle = arena.allocate(ValueLayout.ADDRESS);
      check(
          "hiprtcCreateProgram",
          hiprtc.hiprtcCreateProgram(
              handle,
              arena.allocateFrom(source),
              arena.allocateFrom(name),
              headers.size(),
              strings(arena, headers.values()),
              strings(arena, headers.keySet())));
      MemorySegment program = handle.get(ValueLayout.ADDRESS, 0);
      try {
        int status = hiprtc.hiprtcCompileProgram(program, options.size(), strings(arena, options));
        if (status == hiprtc.MISSING) {
          check("hiprtcCompileProgram", status);
        }
        String log = log(arena, program);
        if (status != HipStatus.SUCCESS) {
          throw new HiprtcException("hiprtcCompileProgram", status, text(status), log);
        }
        return new Output(code(arena, program), log);
      } finally {
        hiprtc.hiprtcDestroyProgram(handle);
      }
    }
  }

  private static MemorySegment strings(Arena arena, Collection<String> values) {
    MemorySegment array = arena.allocate(ValueLayout.ADDRESS, Math.max(1, values.size()));
    int i = 0;
    for (String value : values) {
      array.setAtIndex(ValueLayout.ADDRESS, i++, arena.allocateFrom(value));
    }
    return array;
  }

  private String log(Arena arena, MemorySegment program) {
    MemorySegment size = arena.allocate(ValueLayout.JAVA_LONG);
    check("hiprtcGetProgramLogSize", hiprtc.hiprtcGetProgramLogSize(program, size));
    long bytes = size.get(ValueLayout.JAVA_LONG, 0);
    if (bytes == 0) {
      return "";
    }
    MemorySegment log = arena.allocate(bytes + 1);
    check("hiprtcGetProgramLog", hiprtc.hiprtcGetProgramLog(program, log));
    return log.getString(0);
  }

  private byte[] code(Arena arena, MemorySegment program) {
    MemorySegment size = arena.allocate(ValueLayout.JAVA_LONG);
    check("hiprtcGetCodeSize", hiprtc.hiprtcGetCodeSize(program, size));
    MemorySegment code = arena.allocate(size.get(ValueLayout.JAVA_LONG, 0));
    check("hiprtcGetCode", hiprtc.hiprtcGetCode(program, code));
    return code.toArray(ValueLayout.JAVA_BYTE);
  }

  private void check(String call, int code) {
    HipStatus.check(library, call, code, Hiprtc::text);
  }

  private static String text(int code) {
    return HipStatus.text(hiprtc.hiprtcGetErrorString(code));
  }
}
