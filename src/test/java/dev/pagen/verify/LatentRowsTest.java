package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.PageOrder;
import dev.pagen.compile.TestBuilder;
import dev.pagen.emulator.observe.ExecutionChecks;
import dev.pagen.kernel.HeadGroups;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.NvidiaLatent;
import dev.pagen.kernel.Support;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.model.ModelReader;
import dev.pagen.serving.ModelAttention;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.Family;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of latents of other sizes than DeepSeek's 576 elements, of which 512 are the value. */
@Execution(ExecutionMode.CONCURRENT)
class LatentRowsTest {
  private static final Path CONFIGS = Path.of("src/test/resources/dev/pagen/model/published");
  private static final int[] CONTEXTS = {0, 1, 15, 16, 33, 100, 129};

  /** Rows of models: without a rotary part, of Mistral Small 4, and of a small one. */
  private static final int[][] ROWS = {{512, 512}, {320, 256}, {160, 128}};

  private static AttentionSpec attention(int row, int value, int heads, DataType type) {
    return AttentionSpec.of(row, heads, 1, type, 12, KvLayout.NHD)
        .with(spec -> spec.latent(value).scale(0.1352));
  }

  private static KernelSpec kernel(
      AttentionSpec attention, Target target, Map<TuningParameter, String> choices) {
    return new KernelSpec(attention, new TuningChoices(choices).resolve(attention, target), target);
  }

  private static void assertRight(KernelSpec kernel, InputDistribution distribution) {
    Workload workload =
        Workload.draw(
            kernel.attention(), kernel.target(), CONTEXTS, distribution, PageOrder.SHUFFLED, 97);
    assertThat(EmulatedRuns.verify(kernel, workload, Placement.PADDED, ExecutionChecks.all()))
        .as("%s", kernel.name())
        .matches(Comparison::passed);
  }

