package dev.pagen.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.render.Renderer;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.RowFormat;
import dev.pagen.spec.Selection;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.MfmaShape;
import dev.pagen.spec.Tuning.Reduce;
import dev.pagen.spec.TuningParameter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HopperLatentTest {
  private static final AttentionSpec LATENT =
      AttentionSpec.of(576, 128, 1, DataType.BF16, 64, KvLayout.NHD).with(s -> s.latent(512));
  private static final AttentionSpec NARROW = LATENT.with(s -> s.kvDtype(DataType.FP8_E4M3));

  private static final Map<TuningParameter, String> OTHER = Map.of(TuningParameter.MFMA, "16x8x16");

  private static AttentionSpec row(int size, int value, DataType cache) {
    return AttentionSpec.of(size, 64, 1, DataType.BF16, 64, KvLayout.NHD)
        .with(s -> s.latent(value).kvDtype(cache));
  }

  private static AttentionSpec rows(RowFormat rows, int heads) {
    return new AttentionSpecBuilder(rows.row().keySize(), heads, 1).rows(rows).build();
  }

  private static AttentionSpec selected(AttentionSpec attention) {
    return attention.with(s -> s.selection(new Selection.Tokens()));
  }

  private static Tuning chosen(AttentionSpec attention, Map<TuningParameter, String> others) {
    Map<TuningParameter, String> all = new HashMap<>(others);
    all.put(TuningParameter.MFMA, "64x64x16");
    return new TuningChoices(all).resolve(attention, Target.SM_90);
  }

  private static List<Refusal> refusals(AttentionSpec attention, Tuning tuning, Target target) {
    return Support.refusals(new KernelSpec(attention, tuning, target));
  }

  @Test
  void theMatrixInstructionBringsTheRestOfItsTuning() {
    AttentionSpec few = LATENT.with(s -> s.pageSize(1));
    for (AttentionSpec attention : List.of(LATENT, few, few.with(s -> s.pageSize(640)))) {
      Tuning tuning = chosen(attention, Map.of(TuningParameter.PARTITION, "100"));
      KernelSpec spec = new KernelSpec(attention, tuning, Target.SM_90);
      assertThat(KernelDesign.of(spec)).isInstanceOf(HopperLatent.class);
      assertThat(tuning)
          .isEqualTo(new HopperLatent(attention, Target.SM_90).defaultTuning().withPartition(100));
      assertThat(Support.refusals(spec)).isEmpty();
      assertThat(KernelDesign.of(spec).arch()).isEqualTo("sm_90a");
    }
  }

  /**
   * Each multiprocessor has one tensor map: where shared memory leaves room for another workgroup,
   * registers do not. And the first and third tile share barriers.
   */
  @Test
  void aWorkgroupIsAloneOnItsMultiprocessor() {
    for (AttentionSpec attention :
        List.of(
            LATENT,
            NARROW,
            row(512, 512, DataType.BF16),
            row(512, 512, DataType.FP8_E4M3),
            row(320, 256, DataType.BF16),
            row(256, 256, DataType.BF16),
            selected(rows(RowFormat.FP8_DS_MLA, 64)),
            selected(rows(RowFormat.MXFP8_DS_MLA, 64)))) {
      HopperLatent design = new HopperLatent(attention, Target.SM_90);
      Tuning tuning = design.defaultTuning();
      assertThat(2 * design.threads(tuning) * design.registers(tuning)).isGreaterThan(64 * 1024);
      assertThat(design.lds(tuning).totalBytes())
          .isLessThanOrEqualTo(Target.SM_90.ldsBytesPerWorkgroup());
      int parts = attention.headSize() / 64;
      assertThat(design.slots()).isBetween(2 * parts + 1, 3 * parts);
    }
  }

  @Test
  void registersAreAsManyAsThereAre() {
    for (AttentionSpec attention : List.of(LATENT, NARROW)) {
      HopperLatent design = new HopperLatent(attention, Target.SM_90);
      HopperLatent.Registers shares = design.sharedRegisters();
      String source =
          new Renderer()
              .render(new KernelSpec(attention, design.defaultTuning(), Target.SM_90))
              .source();
      assertThat(source)
          .contains(
              "int SCORE_REGISTERS = %d;".formatted(shares.score()),
              "int VALUE_REGISTERS = %d;".formatted(shares.value()),
              "int COPY_REGISTERS = %d;".formatted(shares.copy()));
      int registers = design.registers(design.defaultTuning());
      assertThat(shares.score() + shares.value() + shares.copy())
          .isLessThanOrEqualTo(3 * registers);
      assertThat(design.threads(design.defaultTuning()) * registers).isLessThanOrEqualTo(64 * 1024);
    }
  }

  /** Partial results are merged as they are, and what is masked is never multiplied by zero. */
  @Test
  void scalesOfTheCacheGoIntoPartialResultsAndNoFactorVanishes() {
    for (DataType cache : List.of(DataType.FP8_E4M3, DataType.INT8)) {
      AttentionSpec scaled = LATENT.with(s -> s.kvDtype(cache).kvScales(KvScales.HEAD));
      HopperLatent design = new HopperLatent(scaled, Target.SM_90);
      assertThat(
              new Renderer()
                  .render(new KernelSpec(scaled, design.defaultTuning(), Target.SM_90))
                  .source())
          .contains("to[i * WAVE_SIZE] = total[i * WAVE_SIZE] * key_scale;")
          .containsPattern("fast_max\\(variants\\(0, 1\\).*LEAST_FACTOR");
    }
  }

  @Test
  void rowsOfEightBitsAreWidened() {
    HopperLatent design = new HopperLatent(NARROW, Target.SM_90);
    assertThat(design.narrowsQueries()).isTrue();
    for (int pageSize : new int[] {1, 48, 64}) {
      AttentionSpec attention = NARROW.with(s -> s.pageSize(pageSize));
      assertThat(refusals(attention, chosen(attention, Map.of()), Target.SM_90)).isEmpty();
    }
    AttentionSpec scaled = NARROW.with(s -> s.kvScales(KvScales.TOKEN));
    assertThat(refusals(scaled, design.defaultTuning(), Target.SM_90))
        .extracting(Refusal::field)
        .contains("mfma " + MfmaShape.M64N64K16);
  }

  /** Of any heads and pages, selected or not: no other design on NVIDIA's targets has them. */
  @Test
  void rowsWithScalesInsideAreItsOwn() {
    for (RowFormat rows : RowFormat.all()) {
      for (int heads : new int[] {1, 16, 64, 128}) {
        AttentionSpec attention = rows(rows, heads).with(s -> s.pageSize(heads));
        for (AttentionSpec each : List.of(attention, selected(attention))) {
          KernelDesign design = KernelDesign.of(each, Target.SM_90);
          assertThat(design).isEqualTo(new HopperLatent(each, Target.SM_90));
          assertThat(design.narrowsQueries()).isFalse();
          assertThat(refusals(each, design.defaultTuning(), Target.SM_90)).isEmpty();
          assertThat(refusals(each, design.defaultTuning(), Target.SM_100)).isNotEmpty();
          Tuning other = new TuningChoices(OTHER).resolve(each, Target.SM_90);
          assertThat(refusals(each, other, Target.SM_90))
              .extracting(Refusal::field)
              .contains("KV rows " + rows);
        }
      }
      AttentionSpec half = rows(rows, 16).with(s -> s.dtype(DataType.FP16));
      assertThat(refusals(half, chosen(half, Map.of()), Target.SM_90))
          .extracting(Refusal::field)
          .containsExactly("KV rows %s with queries of fp16".formatted(rows));
    }
  }

  @Test
  void rowsOfEightBitsMayBeSelected() {
    for (DataType cache : List.of(DataType.FP8_E4M3, DataType.FP8_E5M2, DataType.INT8)) {
      AttentionSpec attention = selected(LATENT).with(s -> s.kvDtype(cache));
      assertThat(refusals(attention, chosen(attention, Map.of()), Target.SM_90)).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, true",
    "8, true",
    "16, true",
    "32, false",
    "48, true",
    "64, false",
    "96, true",
    "640, false"
  })
  void boxesAreOfPagesThatTilesAreWholeOnesOf(int pageSize, boolean gathers) {
    AttentionSpec attention = LATENT.with(s -> s.pageSize(pageSize));
    assertThat(refusals(attention, chosen(attention, Map.of()), Target.SM_90)).isEmpty();
    assertThat(new HopperLatent(attention, Target.SM_90).gathers()).isEqualTo(gathers);
  }

  /** Whole parts of 64 elements, of 16 bits, or of 8 with a value of 512. */
  @ParameterizedTest
  @CsvSource({
    "512, 512, BF16, true",
    "512, 512, FP8_E4M3, true",
    "320, 256, BF16, true",
    "448, 384, BF16, true",
    "576, 256, BF16, true",
    "320, 256, FP8_E4M3, false",
    "288, 256, BF16, false",
    "160, 128, BF16, false",
    "640, 512, BF16, false",
    "512, 320, BF16, false"
  })
  void rowsAreOfWholeParts(int size, int value, DataType cache, boolean taken) {
    AttentionSpec attention = row(size, value, cache);
    assertThat(HopperLatent.takes(attention, Target.SM_90)).isEqualTo(taken);
    KernelDesign design = KernelDesign.of(attention, Target.SM_90);
    assertThat(design instanceof HopperLatent).isEqualTo(taken);
    assertThat(refusals(attention, design.defaultTuning(), Target.SM_90)).isEmpty();
  }

  /** It is the usual design where there are more query rows than the others' tiles have. */
  @ParameterizedTest
  @CsvSource({
    "128, 1, BF16, true",
    "17, 1, BF16, true",
    "16, 1, BF16, false",
    "16, 2, BF16, true",
    "1, 16, BF16, false",
    "64, 1, FP8_E4M3, true",
    "25, 1, FP8_E4M3, true",
    "12, 2, FP8_E5M2, false",
    "17, 1, INT8, true",
    "16, 1, INT8, false"
  })
  void manyRowsAreItsOwn(int heads, int queryLen, DataType cache, boolean usual) {
    AttentionSpec attention =
        AttentionSpec.of(576, heads, 1, DataType.BF16, 64, KvLayout.NHD)
            .with(s -> s.latent(512).kvDtype(cache).qLen(queryLen));
    KernelDesign design = KernelDesign.of(attention, Target.SM_90);
    assertThat(design instanceof HopperLatent).isEqualTo(usual);
    assertThat(KernelDesign.of(new KernelSpec(attention, design.defaultTuning(), Target.SM_90)))
        .isEqualTo(design);
    String other = usual ? "16x8x16" : "64x64x16";
    Tuning tuning =
        new TuningChoices(Map.of(TuningParameter.MFMA, other)).resolve(attention, Target.SM_90);
    assertThat(refusals(attention, tuning, Target.SM_90)).isEmpty();
    assertThat(KernelDesign.of(new KernelSpec(attention, tuning, Target.SM_90)))
        .isNotInstanceOf(design.getClass());
    assertThat(KernelDesign.of(attention, Target.SM_100)).isInstanceOf(NvidiaLatent.class);
  }

  /**
   * Of one new token or none with a window, where rows are gathered, warps that copy would spill.
   */
  @Test
  void whatWouldSpillIsTheOthers() {
    AttentionSpec ragged = LATENT.with(s -> s.queryLens(QueryLens.RAGGED).pageSize(4));
    assertThat(HopperLatent.takes(ragged.withWindow(300), Target.SM_90)).isFalse();
    assertThat(HopperLatent.takes(ragged.withChunk(300), Target.SM_90)).isFalse();
    assertThat(HopperLatent.takes(ragged, Target.SM_90)).isTrue();
    AttentionSpec boxes = ragged.withWindow(300).with(s -> s.pageSize(64));
    assertThat(HopperLatent.takes(boxes, Target.SM_90)).isTrue();
    AttentionSpec tokens = ragged.withWindow(300).with(s -> s.qLen(2));
    assertThat(HopperLatent.takes(tokens, Target.SM_90)).isTrue();
  }

  @Test
  void othersHaveNoSuchInstruction() {
    Tuning tuning = new HopperLatent(LATENT, Target.SM_90).defaultTuning();
    AttentionSpec grouped = AttentionSpec.of(128, 8, 1, DataType.BF16, 64, KvLayout.NHD);
    assertThat(refusals(grouped, tuning, Target.SM_90)).isNotEmpty();
    assertThat(refusals(LATENT, tuning, Target.SM_100)).isNotEmpty();
    assertThat(refusals(LATENT, tuning, Target.GFX942))
        .extracting(Refusal::field)
        .contains("mfma " + MfmaShape.M64N64K16);
  }

  @Test
  void whatIsFixedOtherwiseIsRefusedByName() {
    Tuning tuning = new HopperLatent(LATENT, Target.SM_90).defaultTuning();
    for (Tuning other :
        List.of(
            tuning.withWaves(4),
            tuning.withTile(32),
            tuning.withBuffering(3),
            tuning.withReduce(Reduce.LAST_WORKGROUP))) {
      assertThat(refusals(LATENT, other, Target.SM_90)).hasSize(1);
    }
  }
}
