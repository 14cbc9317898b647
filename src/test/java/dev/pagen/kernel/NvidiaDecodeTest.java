package dev.pagen.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.Family;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Selection;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tuning value that means nothing on NVIDIA targets is refused, and the defaults are not. */
class NvidiaDecodeTest {
  private static AttentionSpec attention(int headSize, int gqaRatio) {
    return AttentionSpec.of(headSize, gqaRatio, 1, DataType.BF16, 16, KvLayout.NHD);
  }

  private static AttentionSpec blocks(AttentionSpec attention) {
    return attention.with(spec -> spec.selection(new Selection.Blocks(128)));
  }

  private static List<Refusal> refusals(Map<TuningParameter, String> choices, Target target) {
    AttentionSpec attention = attention(128, 8);
    Tuning tuning = new TuningChoices(choices).resolve(attention, target);
    return Support.refusals(new KernelSpec(attention, tuning, target));
  }

  @Test
  void theDefaultsAreSupportedForEveryShape() {
    for (Target target : Target.of(Family.NVIDIA)) {
      for (int headSize : Support.HEAD_SIZES) {
        for (int gqaRatio = 1; gqaRatio <= Support.MAX_GQA_RATIO; gqaRatio++) {
          AttentionSpec attention = attention(headSize, gqaRatio);
          for (AttentionSpec shape : List.of(attention, blocks(attention))) {
            Tuning tuning = KernelDesign.of(shape, target).defaultTuning();
            assertThat(Support.refusals(new KernelSpec(shape, tuning, target))).isEmpty();
          }
        }
      }
    }
  }

  @Test
  void selectedBlocksHaveFourWavesWithTwoTiles() {
    Map<AttentionSpec, Integer> otherwise = Map.of(attention(256, 12), 2, attention(128, 16), 8);
    otherwise.forEach(
        (rows, waves) -> {
          assertThat(KernelDesign.of(rows, Target.SM_90).defaultTuning().waves()).isEqualTo(waves);
          Tuning tuning = KernelDesign.of(blocks(rows), Target.SM_90).defaultTuning();
          assertThat(List.of(tuning.waves(), tuning.buffering())).containsExactly(4, 2);
        });
  }

  /** Bytes on their way while a tile is computed on: 4.8 TB/s at 0.8 us are 29 KB on each SM. */
  @Test
  void theDefaultsKeepMoreInFlightThanMemoryNeeds() {
    for (int headSize : Support.HEAD_SIZES) {
      AttentionSpec attention = attention(headSize, 8);
      Tuning tuning = KernelDesign.of(attention, Target.SM_90).defaultTuning();
      int workgroups =
          Target.SM_90.ldsBytesPerCu()
              / (KernelDesign.of(attention, Target.SM_90).lds(tuning).totalBytes()
                  + Family.NVIDIA.ldsReserve());
      int tileBytes = 2 * tuning.tile() * attention.rowBytes();
      assertThat(workgroups).isGreaterThanOrEqualTo(tuning.waves() == 8 ? 1 : 2);
      assertThat(workgroups * tuning.waves() * (tuning.buffering() - 1) * tileBytes)
          .isGreaterThan(64 * 1024);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MFMA, 16x16x16, mfma 16x16x16",
    "MFMA, 16x16x32, mfma 16x16x32",
    "K_PATH, direct, k-path direct",
    "V_PATH, direct, v-path direct",
    "WAVES_PER_EU, 2, waves-per-eu 2",
    "NUMBERING, xcd, numbering xcd",
  })
  void aValueWithoutMeaningIsRefusedByName(TuningParameter parameter, String value, String field) {
    for (Target target : Target.of(Family.NVIDIA)) {
      assertThat(refusals(Map.of(parameter, value), target))
          .singleElement()
          .satisfies(refusal -> assertThat(refusal.field()).isEqualTo(field))
          .satisfies(refusal -> assertThat(refusal.nearest()).startsWith("the nearest is"));
    }
  }

