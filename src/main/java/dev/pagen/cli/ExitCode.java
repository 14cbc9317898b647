package dev.pagen.cli;

import dev.pagen.PagenException;
import dev.pagen.attention.LaunchException;
import dev.pagen.attention.WorkloadException;
import dev.pagen.bench.BenchmarkException;
import dev.pagen.bench.WrongOutputException;
import dev.pagen.cache.CacheException;
import dev.pagen.compile.CompileException;
import dev.pagen.compile.CompilerAbortedException;
import dev.pagen.compile.CompilerStartException;
import dev.pagen.compile.UnreadableKernelException;
import dev.pagen.device.DeviceUnavailableException;
import dev.pagen.elf.CodeObjectException;
import dev.pagen.emulator.machine.BeyondDeviceException;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.files.PagenHomeException;
import dev.pagen.files.UntrustedFileException;
import dev.pagen.hip.HipException;
import dev.pagen.json.SpecFormatException;
import dev.pagen.model.ModelException;
import dev.pagen.render.RenderException;
import dev.pagen.spec.InvalidSpecException;
import dev.pagen.spec.UnsupportedSpecException;
import dev.pagen.toolchain.ToolchainException;
import dev.pagen.tune.TuningException;
import java.util.Map;
import java.util.Optional;

/** How a run of {@code pa-gen} ends, as the shell sees it. */
public enum ExitCode {
  /** Done. */
  DONE(0),
  /** A failure that is pa-gen's own fault. */
  INTERNAL(1),
  /** Bad usage, unreadable or too much input, unwritable output, or a spec not supported. */
  USAGE(2),
  /** The compiler refused the source, died on it, or took too long. */
  COMPILE(3),
  /** No GPU, no runtime or no compiler to work with, or one that something keeps killing. */
  UNAVAILABLE(4),
  /** What was verified is not right: a kernel's result or accesses, or a kernel in the cache. */
  MISMATCH(5);

  /** The code of every exception that a user can meet; subclasses share it unless listed too. */
  private static final Map<Class<? extends PagenException>, ExitCode> BY_EXCEPTION =
      Map.ofEntries(
          Map.entry(ModelException.class, USAGE),
          Map.entry(InvalidSpecException.class, USAGE),
          Map.entry(UnsupportedSpecException.class, USAGE),
          Map.entry(CodeObjectException.class, USAGE),
          Map.entry(CacheException.class, USAGE),
          Map.entry(OutputException.class, USAGE),
          Map.entry(ExhaustedException.class, USAGE),
          Map.entry(RenderException.class, INTERNAL),
          Map.entry(CompileException.class, COMPILE),
          Map.entry(CompilerStartException.class, UNAVAILABLE),
          Map.entry(UnreadableKernelException.class, UNAVAILABLE),
          Map.entry(ToolchainException.class, UNAVAILABLE),
          Map.entry(PagenHomeException.class, UNAVAILABLE),
          Map.entry(UntrustedFileException.class, UNAVAILABLE),
          Map.entry(DeviceUnavailableException.class, UNAVAILABLE),
          Map.entry(HipException.class, UNAVAILABLE),
          Map.entry(WorkloadException.class, USAGE),
          Map.entry(SpecFormatException.class, USAGE),
          Map.entry(LaunchException.class, USAGE),
          Map.entry(BenchmarkException.class, USAGE),
          Map.entry(TuningException.class, USAGE),
          Map.entry(WrongOutputException.class, MISMATCH),
          Map.entry(BeyondDeviceException.class, USAGE),
          Map.entry(UnmodelledException.class, INTERNAL),
          Map.entry(EmulationException.class, MISMATCH));

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The first of them that is not {@link #DONE}. */
  static ExitCode worse(ExitCode first, ExitCode second) {
    return first == DONE ? second : first;
  }

  /** The number that the process returns. */
  public int code() {
    return code;
  }

  /** The code for an error that ended a command: its nearest listed class, else internal. */
  public static ExitCode of(Throwable error) {
    if (error instanceof CompilerAbortedException lost && lost.reason().isFromOutside()) {
      return UNAVAILABLE;
    }
    return listed(error.getClass()).orElse(INTERNAL);
  }

  /** Whether {@code type}, or a class that it extends, has a code of its own. */
  static boolean isListed(Class<?> type) {
    return listed(type).isPresent();
  }

  /** The code of {@code type}, or of the nearest class that it extends and that has one. */
  static Optional<ExitCode> listed(Class<?> type) {
    for (Class<?> t = type; t != null; t = t.getSuperclass()) {
      ExitCode code = BY_EXCEPTION.get(t);
      if (code != null) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }
}
