package dev.pagen.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TemplateTest {
  private static final Path TEMPLATES = Path.of("src/main/resources/templates");

  /** HIP 7 made warpSize no constant, and took these types from HIPRTC. */
  private static final Pattern OF_SOME_VERSIONS =
      Pattern.compile("\\bwarpSize\\b|\\bu?int(8|16|32|64)_t\\b");

  private static final Pattern CONDITION = Pattern.compile("\\$if\\(");

  private static final Pattern OLD_WORDS =
      Pattern.compile("\\b(power_of_two|greater\\(|MAX_EXPONENT|shrink|process_block|alone = )");

  /** What CDNA's main loop is printed with. */
  private static final List<String> MAIN_LOOP =
      List.of(
          "decode",
          "load",
          "score",
          "softmax",
          "accumulate",
          "path_direct",
          "path_lds",
          "path_copy",
          "path_packed");

  private static final int COLUMNS = 100;
  private static final int LINES = 200;
  private static final int CONDITIONS = 40;

  @Test
  void nameNothingThatOnlySomeVersionsOfHiprtcHave() throws IOException {
    assertThat(templates()).hasSizeGreaterThan(5);
    for (Path template : templates()) {
      assertThat(OF_SOME_VERSIONS.matcher(Files.readString(template)).results())
          .as(template.toString())
          .isEmpty();
    }
  }

  @Test
  void keepToTheColumns() throws IOException {
    for (Path template : templates()) {
      assertThat(Files.readAllLines(template).stream().filter(line -> line.length() > COLUMNS))
          .as(template.toString())
          .isEmpty();
    }
  }

  @Test
  void haveMainLoopsThatAPersonReadsAtOnce() throws IOException {
    for (String loop : List.of("decode.stg", "latent.stg")) {
      for (String vendor : List.of("cdna", "nvidia")) {
        Path template = TEMPLATES.resolve(vendor).resolve(loop);
        assertThat(Files.readAllLines(template)).as(template.toString()).hasSizeLessThan(LINES);
      }
    }
    Path hopper = TEMPLATES.resolve("hopper");
    assertThat(Files.readAllLines(hopper.resolve("latent.stg"))).hasSizeLessThan(LINES);
    assertThat(conditions(templates().stream().filter(file -> file.startsWith(hopper))))
        .isLessThan(CONDITIONS);
    assertThat(
            conditions(MAIN_LOOP.stream().map(name -> TEMPLATES.resolve("cdna/" + name + ".stg"))))
        .isLessThan(CONDITIONS);
    // Both of NVIDIA's main loops, and all but the instructions that they are made of.
    Path nvidia = TEMPLATES.resolve("nvidia");
    assertThat(
            conditions(
                templates().stream()
                    .filter(file -> file.startsWith(nvidia) && !file.endsWith("pieces.stg"))))
        .isLessThan(CONDITIONS);
  }

  private static long conditions(Stream<Path> templates) throws IOException {
    long conditions = 0;
    for (Path template : templates.toList()) {
      conditions += CONDITION.matcher(Files.readString(template)).results().count();
    }
    return conditions;
  }

  /** Words of the dialect that the kernels once spoke. */
  @Test
  void speakTheFieldsWords() throws IOException {
    for (Path template : templates()) {
      assertThat(OLD_WORDS.matcher(Files.readString(template)).results())
          .as(template.toString())
          .isEmpty();
    }
  }

  private static List<Path> templates() throws IOException {
    try (Stream<Path> files = Files.walk(TEMPLATES)) {
      return files.filter(file -> file.toString().endsWith(".stg")).toList();
    }
  }
}
