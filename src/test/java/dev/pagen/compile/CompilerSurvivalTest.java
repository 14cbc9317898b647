package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pagen.compile.CompilerAbortedException.Reason;
import dev.pagen.toolchain.TestToolchain;
import dev.pagen.toolchain.Toolchain;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Whatever happens to a worker is one failed compile, and the next one succeeds. */
@Isolated("takes the children of this JVM for its own workers")
@Tag("compiler")
class CompilerSurvivalTest {
  /** Processor time, enough to start a worker and compile a small kernel. */
  private static final Duration TIME_LIMIT = Duration.ofSeconds(6);

  @TempDir private Path failures;
  private Toolchain toolchain;
  private Set<ProcessHandle> before;
  private Compiler compiler;

  @BeforeEach
  void open() {
    toolchain = TestToolchain.get();
    before = children();
    compiler = Compiler.open(toolchain, settings());
  }

  @AfterEach
  void close() throws Exception {
    if (compiler != null) {
      Set<ProcessHandle> workers = workers();
      compiler.close();
      for (ProcessHandle worker : workers) {
        worker.onExit().join();
      }
    }
  }

  @Test
  void stopsACompileThatRunsForEver() {
    CompilerAbortedException error = abortedBy(Kernels.endless("endless"));

    assertThat(error.reason()).isEqualTo(Reason.TIME_LIMIT);
    assertThat(error)
        .hasMessageContaining("endless was not compiled for gfx942")
        .hasMessageContaining("time limit of 6.0 s");
    assertThat(failures.resolve("endless.hip")).hasContent(Kernels.ENDLESS);
    assertNextCompileSucceeds();
  }

  @Test
  void stopsAWorkerThatDoesNotMove() throws Exception {
    compiler.compile(Kernels.simple("first"));
    signal("STOP", onlyWorker());

    assertThat(abortedBy(Kernels.simple("frozen")).reason()).isEqualTo(Reason.TIME_LIMIT);
    assertNextCompileSucceeds();
  }

  @Test
  void reportsACompilerThatAborts() throws Exception {
    CompletableFuture<CompilerAbortedException> error = abortedInBackground("aborting");
    signal("ABRT", onlyWorker());

    assertThat(error.get().reason()).isEqualTo(Reason.ABORTED);
    assertThat(error.get())
        .hasMessageContaining("aborting was not compiled for gfx942")
        .hasMessageContaining("killed by signal 6 (SIGABRT)")
        .hasMessageContaining(failures.resolve("aborting.hip").toString());
    assertNextCompileSucceeds();
  }

  /** HIPRTC 6.4 aborts on this target; one that knows it may compile or refuse. */
  @Test
  void survivesATargetThatAbortsTheCompiler() {
    withoutTimeLimit();
    try {
      compiler.compile(Kernels.request("next-gen", Kernels.storing("k", 1), "gfx1250"));
    } catch (CompilerAbortedException e) {
      assertThat(e.reason()).isEqualTo(Reason.ABORTED);
      assertThat(e)
          .hasMessageContaining("aborts on the target gfx1250, and HIPRTC 7.2 compiles for it")
          .hasMessageContaining("SIG");
    } catch (CompileException e) {
      assertThat(e).hasMessageContaining("gfx1250");
    }
    assertNextCompileSucceeds();
  }

  @Test
  void asksAnotherWorkerWhereOneIsKilledInTheMiddleOfACompile() throws Exception {
    CompletableFuture<CompilerAbortedException> error = abortedInBackground("killed");
    ProcessHandle first = onlyWorker();
    first.destroyForcibly();
    ProcessHandle second = awaitCompilingChildOf(ProcessHandle.current(), with(before, first));
    signal("TERM", second);

    assertThat(error.get().reason()).isEqualTo(Reason.KILLED);
    assertThat(error.get())
        .hasMessageContaining("in a second try too, the compiler's process was killed by")
        .hasMessageContaining("signal 15 (SIGTERM)")
        .hasMessageNotContaining("target");
    assertThat(error.get().source()).isEmpty();
    assertNextCompileSucceeds();
  }

