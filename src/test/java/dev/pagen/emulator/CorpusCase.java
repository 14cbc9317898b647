package dev.pagen.emulator;

import dev.pagen.spec.Family;
import dev.pagen.spec.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * A row of {@code corpus/cases.tsv}: a case of ROCm/rocjitsu-test-corpus whose idea a test of ours
 * takes up.
 *
 * @param name of the case here: that of its kernel
 * @param group what it is about
 * @param targets those that have it here
 * @param listed whether the corpus lists the case for gfx942 or gfx950 ({@code yes}), or for others
 *     that share what it is about ({@code no}); {@code own} is what is of no case of the corpus
 * @param source file of the corpus, and in it the test
 */
record CorpusCase(String name, String group, List<Target> targets, String listed, String source) {
  static final List<CorpusCase> ALL = read();

  private static List<CorpusCase> read() {
    String table = new String(TestGpu.resource("corpus/cases.tsv"), StandardCharsets.UTF_8);
    return table
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> line.split("\t", -1))
        .map(row -> new CorpusCase(row[0], row[1], targets(row[2]), row[3], row[4]))
        .toList();
  }

  private static List<Target> targets(String names) {
    return Target.of(Family.CDNA).stream()
        .filter(target -> names.equals("all") || List.of(names.split(" ")).contains(target.arch()))
        .toList();
  }

  /** The name, target and check of each case of a group, for a parameterized test. */
  static Stream<Arguments> of(String group, Map<String, ?> checks) {
    return ALL.stream()
        .filter(row -> row.group.equals(group))
        .flatMap(
            row ->
                row.targets.stream()
                    .map(target -> Arguments.of(row.name, target, checks.get(row.name))));
  }
}
