package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFailureTest {
  @TempDir private Path folder;

  @Test
  void theOldestGoWhereThereAreTooMany() throws IOException {
    int more = 7;
    for (int i = 0; i < KeptFailure.MOST + more; i++) {
      keep(i, "a log");
    }
    assertThat(names())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(more, KeptFailure.MOST + more)
                .mapToObj(KeptFailureTest::name)
                .flatMap(name -> Stream.of(name + ".hip", name + ".log"))
                .toList());
  }

  @Test
  void theOldestGoWhereTheyAreTooLarge() throws IOException {
    String third = "x".repeat((int) (KeptFailure.MOST_BYTES / 3));
    for (int i = 0; i < 4; i++) {
      keep(i, third);
    }
    assertThat(names()).containsExactlyInAnyOrder("f2.hip", "f2.log", "f3.hip", "f3.log");
  }

  @Test
  void theLastIsKeptHoweverLarge() throws IOException {
    keep(0, "a log");
    keep(1, "x".repeat((int) KeptFailure.MOST_BYTES));
    assertThat(names()).containsExactlyInAnyOrder("f1.hip", "f1.log");
  }

  @Test
  void oneThatFailsAgainCountsOnceAndIsNew() throws IOException {
    for (int i = 0; i < KeptFailure.MOST; i++) {
      keep(i, "a log");
    }
    KeptFailure.write(folder, Kernels.simple(name(0)), "another log");
    assertThat(names()).hasSize(2 * KeptFailure.MOST);
    keep(KeptFailure.MOST, "a log");
    assertThat(names()).contains("f0.hip").doesNotContain("f1.hip", "f1.log");
    assertThat(folder.resolve("f0.log")).hasContent("another log");
  }

  /** Keeps a failure as if {@code i} seconds after the epoch. */
  private void keep(int i, String log) throws IOException {
    Path source = KeptFailure.write(folder, Kernels.simple(name(i)), log).source().orElseThrow();
    Files.setLastModifiedTime(source, FileTime.fromMillis(1000L * i));
  }

  private static String name(int i) {
    return "f" + i;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