  @Test
  void succeedsWhereTheSecondWorkerLives() throws Exception {
    Toolchain ended = startingWith("mkdir once && kill -KILL $$");
    try (Compiler other = Compiler.open(ended, settings().withTimeLimit(Duration.ofMinutes(30)))) {
      assertThat(other.compile(Kernels.simple("twice")).codeObject()).startsWith(0x7f, 'E');
    }
    assertThat(failures.resolve("once")).isDirectory();
  }

  @Test
  void saysThatThereWasNoMemoryTwice() throws Exception {
    Toolchain ended = startingWith("echo >>tries; echo LLVM ERROR: out of memory; kill -ABRT $$");
    try (Compiler other = Compiler.open(ended, settings())) {
      CompilerAbortedException error =
          catchThrowableOfType(
              CompilerAbortedException.class, () -> other.compile(Kernels.simple("large")));
      assertThat(error.reason()).isEqualTo(Reason.OUT_OF_MEMORY);
      assertThat(error)
          .hasMessageContaining("in a second try too")
          .hasMessageContaining("out of memory")
          .hasMessageNotContaining("target");
    }
    assertThat(failures.resolve("tries")).content().hasLineCount(2);
  }

  @Test
  void asksACompilerThatAbortsByItselfOnlyOnce() throws Exception {
    Toolchain ended = startingWith("echo >>tries; kill -ABRT $$");
    try (Compiler other = Compiler.open(ended, settings())) {
      assertThatExceptionOfType(CompilerStartException.class)
          .isThrownBy(() -> other.compile(Kernels.simple("aborting")))
          .withMessageContaining("killed by signal 6 (SIGABRT)");
    }
    assertThat(failures.resolve("tries")).content().hasLineCount(1);
  }

  /** The worker works a little in every half second, and so longer than the limit. */
  @Test
  void leavesACompileTimeThatGetsLittleOfAProcessor() throws Exception {
    Toolchain slow =
        startingWith(
            """
            for turn in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do
              sleep 0.5; i=0; while [ $i -lt 10000 ]; do i=$((i+1)); done
            done\
            """);
    try (Compiler other = Compiler.open(slow, settings())) {
      assertThat(other.compile(Kernels.simple("slow")).codeObject()).startsWith(0x7f, 'E');
    }
  }

  @Test
  void stopsAWorkerThatDoesNothing() throws Exception {
    Toolchain idle = startingWith("kill -STOP $$");
    try (Compiler other = Compiler.open(idle, settings().withTimeLimit(Duration.ofSeconds(1)))) {
      assertThat(
              catchThrowableOfType(
                      CompilerAbortedException.class, () -> other.compile(Kernels.simple("idle")))
                  .reason())
          .isEqualTo(Reason.TIME_LIMIT);
    }
  }

  /** A worker may come to look for its parent when that is gone, with the socket or without. */
  @Test
  void leavesNoWorkerAndNoFilesWhenItsParentIsGoneBeforeItConnects() throws Exception {
    Path scratch = Files.createDirectory(failures.resolve("pagen-1-1"));
    Path socket = scratch.resolve("socket");
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(socket))
        .close();
    Process worker =
        new ProcessBuilder(new WorkerCommand(toolchain, settings(), scratch).line())
            .directory(scratch.toFile())
            .inheritIO()
            .start();

