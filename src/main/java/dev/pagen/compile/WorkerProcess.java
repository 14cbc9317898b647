package dev.pagen.compile;

import dev.pagen.compile.CompilerAbortedException.Reason;
import dev.pagen.toolchain.Toolchain;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The parent's side of one worker process. One thread at a time exchanges messages with it; {@link
 * #stop} may come from any thread at any time.
 */
final class WorkerProcess {
  private static final long SECONDS_TO_DIE = 60;

  private final Scratch scratch;
  private final Process process;
  private final ServerSocketChannel server;
  private final long memoryKillsBefore = MemoryKills.count();
  private final AtomicReference<@Nullable Reason> stopped = new AtomicReference<>();
  private volatile @Nullable SocketChannel channel;

  private WorkerProcess(Scratch scratch, Process process, ServerSocketChannel server) {
    this.scratch = scratch;
    this.process = process;
    this.server = server;
  }

  /** Starts a worker, with a folder of its own, and returns without waiting for it. */
  static WorkerProcess start(Toolchain toolchain, CompilerSettings settings) throws IOException {
    Scratch scratch = Scratch.create();
    try {
      return start(new WorkerCommand(toolchain, settings, scratch.folder()), scratch);
    } catch (IOException | RuntimeException e) {
      scratch.delete();
      throw e;
    }
  }

  private static WorkerProcess start(WorkerCommand command, Scratch scratch) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(command.socket()));
      ProcessBuilder builder =
          new ProcessBuilder(command.line())
              .directory(scratch.folder().toFile())
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(outputIn(scratch.folder()).toFile());
      command.environment(builder.environment());
      Process process = builder.start();
      CompletableFuture<Void> _ = process.onExit().thenRun(() -> close(server));
      return new WorkerProcess(scratch, process, server);
    } catch (IOException | RuntimeException e) {
      close(server);
      throw e;
    }
  }

  /**
   * Sends a request and waits for its reply.
   *
   * @param limit the longest that the worker may work, in processor time, and that it may idle
   * @param timer runs the alarm
   * @throws WorkerLostException if the worker dies, is stopped, takes longer than {@code limit}, or
   *     this thread is interrupted; the worker is then of no more use
   * @throws CompilerStartException if it never got ready
   */
  Message exchange(Message.Request request, Duration limit, ScheduledExecutorService timer)
      throws WorkerLostException {
    CompileAlarm alarm =
        new CompileAlarm(
            limit, () -> process.info().totalCpuDuration(), () -> stop(Reason.TIME_LIMIT), timer);
    try (alarm) {
      SocketChannel open = connected();
      OutputStream out = Channels.newOutputStream(open);
      InputStream in = Channels.newInputStream(open);
      Wire.write(out, request);
      return Wire.read(in);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        stop(Reason.CANCELLED);
      }
      throw lost(limit);
    }
  }

  /** Whether a request may be sent. */
  boolean isUsable() {
    return stopped.get() == null && process.isAlive();
  }

  /**
   * Kills the process; a thread in {@link #exchange} gets {@code reason} unless one came before.
   */
  void stop(Reason reason) {
    stopped.compareAndSet(null, reason);
    process.destroyForcibly();
    close(server);
    close(channel);
  }

  /** Lets an idle worker end by itself, or kills it if it does not. */
  void shutDown() {
    SocketChannel open = channel;
    if (open != null) {
      stopped.compareAndSet(null, Reason.CLOSED);
      close(server);
      close(open);
      awaitExit(1);
    }
    stop(Reason.CLOSED);
    awaitExit(SECONDS_TO_DIE);
  }

  /** Deletes what the process left on disk. */
  void deleteFiles() {
    scratch.delete();
  }

  private SocketChannel connected() throws IOException, WorkerLostException {
    SocketChannel open = channel;
    if (open != null) {
      return open;
    }
    try {
      open = server.accept();
      channel = open;
      if (stopped.get() != null) {
        close(open);
      }
      server.close();
      if (Wire.read(Channels.newInputStream(open)) instanceof Message.Failed failure) {
        stop(Reason.CLOSED);
        throw new CompilerStartException(
            "A compile worker could not load the toolchain: "
                + failure.problem()
                + WorkerEnd.hint(failure.problem()));
      }
      return open;
    } catch (IOException e) {
      if (stopped.get() != null || Thread.currentThread().isInterrupted()) {
        throw e;
      }
      WorkerEnd end = end();
      if (end.reason().isFromOutside()) {
        throw e;
      }
      stop(Reason.CLOSED);
      throw new CompilerStartException(
          "A compile worker did not start: the process "
              + end.description()
              + quoted(WorkerEnd.lastLines(output()))
              + WorkerEnd.hint(output()),
          e);
    }
  }

  private WorkerLostException lost(Duration limit) {
    Reason asked = stopped.get();
    WorkerEnd end = asked == null ? end() : new WorkerEnd(asked, "was stopped");
    stop(end.reason());
    String output = WorkerEnd.lastLines(output());
    // Whoever stopped it at this very moment has said why.
    Reason reason = Objects.requireNonNullElse(stopped.get(), end.reason());
    String message =
        switch (reason) {
          case ABORTED, KILLED, OUT_OF_MEMORY ->
              "the compiler's process " + end.description() + quoted(output);
          case TIME_LIMIT ->
              "the compiler was stopped after the time limit of "
                  + limit.toMillis() / 1000.0
                  + " s";
          case CANCELLED -> "the compile was cancelled";
          case CLOSED -> "the compiler was closed meanwhile";
        };
    return new WorkerLostException(reason, message, output);
  }

  /** How the process ended, which has stopped answering. */
  private WorkerEnd end() {
    awaitExit(SECONDS_TO_DIE);
    return process.isAlive()
        ? new WorkerEnd(Reason.ABORTED, "stopped answering")
        : WorkerEnd.of(process.exitValue(), output(), MemoryKills.count() > memoryKillsBefore);
  }

  private String output() {
    try {
      return new String(Files.readAllBytes(outputIn(scratch.folder())), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static String quoted(String output) {
    return output.isEmpty() ? "" : "; its last output:\n  " + output.replace("\n", "\n  ");
  }

  private static Path outputIn(Path folder) {
    return folder.resolve("output.log");
  }

  private void awaitExit(long seconds) {
    try {
      process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(@Nullable AutoCloseable resource) {
    if (resource != null) {
      try {
        resource.close();
      } catch (Exception e) {
        // It is closed as far as this process is concerned.
      }
    }
  }
}
