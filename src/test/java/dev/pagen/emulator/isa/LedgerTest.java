package dev.pagen.emulator.isa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.Family;
import dev.pagen.spec.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Holds the tables of {@code docs/emulator.md} to the emulator's instruction table and to the
 * mnemonics that LLVM 21's assembler accepts for each target, which lie beside this test.
 */
class LedgerTest {
  private static final Path PAGE = Path.of("docs/emulator.md");
  private static final String MODELLED = "## What is modelled";
  private static final String MISSING = "## What is not modelled";

  /** Name, mnemonics as patterns, and a count for each target. */
  private static final Pattern ROW =
      Pattern.compile("\\| ([^|]+) \\| `([^`]+)` \\| (\\d+) \\| (\\d+) \\| (\\d+) \\| ([^|]+) \\|");

  private record Row(String text, String name, Pattern mnemonics, String patterns, String note) {
    boolean matches(String mnemonic) {
      return mnemonics.matcher(mnemonic).matches();
    }

    /** The line with other counts. */
    String with(Map<Target, Integer> counts) {
      return "| %s | `%s` | %d | %d | %d | %s |"
          .formatted(
              name,
              patterns,
              counts.get(Target.GFX90A),
              counts.get(Target.GFX942),
              counts.get(Target.GFX950),
              note);
    }
  }

  @Test
  void theCountsAreTheEmulators() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(PAGE));
    List<String> wrong = new ArrayList<>();
    for (String heading : List.of(MODELLED, MISSING)) {
      List<Row> rows = rows(heading);
      for (Row row : rows) {
        Map<Target, Integer> counts = new EnumMap<>(Target.class);
        for (Target target : Target.of(Family.CDNA)) {
          Set<String> all = heading.equals(MODELLED) ? modelled(target) : missing(target);
          counts.put(
              target,
              (int) all.stream().filter(m -> first(rows, m).equals(Optional.of(row))).count());
        }
        if (!row.text.equals(row.with(counts))) {
          wrong.add(row.with(counts));
          lines.set(lines.indexOf(row.text), row.with(counts));
        }
        assertThat(counts.values()).as("%s matches nothing", row.name).anyMatch(n -> n > 0);
      }
    }
    if (Boolean.getBoolean("ledger.write")) {
      Files.write(PAGE, lines);
      return;
    }
    assertThat(wrong).as("rows as they should be").isEmpty();
  }

  @ParameterizedTest
  @CdnaTargets
  void whatLlvmKnowsIsModelledOrStandsInTheLedger(Target target) throws IOException {
    List<Row> gaps = rows(MISSING);
    assertThat(missing(target)).allMatch(m -> first(gaps, m).isPresent());
  }

  @ParameterizedTest
  @CdnaTargets
  void whatIsModelledStandsInAGroup(Target target) throws IOException {
    List<Row> groups = rows(MODELLED);
    assertThat(modelled(target)).hasSizeGreaterThan(1000);
    assertThat(modelled(target)).allMatch(m -> first(groups, m).isPresent());
  }

  @Test
  void idsAreUnique() throws IOException {
    List<String> ids =
        Files.readAllLines(PAGE).stream()
            .filter(l -> l.startsWith("| EMU-"))
            .map(l -> l.substring(2, 9))
            .toList();
    assertThat(ids).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(15);
  }

  private static Set<String> modelled(Target target) {
    return InstructionTable.mnemonics(target);
  }

  private static Set<String> missing(Target target) {
    String name = target.arch() + ".txt";
    try (InputStream in =
        Objects.requireNonNull(LedgerTest.class.getResourceAsStream(name), name)) {
      Set<String> all =
          new TreeSet<>(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
      assertThat(all).hasSizeGreaterThan(1000);
      all.removeAll(modelled(target));
      return all;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Optional<Row> first(List<Row> rows, String mnemonic) {
    return rows.stream().filter(r -> r.matches(mnemonic)).findFirst();
  }

  private static List<Row> rows(String heading) throws IOException {
    return Files.readAllLines(PAGE).stream()
        .dropWhile(l -> !l.equals(heading))
        .skip(1)
        .takeWhile(l -> !l.startsWith("## "))
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(LedgerTest::row)
        .toList();
  }

  private static Row row(Matcher m) {
    String alternatives =
        String.join("|", Arrays.stream(m.group(2).split(" ")).map(LedgerTest::regex).toList());
    return new Row(m.group(), m.group(1), Pattern.compile(alternatives), m.group(2), m.group(6));
  }

  private static String regex(String pattern) {
    return pattern.replace("*", ".*").replace("#", "[0-9]+");
  }
}
