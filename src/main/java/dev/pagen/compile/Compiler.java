package dev.pagen.compile;

import dev.pagen.codeobject.Reading;
import dev.pagen.compile.CompilerAbortedException.Reason;
import dev.pagen.toolchain.Toolchain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compiles HIP source to code objects with a toolchain's HIPRTC, in worker processes.
 *
 * <p>Safe for use by many threads: as many compiles run at once as there are workers, and the rest
 * wait. Workers start when first needed and stay until {@link #close}.
 */
public final class Compiler implements AutoCloseable {
  /**
   * Targets that make an older HIPRTC abort, and the first version that was seen to compile for
   * them: 6.4.3 and 7.2.4 were tried.
   */
  private static final Map<String, String> COMPILED_SINCE = Map.of("gfx1250", "7.2");

  private final String version;
  private final CompilerSettings settings;
  private final WorkerPool pool;

  private Compiler(String version, CompilerSettings settings, WorkerPool pool) {
    this.version = version;
    this.settings = settings;
    this.pool = pool;
  }

  /** Returns a compiler that has started no worker yet. */
  public static Compiler open(Toolchain toolchain, CompilerSettings settings) {
    return new Compiler(toolchain.version(), settings, new WorkerPool(toolchain, settings));
  }

  /**
   * Starts workers ahead of their first use and returns at once, so that they load the compiler
   * while the caller still prepares what to compile.
   *
   * @param workers how many are worth having; no more than the settings allow are started
   * @throws CompilerStartException if the process cannot be started
   */
  public void warmUp(int workers) {
    pool.warmUp(workers);
  }

  /**
   * Compiles one program, waiting for a free worker first.
   *
   * <p>Where a worker is killed from outside, or finds no memory, another one tries again. A
   * compiler that aborts by itself would do so again, and is not asked twice.
   *
   * @throws CompileException if the compiler refuses it; with the log, and the source kept
   * @throws CompilerAbortedException if the compiler crashes, takes too long, is killed twice, or
   *     is interrupted or closed meanwhile; the next compile gets a fresh worker
   * @throws CompilerStartException if no worker could be started or it could not load the toolchain
   */
  public CompileResult compile(CompileRequest request) {
    Message reply;
    try {
      reply = pool.exchange(new Message.Compile(request), false);
    } catch (WorkerLostException e) {
      throw aborted(request, e);
    }
    String file = request.name() + ".hip";
    return switch (reply) {
      case Message.Compiled compiled ->
          new CompileResult(
              compiled.codeObject(), CompileLog.named(compiled.log(), file), compiled.time());
      case Message.Failed failure ->
          throw refused(request, failure.problem(), CompileLog.named(failure.log(), file));
      default -> throw unexpected(reply);
    };
  }

  /**
   * The instructions of a code object as text, each with its address and encoding.
   *
   * @param codeObject the ELF
   * @param arch the target it was compiled for, such as {@code gfx950}
   * @return unknown where the toolchain has no disassembler, or it cannot read the code object, or
   *     it dies on it
   */
  public Reading<String> disassemble(byte[] codeObject, String arch) {
    Message reply;
    try {
      reply = pool.exchange(new Message.Disassemble(codeObject, arch), false);
    } catch (WorkerLostException e) {
      return new Reading.Unknown<>("disassembling it, " + e.getMessage());
    } catch (CompilerStartException e) {
      return new Reading.Unknown<>(String.valueOf(e.getMessage()));
    }
    return switch (reply) {
      case Message.Disassembled disassembled -> new Reading.Known<>(disassembled.text());
      case Message.Failed failure -> new Reading.Unknown<>(failure.problem());
      default -> throw unexpected(reply);
    };
  }

  /**
   * Asks the toolchain's libraries about themselves and whether there is a GPU.
   *
   * @throws CompileException if they fail to answer, or the worker is lost
   * @throws CompilerStartException if no worker could be started or it could not load the toolchain
   */
  public ToolchainProbe probe() {
    Message reply = exchange("probe the toolchain", new Message.Probe());
    return switch (reply) {
      case Message.Probed probed -> probed.probe();
      case Message.Failed failure ->
          throw new CompileException(
              "Cannot probe the toolchain: " + failure.problem(), failure.log(), Optional.empty());
      default -> throw unexpected(reply);
    };
  }

  /** Ends the workers. A compile under way fails with {@link CompilerAbortedException}. */
  @Override
  public void close() {
    pool.close();
  }

  private Message exchange(String what, Message.Request request) {
    try {
      // A GPU that a probe opened stays open until the process ends.
      return pool.exchange(request, request instanceof Message.Probe);
    } catch (WorkerLostException e) {
      throw new CompilerAbortedException(
          e.reason(), "Cannot " + what + ": " + e.getMessage(), e.output(), Optional.empty());
    }
  }

  private CompileException refused(CompileRequest request, String problem, String log) {
    KeptFailure kept = KeptFailure.write(settings.failures(), request, log);
    String first = CompileLog.firstError(log).orElse(problem);
    return new CompileException(
        "%s does not compile for %s: %s%n%s"
            .formatted(request.name(), request.arch(), first, kept.note()),
        log,
        kept.source());
  }

  private String advice(String arch) {
    String since = COMPILED_SINCE.get(arch.split(":", 2)[0]);
    return since == null
        ? "Perhaps %s does not know the target %s.".formatted(version, arch)
        : ("%s aborts on the target %s, and HIPRTC %s compiles for it: \"pa-gen toolchain install"
                + " --suite experimental\" gets one, --toolchain names one that is there.")
            .formatted(version, arch, since);
  }

  private CompilerAbortedException aborted(CompileRequest request, WorkerLostException e) {
    Reason reason = e.reason();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s was not compiled for %s: %s".formatted(request.name(), request.arch(), e.getMessage()));
    switch (reason) {
      case ABORTED -> lines.add(advice(request.arch()));
      case KILLED ->
          lines.add(
              "Something on this machine ends compilers: a limit (of ulimit, a batch system or a"
                  + " container), or a person.");
      case OUT_OF_MEMORY -> lines.add("Make room in memory, or raise what limits it.");
      case TIME_LIMIT, CANCELLED, CLOSED -> {}
    }
    Optional<Path> source = Optional.empty();
    if (reason == Reason.ABORTED || reason == Reason.TIME_LIMIT) {
      KeptFailure kept = KeptFailure.write(settings.failures(), request, e.output());
      lines.add(kept.note());
      source = kept.source();
    }
    String message = String.join(System.lineSeparator(), lines);
    return new CompilerAbortedException(reason, message, e.output(), source);
  }

  private static IllegalStateException unexpected(Message reply) {
    return new IllegalStateException("a compile worker answered " + reply);
  }
}
