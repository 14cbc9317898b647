package dev.pagen.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of cases says what is tested, and the documentation what the table says. */
class CorpusCasesTest {
  private static final Map<String, Map<String, ?>> CHECKS =
      Map.of(
          "integers", CorpusIntegersTest.CASES,
          "floats", CorpusFloatsTest.CASES,
          "doubles", CorpusDoublesTest.CASES,
          "formats", CorpusFormatsTest.CASES,
          "lanes", CorpusLanesTest.CASES,
          "masks", CorpusMasksTest.CASES,
          "memory", CorpusMemoryTest.CASES,
          "atomics", CorpusAtomicsTest.CASES,
          "programs", CorpusProgramsTest.CASES,
          "operators", CorpusOperatorsTest.CASES);

  @Test
  void everyRowIsTestedAndEveryTestIsARow() {
    assertThat(CorpusCase.ALL).extracting(CorpusCase::name).doesNotHaveDuplicates();
    CHECKS.forEach(
        (group, checks) ->
            assertThat(rows(group).map(CorpusCase::name))
                .as(group)
                .containsExactlyInAnyOrderElementsOf(checks.keySet()));
  }

  @Test
  void theDocumentationHasTheTablesNumbers() throws IOException {
    String page = Files.readString(Path.of("docs", "emulator.md"));
    Map<String, List<CorpusCase>> groups =
        CorpusCase.ALL.stream()
            .collect(Collectors.groupingBy(CorpusCase::group, TreeMap::new, Collectors.toList()));
    groups.forEach(
        (group, cases) ->
            assertThat(page)
                .contains(
                    "| %s | %d | %d | %d |"
                        .formatted(
                            group, count(cases, "yes"), count(cases, "no"), count(cases, "own"))));
    long files =
        CorpusCase.ALL.stream()
            .flatMap(row -> Stream.of(row.source().split("; ")))
            .map(source -> source.split(": ", 2)[0])
            .filter(source -> !source.equals("-"))
            .distinct()
            .count();
    assertThat(page)
        .contains(
            "%d cases, of %d files of it"
                .formatted(count(CorpusCase.ALL, "yes") + count(CorpusCase.ALL, "no"), files));
  }

  private static Stream<CorpusCase> rows(String group) {
    return CorpusCase.ALL.stream().filter(row -> row.group().equals(group));
  }

  private static long count(List<CorpusCase> cases, String listed) {
    return cases.stream().filter(row -> row.listed().equals(listed)).count();
  }
}
