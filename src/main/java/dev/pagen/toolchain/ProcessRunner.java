package dev.pagen.toolchain;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Runs programs as processes that do not outlive this one. */
final class ProcessRunner implements CommandRunner {
  private static final long POLL_MILLIS = 100;
  private static final long GRACE_SECONDS = 3;

  @Override
  public Result run(List<String> command, Runnable meanwhile)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectInput(new File("/dev/null"));
    // Messages are read by people through this program, and by this program: in one language.
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    Process process = builder.start();
    Thread atExit = new Thread(() -> end(process));
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      FutureTask<byte[]> output = new FutureTask<>(process.getInputStream()::readAllBytes);
      Thread.ofVirtual().start(output);
      while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        meanwhile.run();
      }
      return new Result(process.exitValue(), new String(output.get(), StandardCharsets.UTF_8));
    } catch (ExecutionException e) {
      throw new IOException("The output of " + command.getFirst() + " cannot be read", e);
    } finally {
      end(process);
      forget(atExit);
    }
  }

  private static void end(Process process) {
    if (!process.isAlive()) {
      return;
    }
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    // What it was writing is about to be deleted.
    process.onExit().completeOnTimeout(process, GRACE_SECONDS, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The machine is going down: the hook is running.
    }
  }
}