    assertThat(worker.waitFor()).isZero();
    assertThat(scratch).doesNotExist();
  }

  @Test
  void replacesAWorkerKilledWhileIdle() throws Exception {
    compiler.compile(Kernels.simple("first"));
    ProcessHandle worker = onlyWorker();
    worker.destroyForcibly();
    worker.onExit().join();

    assertNextCompileSucceeds();
    assertThat(onlyWorker()).isNotEqualTo(worker);
  }

  @Test
  void keepsUsingAHealthyWorkerAfterACompileError() throws Exception {
    compiler.compile(Kernels.simple("first"));
    ProcessHandle worker = onlyWorker();
    assertThatExceptionOfType(CompileException.class)
        .isThrownBy(() -> compiler.compile(Kernels.request("bad", "nonsense", "gfx942")));

    assertNextCompileSucceeds();
    assertThat(onlyWorker()).isEqualTo(worker);
  }

  @Test
  void isCancelledByInterruptingTheCaller() throws Exception {
    withoutTimeLimit();
    CompletableFuture<Boolean> interruptedAfter = new CompletableFuture<>();
    CompletableFuture<Reason> reason = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              reason.complete(abortedBy(Kernels.endless("cancelled")).reason());
              interruptedAfter.complete(Thread.currentThread().isInterrupted());
            });
    caller.start();
    awaitCompiling();
    caller.interrupt();

    assertThat(reason.join()).isEqualTo(Reason.CANCELLED);
    assertThat(interruptedAfter.join()).isTrue();
    assertNextCompileSucceeds();
  }

  @Test
  void closesInTheMiddleOfACompileAndWithAnotherWaiting() throws Exception {
    CompletableFuture<CompilerAbortedException> running = abortedInBackground("running");
    CompletableFuture<CompilerAbortedException> waiting =
        CompletableFuture.supplyAsync(() -> abortedBy(Kernels.simple("waiting")));
    compiler.close();

    assertThat(running.join().reason()).isEqualTo(Reason.CLOSED);
    assertThat(waiting.join().reason()).isEqualTo(Reason.CLOSED);
    assertThat(abortedBy(Kernels.simple("late")).reason()).isEqualTo(Reason.CLOSED);
  }

  @Test
  void leavesNoWorkerAndNoFilesWhenItsProcessIsKilled() throws Exception {
    Path temporary = Files.createTempDirectory("orphan");
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                EndlessParent.class.getName(),
                failures.toString())
            .inheritIO()
            .start();
    ProcessHandle worker = awaitCompilingChildOf(parent.toHandle(), Set.of());
    parent.destroyForcibly();

    worker.onExit().join();
    try (var left = Files.list(temporary)) {
      assertThat(left).isEmpty();
    }
    Files.delete(temporary);
  }

  @Test
  void saysThatTheToolchainIsUnusable() throws Exception {
    Path broken = Files.writeString(failures.resolve("libhiprtc.so.6"), "not a library");
    Toolchain unusable =
        new Toolchain(
            toolchain.origin(),
            toolchain.root(),
            broken,
            toolchain.nvrtc(),
            toolchain.disassembler(),
            toolchain.hipRuntime(),
            toolchain.loader(),
            toolchain.libraryPath(),
            toolchain.identity(),
            toolchain.version());
    try (Compiler other = Compiler.open(unusable, settings())) {
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatExceptionOfType(CompilerStartException.class)
            .isThrownBy(() -> other.compile(Kernels.simple("t")))
            .withMessageContaining("could not load the toolchain")
            .withMessageContaining(broken.toString());
      }
    }
  }

  @Test
  void saysThatAWorkerDoesNotStart() {
    CompilerSettings unknownFlag = settings().withJvmArguments(List.of("-XX:+NoSuchFlag"));
    try (Compiler other = Compiler.open(toolchain, unknownFlag)) {
      assertThatExceptionOfType(CompilerStartException.class)
          .isThrownBy(() -> other.compile(Kernels.simple("t")))
          .withMessageContaining("ended with exit code 1")
          .withMessageContaining("NoSuchFlag");
    }
  }

  /**
   * The toolchain, whose workers run {@code script} in the folder of failures before they start.
   */
  private Toolchain startingWith(String script) throws IOException {
    Path loader = failures.resolve("loader");
    String real = toolchain.loader().map(path -> "'%s'".formatted(path)).orElse("env");
    Files.writeString(
        loader,
        """
        #!/bin/sh
        there="$PWD"; cd '%s'; %s
        cd "$there"
        if [ %s = env ]; then export LD_LIBRARY_PATH="$2"; shift 2; fi
        exec %s "$@"
        """
            .formatted(failures, script, real, real));
    assertThat(loader.toFile().setExecutable(true)).isTrue();
    return new Toolchain(
        toolchain.origin(),
        toolchain.root(),
        toolchain.hiprtc(),
        toolchain.nvrtc(),
        toolchain.disassembler(),
        toolchain.hipRuntime(),
        Optional.of(loader),
        toolchain.libraryPath().isEmpty() ? List.of(Path.of("/nowhere")) : toolchain.libraryPath(),
        toolchain.identity(),
        toolchain.version());
  }

  private static Set<ProcessHandle> with(Set<ProcessHandle> some, ProcessHandle another) {
    Set<ProcessHandle> all = new HashSet<>(some);
    all.add(another);
    return all;
  }

  private CompilerSettings settings() {
    return CompilerSettings.keepingFailuresIn(failures).withWorkers(1).withTimeLimit(TIME_LIMIT);
  }

  private CompilerAbortedException abortedBy(CompileRequest request) {
    return catchThrowableOfType(CompilerAbortedException.class, () -> compiler.compile(request));
  }

  /** Where the time limit is not what is shown. */
  private void withoutTimeLimit() {
    compiler.close();
    compiler = Compiler.open(toolchain, settings().withTimeLimit(Duration.ofMinutes(30)));
  }

  /** Starts an endless compile and returns when its worker is busy with it. */
  private CompletableFuture<CompilerAbortedException> abortedInBackground(String name)
      throws Exception {
    withoutTimeLimit();
    CompletableFuture<CompilerAbortedException> error =
        CompletableFuture.supplyAsync(() -> abortedBy(Kernels.endless(name)));
    awaitCompiling();
    return error;
  }

  private void assertNextCompileSucceeds() {
    assertThat(compiler.compile(Kernels.simple("next")).codeObject()).startsWith(0x7f, 'E');
  }

  private Set<ProcessHandle> workers() {
    return children().stream().filter(child -> !before.contains(child)).collect(Collectors.toSet());
  }

  private ProcessHandle onlyWorker() {
    assertThat(workers()).hasSize(1);
    return workers().iterator().next();
  }

  private static Set<ProcessHandle> children() {
    return ProcessHandle.current().children().collect(Collectors.toSet());
  }

  private void awaitCompiling() throws Exception {
    awaitCompilingChildOf(ProcessHandle.current(), before);
  }

  /** Waits until a child has used so much processor time that it can only be compiling. */
  private static ProcessHandle awaitCompilingChildOf(
      ProcessHandle parent, Set<ProcessHandle> except) throws Exception {
    Duration startTakes = Duration.ofSeconds(1);
    while (true) {
      for (ProcessHandle child : parent.children().toList()) {
        if (!except.contains(child)
            && child.info().totalCpuDuration().orElse(Duration.ZERO).compareTo(startTakes) > 0) {
          return child;
        }
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static void signal(String name, ProcessHandle process)
      throws IOException, InterruptedException {
    int exit =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
            .inheritIO()
            .start()
            .waitFor();
    assertThat(exit).isZero();
  }

  /** A program that compiles for ever, for a test to kill. */
  static final class EndlessParent {
    private EndlessParent() {}

    public static void main(String[] args) {
      CompilerSettings settings = CompilerSettings.keepingFailuresIn(Path.of(args[0]));
      try (Compiler compiler = Compiler.open(TestToolchain.get(), settings)) {
        compiler.compile(Kernels.endless("orphan"));
      }
    }
  }
}
