package dev.pagen.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.compile.TestBuilder;
import dev.pagen.count.Batch;
import dev.pagen.count.CountingRun;
import dev.pagen.count.Counts;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.Specs;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Selection;
import dev.pagen.spec.Target;
import dev.pagen.verify.InputDistribution;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A list of selected tokens costs hardly more than a page table of pages of one token. */
@Tag("compiler")
class SelectedLimitsTest {
  private static final Batch BATCH = new Batch(512, 1, 2048);

  /** Of what pages of one token take. */
  private static final Map<String, Double> MORE_FOR_BLOCKS =
      Map.of(
          "bytes_ratio", 1.01,
          "valu_instructions", 1.09,
          "busiest_wave_instructions", 1.08,
          "barriers_passed", 1.0,
          "main_loop_conflict_cycles", 1.0,
          "spilled_registers", 1.0);

  /**
   * A wave of latents looks at tiles of 16 tokens at a time, of which it tells others; one of keys
   * and values at 64.
   */
  @ParameterizedTest
  @EnumSource(names = {"GFX942", "GFX950"})
  void costsNoMoreThanPagesOfOneToken(Target target) {
    AttentionSpec latent = new AttentionSpecBuilder(576, 16, 1).latent(512).pageSize(1).build();
    for (AttentionSpec pages : List.of(Specs.seedAttention(), latent)) {
      boolean apart = pages.hasValueCache();
      Counts paged = counts(pages, target);
      Counts listed = counts(pages.with(spec -> spec.selection(new Selection.Tokens())), target);
      assertThat(listed.comparison().passed()).isTrue();
      if (!apart) {
        assertTwoPoolsCostNoMore(pages, listed, target);
      }
      SoftAssertions.assertSoftly(
          softly -> {
            softly
                .assertThat(value(listed, "bytes_ratio"))
                .isLessThanOrEqualTo(1.001 * value(paged, "bytes_ratio"));
            softly
                .assertThat(value(listed, "valu_instructions"))
                .isLessThanOrEqualTo((apart ? 1.04 : 1.15) * value(paged, "valu_instructions"));
            softly
                .assertThat(value(listed, "busiest_wave_instructions"))
                .isLessThanOrEqualTo(
                    (apart ? 1.04 : 1.1) * value(paged, "busiest_wave_instructions"));
            softly
                .assertThat(value(listed, "barriers_passed"))
                .isEqualTo(value(paged, "barriers_passed"));
            softly.assertThat(value(listed, "main_loop_conflict_cycles")).isZero();
            softly.assertThat(value(listed, "spilled_registers")).isZero();
          });
    }
  }

  /** Which pool an entry is of is told for a row, whatever is done for its elements. */
  private static void assertTwoPoolsCostNoMore(AttentionSpec pages, Counts one, Target target) {
    Counts two =
        counts(
            pages.with(spec -> spec.selection(new Selection.Tokens()).extraPageSize(16)), target);
    assertThat(two.comparison().passed()).isTrue();
    for (String field : List.of("bytes_ratio", "valu_instructions", "busiest_wave_instructions")) {
      double most = field.equals("bytes_ratio") ? 1.002 : 1.16;
      assertThat(value(two, field)).as(field).isLessThanOrEqualTo(most * value(one, field));
    }
    assertThat(value(two, "spilled_registers")).isZero();
  }

  /** Blocks are looked up twice; what is found is theirs, and no more of it. */
  @ParameterizedTest
  @EnumSource(names = {"GFX942", "GFX950"})
  void blocksCostLittleMore(Target target) {
    AttentionSpec pages = Specs.seedAttention();
    Counts paged = counts(pages, target);
    Counts blocks = counts(pages.with(spec -> spec.selection(new Selection.Blocks(128))), target);
    assertThat(blocks.comparison().passed()).isTrue();
    SoftAssertions.assertSoftly(
        softly -> {
          for (Map.Entry<String, Double> limit : MORE_FOR_BLOCKS.entrySet()) {
            softly
                .assertThat(value(blocks, limit.getKey()))
                .as(limit.getKey())
                .isLessThanOrEqualTo(limit.getValue() * value(paged, limit.getKey()));
          }
        });
  }

  private static Counts counts(AttentionSpec attention, Target target) {
    KernelSpec spec =
        new KernelSpec(attention, KernelDesign.of(attention, target).defaultTuning(), target);
    return new CountingRun(attention, target, BATCH, InputDistribution.NORMAL, 33)
        .count(TestBuilder.shared().build(spec));
  }

  private static double value(Counts counts, String field) {
    CountsMetric metric =
        CountsMetric.ALL.stream().filter(m -> m.field().equals(field)).findFirst().orElseThrow();
    return metric.value().apply(counts).orElseThrow();
  }
}
