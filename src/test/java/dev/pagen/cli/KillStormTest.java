package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.cache.KernelCache;
import dev.pagen.cache.VerifyReport;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.toolchain.Host;
import dev.pagen.toolchain.TestToolchain;
import dev.pagen.tune.KernelKey;
import dev.pagen.tune.Outcome;
import dev.pagen.tune.Stamp;
import dev.pagen.tune.TuningRecord;
import dev.pagen.tune.TuningStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code generate} again and again, killed with SIGKILL at random moments: the program, a compile
 * worker of it, or both. Whatever is on disk afterwards is whole, and nothing else is left.
 */
class KillStormTest {
  private static final int LONGEST_MILLIS = 1500;

  @TempDir private Path folder;
  private Path home;
  private Path out;
  private Path temporary;

  @Test
  void aFewKillsLeaveNothingBehindAndNothingDamaged() throws Exception {
    storm(5, 7);
  }

  @Test
  @Tag("slow")
  void twoHundredKillsLeaveNothingBehindAndNothingDamaged() throws Exception {
    storm(200, Long.getLong("pagen.seed", System.nanoTime()));
  }

  private void storm(int kills, long seed) throws Exception {
    home = folder.resolve("home");
    out = folder.resolve("out");
    temporary = Files.createDirectory(folder.resolve("t"));
    Random random = new Random(seed);
    int number = 1;
    int[] killed = new int[3];
    Running running = start(number, Integer.MAX_VALUE);
    try {
      for (int kill = 0; kill < kills; kill++) {
        int kind = kill < 3 ? kill : random.nextInt(3);
        killed[kind]++;
        List<ProcessHandle> workers = kind == 0 ? List.of() : running.awaitWorkers();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_MILLIS));
        if (kind == 1) {
          workers.get(random.nextInt(workers.size())).destroyForcibly();
          running.awaitDone();
        } else {
          List<ProcessHandle> victims = new ArrayList<>(List.of(running.process.toHandle()));
          workers = running.process.children().toList();
          if (kind == 2) {
            victims.addAll(random.nextInt(2), workers);
          }
          victims.forEach(ProcessHandle::destroyForcibly);
          number = running.end();
          for (ProcessHandle worker : workers) {
            worker.onExit().join();
          }
          running = start(number, Integer.MAX_VALUE);
        }
      }
    } finally {
      // Unlike that of the process itself, this leaves what it has said to be read.
      running.process.toHandle().destroyForcibly();
    }
    number = running.end();
    ageFoldersWithoutALock();
    // The kernels that were being compiled at the end: nobody holds their locks any more.
    Running last = start(number, number);
    assertThat(last.awaitDone()).isEqualTo(number + 1);
    assertThat(last.process.waitFor()).isZero();
    System.out.printf(
        "%d kills, seed %d: %d of the program, %d of a worker, %d of both; %s%n",
        kills, seed, killed[0], killed[1], killed[2], assertWhole());
  }

  private String assertWhole() throws IOException {
    assertThat(temporary).isEmptyDirectory();
    assertThat(ProcessHandle.allProcesses())
        .noneMatch(p -> p.info().commandLine().orElse("").contains(folder.toString()));
    VerifyReport report = new KernelCache(home.resolve("cache")).verify(false);
    assertThat(report.bad()).isEmpty();
    assertThat(report.checked()).isPositive();
    Path store = store(home).file();
    TuningStore.Contents records = store(home).read();
    assertThat(records.unreadable()).isZero();
    assertThat(records.records()).isNotEmpty();
    assertThat(Files.readString(store)).endsWith("}\n");
    JsonMapper json = new JsonMapper();
    int files = 0;
    try (Stream<Path> written = Files.list(out)) {
      for (Path file : (Iterable<Path>) written::iterator) {
        files++;
        if (file.toString().endsWith(".json")) {
          assertThat(json.readTree(Files.readAllBytes(file)).isObject()).isTrue();
        } else if (file.toString().endsWith(".hip")) {
          assertThat(Files.readString(file)).endsWith("}\n");
        }
      }
    }
    return "%d entries, %d records, %d files, all whole"
        .formatted(report.checked(), records.records().size(), files);
  }

  /** As if a day had passed: one killed in the moment before it took the lock. */
  private void ageFoldersWithoutALock() throws IOException {
    try (Stream<Path> left = Files.list(temporary)) {
      for (Path one : (Iterable<Path>) left::iterator) {
        if (!Files.exists(one.resolve("lock"))) {
          Files.setLastModifiedTime(one, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        }
      }
    }
  }

  private Running start(int first, int last) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Parent.class.getName(),
                out.toString(),
                Integer.toString(first),
                Integer.toString(last))
            .redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("PAGEN_HOME", home.toString());
    environment.put("PAGEN_TOOLCHAIN", TestToolchain.get().root().toString());
    Process process = builder.start();
    return new Running(
        process,
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)),
        first);
  }

  /** A program that generates, and says each time that it is done. */
  private static final class Running {
    final Process process;
    private final BufferedReader output;
    private int next;

    Running(Process process, BufferedReader output, int next) {
      this.process = process;
      this.output = output;
      this.next = next;
    }

    /** Waits until it has generated what it was at, and returns what it goes on with. */
    int awaitDone() throws IOException {
      take(output.readLine());
      return next;
    }

    /** Its workers, as soon as it has any. */
    List<ProcessHandle> awaitWorkers() throws InterruptedException {
      List<ProcessHandle> workers = process.children().toList();
      while (workers.isEmpty()) {
        assertThat(process.isAlive()).as("the program").isTrue();
        TimeUnit.MILLISECONDS.sleep(5);
        workers = process.children().toList();
      }
      return workers;
    }

    /** What it was at when it ended. */
    int end() throws IOException, InterruptedException {
      process.waitFor();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        take(line);
      }
      return next;
    }

    private void take(String line) {
      assertThat(line).isEqualTo("done " + next);
      next++;
    }
  }

  private static TuningStore store(Path home) {
    return new TuningStore(home.resolve("tuning").resolve("storm.jsonl"));
  }

  /** The program. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] arguments) {
      Host host = Host.current();
      int last = Integer.parseInt(arguments[2]);
      for (int number = Integer.parseInt(arguments[1]); ; number++) {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int code =
            Main.commandLine(host)
                .setOut(writer)
                .setErr(writer)
                .execute(
                    ("generate --head-size 64 --q-heads 4 --kv-heads 1 --arch gfx942,gfx90a"
                            + " --window "
                            + number
                            + " --out "
                            + arguments[0])
                        .split(" ", -1));
        if (code != 0) {
          System.out.println("exit code " + code + ": " + said);
          System.exit(1);
        }
        store(Path.of(host.environment().get("PAGEN_HOME"))).append(record());
        System.out.println("done " + number);
        if (number == last) {
          return;
        }
      }
    }

    private static TuningRecord record() {
      AttentionSpec attention = AttentionSpec.of(64, 4, 1, DataType.BF16, 16, KvLayout.NHD);
      Target target = Target.GFX942;
      return new TuningRecord(
          Instant.EPOCH,
          new Stamp("storm", "none"),
          new KernelKey("none", "none", "none"),
          new KernelSpec(attention, KernelDesign.of(attention, target).defaultTuning(), target),
          new WorkloadSize(64, 2048),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          new Outcome.Predicted(2, 2, 1, Optional.empty()));
    }
  }
}
