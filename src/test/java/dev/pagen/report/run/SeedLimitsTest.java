package dev.pagen.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.compile.TestBuilder;
import dev.pagen.count.Batch;
import dev.pagen.count.CountingRun;
import dev.pagen.count.Counts;
import dev.pagen.kernel.Specs;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.verify.InputDistribution;
import java.util.EnumMap;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the kernel of the seed configuration costs at default tuning, per 256 tokens of the batch
 * that its times are known for: 512 sequences of 2048 tokens. A change that makes it cost more than
 * this has to say so here.
 */
@Tag("compiler")
class SeedLimitsTest {
  private static final Batch BATCH = new Batch(512, 1, 2048);
  private static final int ROW_BYTES = 256;
  private static final Map<Target, Counts> COUNTS = new EnumMap<>(Target.class);

  @BeforeAll
  static void count() {
    for (Target target : new Target[] {Target.GFX942, Target.GFX950}) {
      KernelSpec spec = Specs.seed(target);
      CountingRun run =
          new CountingRun(spec.attention(), target, BATCH, InputDistribution.NORMAL, 31);
      COUNTS.put(target, run.count(TestBuilder.shared().build(spec)));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"GFX942", "GFX950"})
  void costsNoMoreThanItsLimits(Target target) {
    SoftAssertions.assertSoftly(
        softly -> {
          softly.assertThat(value(target, "bytes_ratio")).isLessThanOrEqualTo(1.03);
          softly.assertThat(value(target, "barriers_passed")).isLessThanOrEqualTo(4);
          softly.assertThat(value(target, "lds_instructions")).isLessThanOrEqualTo(250);
          softly.assertThat(value(target, "valu_instructions")).isLessThanOrEqualTo(1900);
          softly.assertThat(value(target, "instructions_per_wave")).isLessThanOrEqualTo(900);
          softly.assertThat(value(target, "busiest_wave_instructions")).isLessThanOrEqualTo(900);
          softly.assertThat(value(target, "main_loop_conflict_cycles")).isZero();
          softly.assertThat(value(target, "spilled_registers")).isZero();
          softly.assertThat(value(target, "scratch_bytes")).isZero();
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"GFX942", "GFX950"})
  void readsWholeRowsOnceAndStagesWideAccesses(Target target) {
    SoftAssertions.assertSoftly(
        softly -> {
          for (String cache : new String[] {"k", "v"}) {
            softly.assertThat(value(target, cache + "_bytes_ratio")).isEqualTo(0.5);
            softly.assertThat(value(target, cache + "_shortest_piece_bytes")).isEqualTo(ROW_BYTES);
          }
          softly
              .assertThat(value(target, "narrowest_main_loop_lds_bytes"))
              .isGreaterThanOrEqualTo(8);
        });
  }

  /** All the time, and where it computes. */
  @ParameterizedTest
  @CsvSource({"GFX942, 32", "GFX950, 48"})
  void keepsKeysAndValuesInFlight(Target target, int kilobytesPerCu) {
    SoftAssertions.assertSoftly(
        softly -> {
          for (String cache : new String[] {"k", "v"}) {
            String field = cache + "_bytes_in_flight_per_cu";
            softly.assertThat(value(target, field)).isGreaterThanOrEqualTo(kilobytesPerCu * 1024);
            softly
                .assertThat(value(target, field + "_at_matrix"))
                .isGreaterThanOrEqualTo(kilobytesPerCu * 1024);
          }
        });
  }

  @ParameterizedTest
  @EnumSource(names = {"GFX942", "GFX950"})
  void isRightAndOneKernel(Target target) {
    Counts counts = COUNTS.get(target);
    assertThat(counts.comparison().passed()).isTrue();
    assertThat(counts.kernels()).hasSize(1);
  }

  private static double value(Target target, String field) {
    CountsMetric metric =
        CountsMetric.ALL.stream().filter(m -> m.field().equals(field)).findFirst().orElseThrow();
    return metric.value().apply(COUNTS.get(target)).orElseThrow();
  }
}
