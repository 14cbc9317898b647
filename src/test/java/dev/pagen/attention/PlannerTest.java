package dev.pagen.attention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.kernel.KernelEntry;
import dev.pagen.kernel.Specs;
import dev.pagen.render.RenderedKernel;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The partition that a plan gets: one KV head, turns of 256 tokens, 256 or 304 compute units. */
class PlannerTest {
  private static final Chooser MI355X = chooser(Target.GFX950, 0);
  private static final Chooser MI300X = chooser(Target.GFX942, 0);

  private static Chooser chooser(Target target, int fixed) {
    KernelSpec seed = Specs.seed(target);
    KernelSpec spec = new KernelSpec(seed.attention(), seed.tuning().withPartition(fixed), target);
    return new Chooser(spec, Planner.of(spec, 2), target.computeUnits());
  }

  /** A planner on one device. */
  private record Chooser(KernelSpec spec, Planner planner, int computeUnits) {
    int tokens(int sequences, int maxReach) {
      return planner.partition(computeUnits, sequences, maxReach);
    }

    int tokensOf(int... contexts) {
      RenderedKernel kernel = new RenderedKernel(spec, "", KernelEntry.of(spec));
      return planner.plan(kernel, computeUnits, contexts).partition();
    }
  }

  @Test
  void aBatchThatFillsTheGpuIsNotSplit() {
    assertThat(MI355X.tokens(512, 2048)).isEqualTo(2048);
    assertThat(MI300X.tokens(512, 2048)).isEqualTo(2048);
    assertThat(MI355X.tokens(4096, 1000)).isEqualTo(1024);
  }

  @Test
  void aSmallBatchIsSplitUntilComputeUnitsAreBusy() {
    assertThat(MI355X.tokens(8, 2048)).isEqualTo(256);
    int tokens = MI355X.tokens(16, 32_768);
    assertThat(16 * Math.ceilDiv(32_768, tokens)).isBetween(200, 512);
  }

  @Test
  void aVeryLongSequenceIsNotSplitWithoutEnd() {
    int tokens = MI300X.tokens(1, 131_072);
    assertThat(Math.ceilDiv(131_072, tokens)).isBetween(32, 304);
  }

  /** 64 sequences of which one is very long are nearly as little work as that one. */
  @Test
  void theWorkOfARaggedBatchCountsAndNotItsWidth() {
    int[] ragged = new int[64];
    Arrays.fill(ragged, 100);
    ragged[17] = 65_536;
    assertThat(MI300X.tokensOf(ragged)).isEqualTo(MI300X.tokens(2, 65_536));
    assertThat(MI300X.tokens(64, 65_536)).isGreaterThan(4 * MI300X.tokens(2, 65_536));
    int[] alike = new int[512];
    Arrays.fill(alike, 2048);
    assertThat(MI300X.tokensOf(alike)).isEqualTo(MI300X.tokens(512, 2048));
    assertThat(MI300X.tokensOf(0, 0)).isEqualTo(MI300X.tokensOf()).isEqualTo(MI300X.tokens(0, 0));
  }

  @Test
  void noWorkgroupOutlastsTheOthersByFar() {
    for (Target target : Target.values()) {
      assertThat(chooser(target, 0).tokens(1024, 131_072)).isBetween(4096, 8192);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,100", "1,0", "1,1", "3,255"})
  void nothingIsSplitBelowOneTurn(int sequences, int context) {
    assertThat(MI355X.tokens(sequences, context)).isEqualTo(256);
  }

  @ParameterizedTest
  @CsvSource({"1,100", "512,2048", "7,131072"})
  void theTuningHasTheLastWord(int sequences, int context) {
    assertThat(chooser(Target.GFX950, 300).tokens(sequences, context)).isEqualTo(300);
  }

  /** Whatever the shape: a multiple of a turn, and no partition that no sequence can have. */
  @Test
  void isAlwaysATurnsMultipleWithinTheContext() {
    for (int sequences = 1; sequences < 700; sequences += 37) {
      for (int context = 1; context < 70_000; context += 1_931) {
        int tokens = MI300X.tokens(sequences, context);
        assertThat(tokens % 256).isZero();
        assertThat(tokens).isBetween(256, Math.ceilDiv(context, 256) * 256);
      }
    }
  }
}
