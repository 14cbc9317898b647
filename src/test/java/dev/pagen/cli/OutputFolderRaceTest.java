package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several writers share a folder that is not there yet; some of them fail. */
class OutputFolderRaceTest {
  private static final String[] NAMES = {"one", "two", "three"};

  @TempDir private Path temporary;

  @Test
  void aThousandCallsOfFourThreadsOnFreshFoldersAllSucceed() throws Exception {
    int threads = 4;
    int rounds = 250;
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Future<Integer>> failures = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      for (int thread = 0; thread < threads; thread++) {
        int first = thread * rounds;
        failures.add(
            executor.submit(
                () -> {
                  int failed = 0;
                  for (int round = 0; round < rounds; round++) {
                    start.await();
                    failed += call(temporary.resolve("fresh-" + round), first + round) ? 0 : 1;
                  }
                  return failed;
                }));
      }
    }
    for (Future<Integer> failed : failures) {
      assertThat(failed.get()).isZero();
    }
    assertAllWhole(temporary);
  }

  @Test
  void aThousandCallsOfThreeProcessesOnTheSameFoldersAllSucceed() throws Exception {
    List<Process> writers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      writers.add(Child.start(temporary, 334));
    }
    for (Process writer : writers) {
      String output = new String(writer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(writer.waitFor()).as(output).isZero();
    }
    assertAllWhole(temporary);
  }

  @Test
  void aFolderThatAnotherTakesAwayBeforeTheFirstFileIsMadeAgain() {
    Path out = temporary.resolve("a/out");
    AtomicInteger taken = new AtomicInteger();
    OutputFolder.Writer late =
        (file, bytes, options) -> {
          if (taken.incrementAndGet() <= 5) {
            Files.delete(out);
          }
          return Files.write(file, bytes, options);
        };
    new OutputFolder(out, late).write(files(1));
    assertThat(out).isDirectoryContaining(file -> file.endsWith("three"));
    assertThat(taken).hasValue(5 + NAMES.length);
  }

  @Test
  void aWriterThatFailsAtTheLastStepTakesItsOwnFilesAway() {
    Path out = temporary.resolve("out");
    OutputFolder.Writer overtaken =
        (file, bytes, options) -> {
          Files.createDirectories(out.resolve("three"));
          return Files.write(file, bytes, options);
        };
    assertThatThrownBy(() -> new OutputFolder(out, overtaken).write(files(1)))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining(out.resolve("three") + " is a folder");
    assertThat(out).isDirectoryNotContaining(file -> Files.isRegularFile(file));
  }

  @Test
  void aFileThatAnotherHasPutInItsPlaceIsNotTakenAway() throws Exception {
    Path place = temporary.resolve("one");
    StagedFile mine = new StagedFile(temporary.resolve("mine"), place);
    StagedFile theirs = new StagedFile(temporary.resolve("theirs"), place);
    Files.writeString(mine.temporary(), "mine");
    Files.writeString(theirs.temporary(), "theirs");
    mine.publish();
    theirs.publish();
    mine.withdraw();
    assertThat(place).hasContent("theirs");
    theirs.withdraw();
    assertThat(place).doesNotExist();
  }

  /** A writer that fails on purpose takes the folder away that it made, if it is still empty. */
  private static boolean call(Path folder, int number) {
    boolean fails = number % 3 == 0;
    OutputFolder.Writer writer =
        (file, bytes, options) -> {
          if (fails) {
            throw new IOException("planted");
          }
          return Files.write(file, bytes, options);
        };
    try {
      OutputFolder.at(folder);
      new OutputFolder(folder, writer).write(files(number));
      return !fails;
    } catch (OutputException e) {
      return fails && String.valueOf(e.getMessage()).contains("planted");
    }
  }

  private static Map<String, byte[]> files(int number) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : NAMES) {
      files.put(name, (name + " " + number).repeat(100).getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  private static void assertAllWhole(Path parent) throws IOException {
    try (Stream<Path> all = Files.walk(parent)) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      assertThat(files).isNotEmpty();
      for (Path file : files) {
        String name = file.getFileName().toString();
        String text = Files.readString(file);
        assertThat(name).isIn((Object[]) NAMES);
        assertThat(text).isEqualTo(text.substring(0, text.length() / 100).repeat(100));
        assertThat(text).startsWith(name + " ");
      }
    }
  }

  /** A process of its own that writes to the same few folders again and again. */
  static final class Child {
    private Child() {}

    static Process start(Path parent, int calls) throws IOException {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
              Child.class.getName(),
              parent.toString(),
              Integer.toString(calls))
          .redirectErrorStream(true)
          .start();
    }

    public static void main(String[] arguments) {
      int calls = Integer.parseInt(arguments[1]);
      for (int i = 0; i < calls; i++) {
        Path folder = Path.of(arguments[0]).resolve("shared-" + i % 2).resolve("out");
        if (!call(folder, i)) {
          throw new IllegalStateException("call %d failed".formatted(i));
        }
      }
    }
  }
}
