package dev.pagen.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.kernel.CacheWrite;
import dev.pagen.kernel.KernelDraws;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rendered kernel looks as if a person had written it. */
class RenderedLayoutTest {
  private static final long SEED = 20_261_201;
  private static final int DRAWS = 200;
  private static final int COLUMNS = 100;

  private static final Pattern CLOSE_COMMENT = Pattern.compile(".*\\S ?//.*");
  private static final Pattern FULL_COMMENT = Pattern.compile("\\s*//.*");

  /** The beginning of a statement that goes on, and what it goes on with up to its end. */
  private static final Pattern BROKEN =
      Pattern.compile(
          "(?m)^( *)[^ #/\\n][^{}\"\\n]*[(,=]\\n"
              + "(?:\\1 ++[^{};\"\\n]*+\\n)*?\\1 ++[^{};\"\\n]*+[;{]$");

  private final Renderer renderer = new Renderer();

  @ParameterizedTest
  @EnumSource(Target.class)
  void isLaidOutWhateverTheSpec(Target target) {
    Random random = new Random(SEED);
    for (int i = 0; i < DRAWS; i++) {
      KernelSpec spec = KernelDraws.next(random, target);
      check(spec, renderer.render(spec).source());
      check(spec, renderer.renderFloor(spec).source());
      if (CacheWrite.writes(spec.attention())) {
        check(spec, renderer.renderCacheWrite(spec).source());
      }
    }
  }

  private static void check(KernelSpec spec, String source) {
    List<String> lines = source.lines().toList();
    assertThat(source).endsWith("}\n");
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      assertThat(line).as("%s, line %d", spec, i + 1).isEqualTo(line.stripTrailing());
      assertThat(line).as("%s, line %d", spec, i + 1).hasSizeLessThanOrEqualTo(COLUMNS);
      if (!FULL_COMMENT.matcher(line).matches()) {
        assertThat(line).as("%s, line %d", spec, i + 1).doesNotMatch(CLOSE_COMMENT);
      }
      if (line.isEmpty()) {
        assertThat(lines.get(i - 1))
            .as("%s, line %d", spec, i + 1)
            .isNotEmpty()
            .doesNotEndWith("{");
        assertThat(lines.get(i + 1).strip()).as("%s, line %d", spec, i + 2).doesNotStartWith("}");
      }
    }
    BROKEN
        .matcher(source)
        .results()
        .map(MatchResult::group)
        .filter(statement -> !statement.contains("//"))
        .forEach(
            statement ->
                assertThat(statement.replaceAll("\\(\n *", "(").replaceAll("\n *", " "))
                    .as("%s:%n%s", spec, statement)
                    .hasSizeGreaterThan(COLUMNS));
  }
}