  @Test
  void theMatrixInstructionOfNvidiaIsRefusedOnAmd() {
    for (Target target : Target.of(Family.CDNA)) {
      assertThat(refusals(Map.of(TuningParameter.MFMA, "16x8x16"), target))
          .extracting(Refusal::field)
          .contains("mfma 16x8x16");
    }
  }

  @Test
  void aRingThatDoesNotFitIsRefused() {
    Map<TuningParameter, String> deep =
        Map.of(
            TuningParameter.BUFFERING, "4",
            TuningParameter.TILE, "64",
            TuningParameter.WAVES, "2");
    assertThat(refusals(deep, Target.SM_90))
        .singleElement()
        .satisfies(
            refusal ->
                assertThat(refusal.reason())
                    .contains("262144 bytes of LDS")
                    .contains("has " + 227 * 1024));
  }

  @Test
  void wavesShareTilesWhereRowsAreMany() {
    for (int rows = 1; rows <= 130; rows++) {
      HeadGroups groups = KernelDesign.of(attention(128, rows), Target.SM_90).headGroups();
      assertThat(groups.waves()).isEqualTo(rows > 32 ? 4 : 1);
      assertThat(groups.count() * groups.rows()).isBetween(rows, rows + groups.count() - 1);
      assertThat(groups.waves() * groups.waveRows()).isGreaterThanOrEqualTo(groups.rows());
      assertThat(groups.waveRows()).isLessThanOrEqualTo(16);
    }
    AttentionSpec tokens = attention(128, 16).with(s -> s.qLen(4));
    Tuning tuning = KernelDesign.of(tokens, Target.SM_90).defaultTuning();
    KernelSpec spec = new KernelSpec(tokens, tuning, Target.SM_90);
    KernelDesign design = KernelDesign.of(spec);
    assertThat(design.headGroups()).isEqualTo(new HeadGroups(1, 64, 4));
    assertThat(tuning.tile()).isEqualTo(64);
    assertThat(design.tokensPerBlock(tuning)).isEqualTo(tuning.waves() / 4 * tuning.tile());
    assertThat(design.copiedBytes(tuning)).hasValue(design.lds(tuning).totalBytes());
  }

  @Test
  void rowsAreNotSharedWhereThatWasNotMeasured() {
    AttentionSpec rows = attention(128, 64);
    for (AttentionSpec other :
        List.of(
            attention(256, 64),
            rows.with(s -> s.layout(KvLayout.PACKED)),
            rows.with(s -> s.kvDtype(DataType.FP8_E4M3).kvScales(KvScales.TOKEN)))) {
      assertThat(KernelDesign.of(other, Target.SM_90).headGroups())
          .isEqualTo(new HeadGroups(4, 16, 1));
    }
  }

  @ParameterizedTest
  @CsvSource({"WAVES, 2, waves 2, the nearest is 4", "TILE, 16, tile 16, the nearest is 32"})
  void whatWavesCannotShareIsRefused(
      TuningParameter parameter, String value, String field, String nearest) {
    AttentionSpec rows = attention(128, 40);
    Tuning tuning = new TuningChoices(Map.of(parameter, value)).resolve(rows, Target.SM_90);
    assertThat(Support.refusals(new KernelSpec(rows, tuning, Target.SM_90)))
        .singleElement()
        .satisfies(refusal -> assertThat(refusal.field()).isEqualTo(field))
        .satisfies(refusal -> assertThat(refusal.nearest()).isEqualTo(nearest));
  }

  @Test
  void oneTurnIsATilePerWave() {
    AttentionSpec attention = attention(128, 8);
    Map<TuningParameter, String> choices =
        Map.of(TuningParameter.TILE, "32", TuningParameter.WAVES, "2");
    Tuning tuning = new TuningChoices(choices).resolve(attention, Target.SM_90);
    KernelSpec spec = new KernelSpec(attention, tuning, Target.SM_90);
    assertThat(KernelDesign.of(spec).tokensPerBlock(spec.tuning())).isEqualTo(64);
    assertThat(KernelDesign.of(spec).threads(spec.tuning())).isEqualTo(64);
  }
}
