package dev.pagen.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.render.Renderer;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.Family;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.MfmaShape;
import dev.pagen.spec.TuningParameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HopperWidenedTest {
  private static final AttentionSpec LATENT =
      AttentionSpec.of(576, 16, 1, DataType.BF16, 64, KvLayout.NHD)
          .with(s -> s.latent(512).kvDtype(DataType.FP8_E4M3));

  private static final AttentionSpec ROWS_OF_TWO_TOKENS =
      AttentionSpec.of(576, 12, 1, DataType.BF16, 64, KvLayout.NHD)
          .with(s -> s.latent(512).kvDtype(DataType.FP8_E4M3).qLen(2));

  private static Tuning chosen(AttentionSpec attention, Map<TuningParameter, String> others) {
    Map<TuningParameter, String> all = new HashMap<>(others);
    all.putIfAbsent(TuningParameter.MFMA, "64x32x32");
    return new TuningChoices(all).resolve(attention, Target.SM_90);
  }

  private static List<Refusal> refusals(AttentionSpec attention, Tuning tuning, Target target) {
    return Support.refusals(new KernelSpec(attention, tuning, target));
  }

  @Test
  void theMatrixInstructionBringsTheRestOfItsTuning() {
    for (AttentionSpec attention :
        List.of(
            LATENT,
            LATENT.with(s -> s.pageSize(1).kvScales(KvScales.HEAD)),
            LATENT.with(s -> s.pageSize(100).kvDtype(DataType.FP8_E5M2)),
            ROWS_OF_TWO_TOKENS)) {
      Tuning tuning = chosen(attention, Map.of(TuningParameter.PARTITION, "100"));
      KernelSpec spec = new KernelSpec(attention, tuning, Target.SM_90);
      assertThat(KernelDesign.of(spec)).isInstanceOf(HopperWidened.class);
      assertThat(tuning)
          .isEqualTo(new HopperWidened(attention, Target.SM_90).defaultTuning().withPartition(100));
      assertThat(Support.refusals(spec)).isEmpty();
      assertThat(KernelDesign.of(spec).arch()).isEqualTo("sm_90a");
    }
  }

  @Test
  void theUsualMatrixInstructionBringsItsOwn() {
    Tuning tuning = chosen(LATENT, Map.of(TuningParameter.MFMA, "16x8x16"));
    assertThat(KernelDesign.of(new KernelSpec(LATENT, tuning, Target.SM_90)))
        .isInstanceOf(NvidiaLatent.class);
    assertThat(tuning).isEqualTo(new NvidiaLatent(LATENT, Target.SM_90).defaultTuning());
  }

  @Test
  void itIsTheUsualOneForFewRows() {
    AttentionSpec many = LATENT.with(s -> s.qLen(2));
    assertThat(KernelDesign.of(LATENT, Target.SM_90)).isInstanceOf(HopperWidened.class);
    assertThat(KernelDesign.of(ROWS_OF_TWO_TOKENS, Target.SM_90)).isInstanceOf(HopperWidened.class);
    assertThat(KernelDesign.of(many, Target.SM_90)).isNotInstanceOf(HopperWidened.class);
    assertThat(KernelDesign.of(LATENT, Target.SM_100)).isInstanceOf(NvidiaLatent.class);
  }

  @Test
  void twoWorkgroupsAreOnAMultiprocessor() {
    HopperWidened design = new HopperWidened(LATENT, Target.SM_90);
    int bytes = design.lds(design.defaultTuning()).totalBytes();
    assertThat(2 * (bytes + 1024)).isLessThanOrEqualTo(Target.SM_90.ldsBytesPerCu());
  }

  /** Each row of shared memory's ring and of the queries is counted. */
  @Test
  void theProductHasTwoColumnsForEachRow() {
    for (int heads : List.of(1, 8, 9, 16, 17, 24)) {
      AttentionSpec attention =
          AttentionSpec.of(576, heads, 1, DataType.BF16, 64, KvLayout.NHD)
              .with(s -> s.latent(512).kvDtype(DataType.FP8_E4M3));
      HopperWidened design = new HopperWidened(attention, Target.SM_90);
      String source =
          new Renderer()
              .render(new KernelSpec(attention, design.defaultTuning(), Target.SM_90))
              .source();
      int rows = (heads + 7) / 8 * 8;
      assertThat(source).contains("m64n%dk32.f32.e4m3.e4m3".formatted(2 * rows));
      assertThat(Pattern.compile("\"=f\"\\(d\\[").matcher(source).results().count())
          .isEqualTo(rows);
      assertThat(source).contains("}, %" + rows + ", %" + (rows + 1) + ", add, 1, 1;");
      assertThat(design.registers(design.defaultTuning()))
          .isLessThanOrEqualTo(Family.NVIDIA.maxRegisters());
    }
  }

  @Test
  void othersHaveNoSuchInstruction() {
    Tuning tuning = new HopperWidened(LATENT, Target.SM_90).defaultTuning();
    for (AttentionSpec other :
        List.of(
            LATENT.with(s -> s.kvDtype(DataType.INT8)),
            LATENT.with(s -> s.kvScales(KvScales.TOKEN)),
            LATENT.with(s -> s.kvDtype(DataType.BF16)),
            LATENT.with(s -> s.dtype(DataType.FP16)),
            LATENT.with(s -> s.qLen(3)),
            AttentionSpec.of(128, 8, 1, DataType.BF16, 64, KvLayout.NHD)
                .with(s -> s.kvDtype(DataType.FP8_E4M3)))) {
      assertThat(refusals(other, tuning, Target.SM_90))
          .extracting(Refusal::field)
          .contains("mfma " + MfmaShape.M64N32K32);
    }
    assertThat(refusals(LATENT, tuning, Target.SM_100)).isNotEmpty();
    assertThat(refusals(LATENT, tuning, Target.GFX942))
        .extracting(Refusal::field)
        .contains("mfma " + MfmaShape.M64N32K32);
  }

  @Test
  void whatIsFixedOtherwiseIsRefusedByName() {
    Tuning tuning = new HopperWidened(LATENT, Target.SM_90).defaultTuning();
    for (Tuning other :
        List.of(tuning.withWaves(8), tuning.withTile(32), tuning.withBuffering(1))) {
      assertThat(refusals(LATENT, other, Target.SM_90)).hasSize(1);
    }
  }
}
