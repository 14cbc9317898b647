package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pagen.attention.PageOrder;
import dev.pagen.attention.PageTable;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The reference against cases that can be worked out otherwise. */
class ReferenceTest {
  private static final AttentionSpec SPEC =
      AttentionSpec.of(64, 6, 2, DataType.FP16, 4, KvLayout.NHD);

  private static Workload draw(AttentionSpec spec, InputDistribution distribution, int... lengths) {
    return Workload.draw(spec, Target.GFX942, lengths, distribution, PageOrder.SHUFFLED, 7);
  }

  private static double value(Workload workload, int s, int t, int kvHead, int e) {
    PageTable table = workload.table();
    long row = workload.cache().value(table.page(s, t), t % table.pageSize(), kvHead, 0);
    return ElementFormat.FP16.get(workload.cache().values(), row + e);
  }

  @Test
  void ofOneTokenTheOutputIsItsValue() {
    Workload workload = draw(SPEC, InputDistribution.NORMAL, 1, 0, 1);
    double[] out = Reference.attention(workload);
    for (int s = 0; s < 3; s += 2) {
      for (int h = 0; h < 6; h++) {
        for (int e = 0; e < 64; e++) {
          assertThat(out[(s * 6 + h) * 64 + e]).isEqualTo(value(workload, s, 0, h / 3, e));
        }
      }
    }
  }

  @Test
  void ofNoTokenTheOutputIsZero() {
    double[] out = Reference.attention(draw(SPEC, InputDistribution.NORMAL, 0, 0));
    assertThat(out).hasSize(2 * 6 * 64).containsOnly(0);
  }

