package dev.pagen.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.kernel.Specs;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.UnsupportedSpecException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RendererTest {
  private static final Pattern READING_ORDER =
      Pattern.compile("functions of its main loop: ([^.]*)\\.");

  private final Renderer renderer = new Renderer();

  @Test
  void printsTheParametersAsNamedConstants() {
    String source = renderer.render(Specs.seed(Target.GFX942)).source();
    assertThat(source)
        .contains("constexpr int HEAD_SIZE = 128;")
        .contains("constexpr int GQA_RATIO = 6;")
        .contains("constexpr int PAGE_SIZE = 1;")
        .contains("constexpr int BUFFERING = 2;")
        .contains("constexpr float SOFT_CAP = 30.0f;");
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void leavesNothingOfTheTemplateLanguageBehind(Target target) {
    String source = renderer.render(Specs.seed(target)).source();
    assertThat(source).doesNotContain("$").doesNotContain("null").doesNotContain("\n\n\n");
    assertThat(source.lines()).allMatch(line -> line.equals(line.stripTrailing()));
  }

  /** The order in which to read them, of both kinds of main loop. */
  @ParameterizedTest
  @EnumSource(Target.class)
  void namesFunctionsThatAreThereAtItsHead(Target target) {
    AttentionSpec latent =
        AttentionSpec.of(576, 16, 1, DataType.BF16, 64, KvLayout.NHD).with(s -> s.latent(512));
    Tuning tuning = KernelDesign.of(latent, target).defaultTuning();
    for (KernelSpec spec : List.of(Specs.seed(target), new KernelSpec(latent, tuning, target))) {
      String source = renderer.render(spec).source();
      Matcher head = READING_ORDER.matcher(source.replace("\n// ", " "));
      assertThat(head.find()).isTrue();
      assertThat(head.group(1).split(", | and "))
          .hasSizeGreaterThan(3)
          .allSatisfy(
              name -> assertThat(source).containsPattern("__forceinline__ \\w+ " + name + "\\("));
    }
  }

  @Test
  void printsOnlyWhatTheSpecNeeds() {
    AttentionSpec plain = AttentionSpec.of(128, 8, 1, DataType.BF16, 16, KvLayout.NHD);
    String source =
        renderer
            .render(
                new KernelSpec(
                    plain, KernelDesign.of(plain, Target.GFX90A).defaultTuning(), Target.GFX90A))
            .source();
    assertThat(source).doesNotContain("SOFT_CAP").contains("acc.row_max");
    assertThat(renderer.render(Specs.seed(Target.GFX90A)).source()).doesNotContain("acc.row_max");
  }

  @Test
  void keepsTheMaximumWhereACapDoesNotBoundTheLogits() {
    AttentionSpec spec = AttentionSpec.of(128, 8, 1, DataType.FP16, 16, KvLayout.NHD);
    for (AttentionSpec capped :
        List.of(
            spec.withSoftCap(30),
            AttentionSpec.of(128, 8, 1, DataType.BF16, 16, KvLayout.NHD).withSoftCap(80))) {
      KernelSpec kernel =
          new KernelSpec(
              capped, KernelDesign.of(capped, Target.GFX942).defaultTuning(), Target.GFX942);
      assertThat(renderer.render(kernel).source()).contains("acc.row_max");
    }
  }

  @Test
  void refusesAnUnsupportedSpecBeforeRendering() {
    AttentionSpec odd = AttentionSpec.of(144, 8, 1, DataType.BF16, 16, KvLayout.NHD);
    KernelSpec spec =
        new KernelSpec(odd, KernelDesign.of(odd, Target.GFX942).defaultTuning(), Target.GFX942);
    assertThatThrownBy(() -> renderer.render(spec))
        .isInstanceOf(UnsupportedSpecException.class)
        .hasMessageContaining("head size 144");
  }

  @Test
  void givesTheSameTextEveryTime() {
    Stream.of(Target.values())
        .forEach(
            target ->
                assertThat(new Renderer().render(Specs.seed(target)).source())
                    .isEqualTo(renderer.render(Specs.seed(target)).source()));
  }

  @Test
  void declaresTheParametersThatTheEntriesList() {
    RenderedKernel rendered = renderer.render(Specs.seed(Target.GFX950));
    for (KernelEntry kernel : rendered.kernels()) {
      String signature =
          rendered.source().substring(rendered.source().indexOf("\n" + kernel.symbol() + "("));
      assertThat(kernel.parameters())
          .allSatisfy(p -> assertThat(signature).contains(p.declaration()).contains(p.shape()));
    }
  }
}