  /** Heads, caches, distributions and partitions in turn. */
  @ParameterizedTest
  @CdnaTargets
  void rowsOfModelsWithAnyHeadsAndCaches(Target target) {
    int[] heads = {16, 128, 1, 33, 128, 40, 16};
    DataType[] caches = {DataType.BF16, DataType.FP8_E4M3, DataType.INT8, DataType.BF16};
    InputDistribution[] distributions = InputDistribution.values();
    for (int run = 0; run < heads.length; run++) {
      int[] row = ROWS[run % ROWS.length];
      DataType cache = caches[run % caches.length];
      KvScales[] granularities = KvScales.values();
      KvScales scales =
          cache == DataType.BF16 ? KvScales.NONE : granularities[run % granularities.length];
      AttentionSpec spec =
          attention(row[0], row[1], heads[run], DataType.BF16)
              .with(s -> s.kvDtype(cache).kvScales(scales));
      Map<TuningParameter, String> choices =
          Map.of(
              TuningParameter.PARTITION,
              run % 3 == 2 ? "48" : "0",
              TuningParameter.REDUCE,
              run % 2 == 0 ? "kernel" : "last-workgroup");
      assertRight(kernel(spec, target, choices), distributions[run % distributions.length]);
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void rowsOfModelsWithAllThatHeadsHave(Target target) {
    for (int[] row : ROWS) {
      AttentionSpec all =
          AttentionSpec.of(row[0], 40, 2, DataType.BF16, 16, KvLayout.HND)
              .with(spec -> spec.latent(row[1]).scale(0.1352).softCap(30).qLen(3))
              .with(spec -> spec.queryLens(QueryLens.RAGGED))
              .with(spec -> spec.pageTable(PageTableFormat.BLOCK_TABLE))
              .withWindow(70)
              .withAlibi()
              .withSinks()
              .withLse();
      Map<TuningParameter, String> choices = Map.of(TuningParameter.PARTITION, "48");
      assertRight(kernel(all, target, choices), InputDistribution.NORMAL);
    }
    AttentionSpec chunked =
        attention(320, 256, 16, DataType.FP16).withChunk(40).with(spec -> spec.qLen(2));
    assertRight(kernel(chunked, target, Map.of()), InputDistribution.PEAKED);
  }

  /** The smallest, the largest, and those that no number of waves divides. */
  @ParameterizedTest
  @CsvSource({
    "32,32,16",
    "96,96,1",
    "288,224,40",
    "576,480,100",
    "640,512,128",
    "1024,1024,64",
    "1024,32,20"
  })
  void anyMultipleOf32(int row, int value, int heads) {
    for (Target target : List.of(Target.GFX942, Target.GFX950)) {
      KernelSpec kernel =
          kernel(
              attention(row, value, heads, DataType.FP16).withLse(),
              target,
              Map.of(TuningParameter.PARTITION, "64"));
      Support.check(kernel);
      assertRight(kernel, InputDistribution.NORMAL);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "320,256,128,4,2,32",
    "160,128,100,4,4,32",
    "512,512,64,8,2,64",
    "160,160,33,4,3,16",
    "1024,512,64,8,2,32",
    "64,32,5,4,4,32"
  })
  void tilesTravelPastTheRegisters(
      int row, int value, int heads, String waves, String buffering, String tile) {
    Map<TuningParameter, String> choices =
        Map.of(
            TuningParameter.K_PATH,
            "copy",
            TuningParameter.WAVES,
            waves,
            TuningParameter.BUFFERING,
            buffering,
            TuningParameter.TILE,
            tile,
            TuningParameter.PARTITION,
            "64");
    KernelSpec kernel =
        kernel(attention(row, value, heads, DataType.FP16).withAlibi(), Target.GFX950, choices);
    Support.check(kernel);
    assertRight(kernel, InputDistribution.NORMAL);
  }

  /** What more tokens cost: every row once, for all heads, and LDS without conflicts. */
  @ParameterizedTest
  @CdnaTargets
  void aRowIsReadOnceForAllHeads(Target target) {
    for (int[] row : ROWS) {
      for (int heads : new int[] {16, 128}) {
        AttentionSpec spec =
            attention(row[0], row[1], heads, DataType.BF16).with(s -> s.pageSize(1));
        KernelSpec kernel = kernel(spec, target, Map.of(TuningParameter.PARTITION, "512"));
        long bytes = 2L * 256 * spec.rowBytes();
        assertThat(
                LatentAttentionTest.bytesMoved(kernel, 512)
                    - LatentAttentionTest.bytesMoved(kernel, 256))
            .as("%s", kernel.name())
            .isBetween(bytes, bytes * 110 / 100);
      }
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void nothingIsSpilledWhateverTheHeads(Target target) {
    for (int[] row : ROWS) {
      for (int heads : new int[] {16, 128}) {
        DataType cache = heads == 16 ? DataType.FP8_E4M3 : DataType.BF16;
        AttentionSpec plain =
            attention(row[0], row[1], heads, DataType.BF16).with(s -> s.kvDtype(cache));
        AttentionSpec all = plain.withWindow(128).withSinks().withAlibi().withLse();
        for (AttentionSpec each : List.of(plain, all)) {
          assertThat(TestBuilder.spills(kernel(each, target, Map.of()))).as("%s", each).isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "320 | 256 | row * ROW_BYTES + part * PART_BYTES | row * ROW_BYTES + part * (ROW_BYTES /"
            + " PARTS)",
        "512 | 512 | CHUNKS = ROW_BYTES / 64 | CHUNKS = ROW_BYTES / 64 - 1",
        "160 | 128 | + i * LDS_PITCH) = | + i * ROW_BYTES) =",
        "320 | 256 | chunk >= ROW_CHUNKS | chunk >= ROW_CHUNKS - 1",
      })
  void aWrongSizeIsFound(int row, int value, String from, String to) {
    KernelSpec kernel = kernel(attention(row, value, 16, DataType.BF16), Target.GFX942, Map.of());
    Workload workload =
        Workload.draw(
            kernel.attention(),
            kernel.target(),
            CONTEXTS,
            InputDistribution.NORMAL,
            PageOrder.SHUFFLED,
            97);
    assertThat(EmulatedRuns.verifyChanged(kernel, from, to, workload, Placement.DENSE).passed())
        .isFalse();
  }

  @Test
  void otherSizesAreRefusedByName() {
    assertThat(refusals(330, 250, Target.GFX942))
        .singleElement()
        .matches(r -> r.field().equals("latent 250 of head size 330"))
        .matches(r -> r.reason().contains("a multiple of 32 elements, up to 1024"))
        .matches(r -> r.nearest().equals("the nearest is latent 256 of head size 320"));
    assertThat(refusals(2048, 512, Target.GFX950))
        .extracting(Refusal::nearest)
        .contains("the nearest is latent 512 of head size 1024");
    assertThat(refusals(576, 544, Target.GFX950))
        .extracting(Refusal::nearest)
        .contains("the nearest is latent 512 of head size 576");
    assertThat(refusals(336, 250, Target.SM_80))
        .singleElement()
        .matches(r -> r.reason().contains("on NVIDIA targets"))
        .matches(r -> r.nearest().equals("the nearest is latent 256 of head size 352"));
    assertThat(refusals(1088, 1024, Target.SM_90))
        .extracting(Refusal::nearest)
        .contains("the nearest is latent 1024 of head size 1024");
    for (Target target : Target.values()) {
      assertThat(refusals(320, 256, target)).as("%s", target).isEmpty();
    }
  }

  /** Published configs whose rows are not DeepSeek's. */
  @ParameterizedTest
  @CsvSource({"mistral-small-4,320,256", "minicpm3-4b,288,256"})
  void modelsWithOtherRowsHaveKernels(String model, int row, int value) {
    AttentionSpec spec =
        ModelAttention.of(ModelReader.read(CONFIGS.resolve(model + ".json")).layers().getFirst())
            .dtype(DataType.BF16)
            .pageSize(64)
            .build();
    assertThat(spec.headSize()).isEqualTo(row);
    assertThat(spec.latent()).hasValue(value);
    for (Target target : Target.values()) {
      assertThat(Support.refusals(kernel(spec, target, Map.of()))).as("%s", target).isEmpty();
    }
  }

  /** As many query rows as registers have room for their output, and LDS for them beside tiles. */
  @ParameterizedTest
  @CsvSource({
    "512, 512, 64",
    "320, 256, 64",
    "640, 512, 64",
    "640, 576, 48",
    "1024, 512, 40",
    "1024, 1024, 32",
    "1024, 32, 40"
  })
  void workgroupsOnNvidiaTargetsHaveFewerRowsThatAreLong(int row, int value, int most) {
    for (Target target : Target.of(Family.NVIDIA)) {
      for (int heads : new int[] {1, most, 128}) {
        AttentionSpec spec = attention(row, value, heads, DataType.BF16);
        KernelSpec kernel =
            new KernelSpec(spec, new NvidiaLatent(spec, target).defaultTuning(), target);
        assertThat(Support.refusals(kernel)).as("%s", kernel).isEmpty();
        HeadGroups groups = KernelDesign.of(kernel).headGroups();
        assertThat(groups.rows()).as("%s", kernel).isLessThanOrEqualTo(most);
        assertThat(groups.count()).as("%s", kernel).isEqualTo(Math.ceilDiv(heads, most));
      }
    }
  }

  private static List<Refusal> refusals(int row, int value, Target target) {
    return Support.refusals(kernel(attention(row, value, 16, DataType.BF16), target, Map.of()));
  }
}