  /** A key of -infinity against 1, and against nothing else. */
  @Test
  void ofTokensWithoutWeightTheOutputIsZeroAndTheLogarithmOfNothing() {
    Workload workload = draw(SPEC.withLse(), InputDistribution.NORMAL, 9, 5);
    for (int row = 0; row < 2 * 6; row++) {
      ElementFormat.FP16.set(workload.query(), row * 64L, 1);
    }
    for (int t = 0; t < 9; t++) {
      for (int head = 0; head < 2; head++) {
        long key = workload.cache().key(workload.table().page(0, t), t % 4, head, 0);
        ElementFormat.FP16.set(workload.cache().keys(), key, Double.NEGATIVE_INFINITY);
      }
    }
    double[] out = Reference.attention(workload);
    double[] lse = Reference.logSumExp(workload);
    for (int h = 0; h < 12; h++) {
      assertThat(out[h * 64 + 5] == 0).isEqualTo(h < 6);
      assertThat(lse[h] == Double.NEGATIVE_INFINITY).isEqualTo(h < 6);
    }
    long key = workload.cache().key(workload.table().page(0, 3), 3, 0, 0);
    ElementFormat.FP16.set(workload.cache().keys(), key, Double.POSITIVE_INFINITY);
    assertThat(Reference.attention(workload)[5]).isNaN();
    assertThat(Reference.logSumExp(workload)[2]).isNaN();
    assertThat(Reference.logSumExp(workload)[3]).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void equalLogitsGiveTheMeanOfTheValues() {
    Workload workload = draw(SPEC, InputDistribution.EQUAL, 9, 30);
    double[] out = Reference.attention(workload);
    for (int h = 0; h < 6; h++) {
      for (int e = 0; e < 64; e++) {
        double sum = 0;
        for (int t = 0; t < 30; t++) {
          sum += value(workload, 1, t, h / 3, e);
        }
        assertThat(out[(6 + h) * 64 + e]).isCloseTo(sum / 30, within(1e-14));
      }
    }
  }

  @Test
  void aWindowLeavesOutAllButTheLastTokens() {
    Workload workload = draw(SPEC.withWindow(7), InputDistribution.EQUAL, 30, 5);
    double[] out = Reference.attention(workload);
    for (int h = 0; h < 6; h++) {
      double ofThirty = 0;
      double ofFive = 0;
      for (int t = 0; t < 7; t++) {
        ofThirty += value(workload, 0, 23 + t, h / 3, 9) / 7;
        ofFive += t < 5 ? value(workload, 1, t, h / 3, 9) / 5 : 0;
      }
      assertThat(out[h * 64 + 9]).isCloseTo(ofThirty, within(1e-14));
      assertThat(out[(6 + h) * 64 + 9]).isCloseTo(ofFive, within(1e-14));
    }
  }

  @Test
  void aChunkLeavesOutAllBeforeItsFirstToken() {
    Workload workload = draw(SPEC.withChunk(7), InputDistribution.EQUAL, 30, 5, 28, 29);
    double[] out = Reference.attention(workload);
    int[] starts = {28, 0, 21, 28};
    int[] ends = {30, 5, 28, 29};
    for (int s = 0; s < starts.length; s++) {
      for (int h = 0; h < 6; h++) {
        double sum = 0;
        for (int t = starts[s]; t < ends[s]; t++) {
          sum += value(workload, s, t, h / 3, 9);
        }
        assertThat(out[(s * 6 + h) * 64 + 9]).isCloseTo(sum / (ends[s] - starts[s]), within(1e-14));
      }
    }
  }

  /** Of equal logits the bias alone is left: each token weighs e^slope as much as the next. */
  @Test
  void slopesCountFromTheQuerysOwnToken() {
    Workload workload = draw(SPEC.withAlibi(), InputDistribution.EQUAL, 30);
    double[] out = Reference.attention(workload);
    for (int h = 0; h < 6; h++) {
      double ratio = Math.exp(-workload.heads().alibiSlopes()[h]);
      double weight = 1;
      double weights = 0;
      double sum = 0;
      for (int t = 29; t >= 0; t--, weight *= ratio) {
        weights += weight;
        sum += weight * value(workload, 0, t, h / 3, 5);
      }
      assertThat(out[h * 64 + 5]).isCloseTo(sum / weights, within(1e-12));
    }
  }

  /** The share that a sink takes is a token's whose value is zero. */
  @Test
  void aSinkIsALogitWithoutAValue() {
    Workload with = draw(SPEC.withSinks(), InputDistribution.EQUAL, 30, 0);
    double[] out = Reference.attention(with);
    double[] without = Reference.attention(draw(SPEC, InputDistribution.EQUAL, 30, 0));
    for (int h = 0; h < 6; h++) {
      double logit = 0;
      long row = with.cache().key(with.table().page(0, 0), 0, h / 3, 0);
      for (int e = 0; e < 64; e++) {
        logit +=
            ElementFormat.FP16.get(with.query(), h * 64L + e)
                * ElementFormat.FP16.get(with.cache().keys(), row + e)
                / 8;
      }
      double share = 30 / (30 + Math.exp(with.heads().sinks()[h] - logit));
      assertThat(out[h * 64 + 3]).isCloseTo(share * without[h * 64 + 3], within(1e-12));
      assertThat(out[(6 + h) * 64 + 3]).isZero();
    }
  }

  @Test
  void theLogarithmsAreOfWhatWeightsAreDividedBy() {
    Workload workload = draw(SPEC.withSinks().withLse(), InputDistribution.EQUAL, 30, 0);
    Workload without = draw(SPEC.withLse(), InputDistribution.EQUAL, 30, 0);
    double[] lse = Reference.logSumExp(workload);
    double[] ofTokens = Reference.logSumExp(without);
    double[] out = Reference.attention(workload);
    double[] ofTokensOnly = Reference.attention(without);
    for (int h = 0; h < 6; h++) {
      double share = Math.exp(ofTokens[h] - lse[h]);
      assertThat(out[h * 64]).isCloseTo(share * ofTokensOnly[h * 64], within(1e-12));
      assertThat(1 - share)
          .isCloseTo(Math.exp(workload.heads().sinks()[h] - lse[h]), within(1e-12));
      assertThat(lse[6 + h]).isEqualTo(workload.heads().sinks()[h]);
      assertThat(ofTokens[6 + h]).isEqualTo(Double.NEGATIVE_INFINITY);
    }
  }

  @Test
  void oneTokenDominatesPeakedInputs() {
    Workload workload = draw(SPEC, InputDistribution.PEAKED, 200);
    double[] out = Reference.attention(workload);
    long near = 0;
    for (int t = 0; t < 200; t++) {
      if (Math.abs(out[0] - value(workload, 0, t, 0, 0)) < 1e-3
          && Math.abs(out[5] - value(workload, 0, t, 0, 5)) < 1e-3) {
        near++;
      }
    }
    assertThat(near).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(InputDistribution.class)
  void twoTokensWeighAsTheLogisticFunctionSays(InputDistribution distribution) {
    AttentionSpec capped =
        AttentionSpec.of(64, 1, 1, DataType.FP16, 1, KvLayout.NHD).withSoftCap(10);
    Workload workload = draw(capped, distribution, 2);
    double[] logits = new double[2];
    for (int t = 0; t < 2; t++) {
      for (int e = 0; e < 64; e++) {
        logits[t] +=
            ElementFormat.FP16.get(workload.query(), e)
                * ElementFormat.FP16.get(
                    workload.cache().keys(), 64L * workload.table().pages()[t] + e)
                / 8;
      }
      logits[t] = 10 * Math.tanh(logits[t] / 10);
    }
    double first = 1 / (1 + Math.exp(logits[1] - logits[0]));
    double[] out = Reference.attention(workload);
    for (int e = 0; e < 64; e++) {
      assertThat(out[e])
          .isCloseTo(
              first * value(workload, 0, 0, 0, e) + (1 - first) * value(workload, 0, 1, 0, e),
              within(1e-13));
    }
  }

  @Test
  void theLayoutChangesNothingButThePlacesOfRows() {
    Workload nhd = draw(SPEC, InputDistribution.NORMAL, 5, 23);
    AttentionSpec other = AttentionSpec.of(64, 6, 2, DataType.FP16, 4, KvLayout.HND);
    Workload hnd = draw(other, InputDistribution.NORMAL, 5, 23);
    assertThat(hnd.cache().keys().mismatch(nhd.cache().keys())).isNotNegative();
    assertThat(Reference.attention(hnd)).isEqualTo(Reference.attention(nhd));
  }

  @Test
  void extremeLogitsAreNearSixty() {
    AttentionSpec single = AttentionSpec.of(128, 1, 1, DataType.BF16, 1, KvLayout.NHD);
    Workload workload = draw(single, InputDistribution.EXTREME, 50);
    for (int t = 0; t < 50; t++) {
      double dot = 0;
      for (int e = 0; e < 128; e++) {
        dot +=
            ElementFormat.BF16.get(workload.query(), e)
                * ElementFormat.BF16.get(
                    workload.cache().keys(), 128L * workload.table().pages()[t] + e);
      }
      assertThat(Math.abs(dot * single.scale())).isCloseTo(60, within(6.0));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FP8_E4M3, GFX942, NHD, E4M3_FNUZ",
    "FP8_E5M2, GFX942, HND, E5M2_FNUZ",
    "FP8_E4M3, GFX950, HND, E4M3_OCP",
    "FP8_E5M2, GFX90A, NHD, E5M2_OCP",
    "INT8, GFX942, NHD, INT8",
    "FP16, GFX942, NHD, FP16"
  })
  void aCacheMayHaveAnotherFormatThanTheQuery(
      DataType kvType, Target target, KvLayout layout, ElementFormat format) {
    AttentionSpec spec =
        AttentionSpec.of(32, 6, 2, DataType.BF16, 4, layout)
            .with(s -> s.kvDtype(kvType).scale(0.2).softCap(20));
    Workload workload =
        Workload.draw(
            spec, target, new int[] {7, 0, 30}, InputDistribution.NORMAL, PageOrder.SHUFFLED, 5);
    double[] query = decode(ElementFormat.BF16, workload.query());
    double[] keys = decode(format, workload.cache().keys());
    double[] values = decode(format, workload.cache().values());
    double[] out = Reference.attention(workload);
    PageTable table = workload.table();
    for (int s = 0; s < 3; s++) {
      for (int h = 0; h < 6; h++) {
        double[] sum = new double[32];
        double weights = 0;
        for (int t = 0; t < table.context(s); t++) {
          int page = table.pages()[table.first(s) + t / 4];
          int row =
              layout == KvLayout.NHD
                  ? ((page * 4 + t % 4) * 2 + h / 3) * 32
                  : ((page * 2 + h / 3) * 4 + t % 4) * 32;
          double logit = 0;
          for (int e = 0; e < 32; e++) {
            logit += 0.2 * query[(s * 6 + h) * 32 + e] * keys[row + e];
          }
          double weight = Math.exp(20 * Math.tanh(logit / 20));
          weights += weight;
          for (int e = 0; e < 32; e++) {
            sum[e] += weight * values[row + e];
          }
        }
        for (int e = 0; e < 32; e++) {
          assertThat(out[(s * 6 + h) * 32 + e])
              .isCloseTo(weights == 0 ? 0 : sum[e] / weights, within(1e-12));
        }
      }
    }
  }

  private static double[] decode(ElementFormat format, MemorySegment elements) {
    double[] numbers = new double[(int) (elements.byteSize() / format.bytes())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = format.get(elements, i);
    }
    return numbers;
  }
}
