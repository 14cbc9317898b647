package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pagen.attention.PageOrder;
import dev.pagen.compile.TestBuilder;
import dev.pagen.emulator.observe.Counters;
import dev.pagen.emulator.observe.ExecutionChecks;
import dev.pagen.kernel.KernelEntry.Role;
import dev.pagen.kernel.Support;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys and values that are not equally long, as of MiMo-V2-Flash, where they have 192 and 128. */
@Execution(ExecutionMode.CONCURRENT)
class ValueSizesTest {
  private static final int[] CONTEXTS = {300, 0, 17, 1, 64};

  private static AttentionSpec attention(int headSize, int valueSize, KvLayout layout) {
    return AttentionSpec.of(headSize, 10, 2, DataType.BF16, 16, layout)
        .with(spec -> spec.valueSize(valueSize));
  }

  private static KernelSpec kernel(
      AttentionSpec attention, Target target, Map<TuningParameter, String> choices) {
    return new KernelSpec(attention, new TuningChoices(choices).resolve(attention, target), target);
  }

  private static Workload draw(KernelSpec spec, int... contexts) {
    return Workload.draw(
        spec.attention(),
        spec.target(),
        contexts,
        InputDistribution.NORMAL,
        PageOrder.SHUFFLED,
        spec.attention().headSize());
  }

  private static void assertRight(KernelSpec spec) {
    assertThat(
            EmulatedRuns.verify(
                spec, draw(spec, CONTEXTS), Placement.PADDED, ExecutionChecks.all()))
        .as("%s", spec)
        .matches(Comparison::passed);
  }

  /** Layouts, caches, scales and partitions in turn. */
  @ParameterizedTest
  @CdnaTargets
  void pairsOfSizesWithAnyCaches(Target target) {
    int[][] sizes = {{192, 128}, {256, 128}, {128, 64}, {64, 256}, {80, 112}, {512, 32}, {32, 160}};
    DataType[] caches = {DataType.BF16, DataType.FP8_E4M3, DataType.INT8};
    for (int run = 0; run < sizes.length; run++) {
      KvLayout layout = KvLayout.values()[run % 3];
      DataType cache = caches[run % 4 % 3];
      KvScales scales = KvScales.values()[cache == DataType.BF16 ? 0 : run % 4];
      AttentionSpec spec =
          attention(sizes[run][0], sizes[run][1], layout)
              .with(s -> s.kvDtype(cache).kvScales(scales));
      String partition = run % 2 == 0 ? "0" : "128";
      assertRight(kernel(spec, target, Map.of(TuningParameter.PARTITION, partition)));
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void keysOf192AndValuesOf128WithAllThatHeadsHave(Target target) {
    AttentionSpec all =
        attention(192, 128, KvLayout.HND)
            .with(spec -> spec.softCap(30).qLen(3).queryLens(QueryLens.RAGGED))
            .with(spec -> spec.pageTable(PageTableFormat.BLOCK_TABLE))
            .withWindow(129)
            .withAlibi()
            .withSinks()
            .withLse();
    assertRight(kernel(all, target, Map.of(TuningParameter.PARTITION, "64")));
    AttentionSpec sideBySide =
        attention(192, 128, KvLayout.NHD)
            .with(spec -> spec.kvStrides(new KvStrides(640, 320, 640, 320)))
            .withChunk(100);
    assertRight(kernel(sideBySide, target, Map.of(TuningParameter.REDUCE, "kernel")));
  }

  @ParameterizedTest
  @CsvSource({
    "GFX942,192,128,direct,direct,2",
    "GFX942,160,112,lds,direct,1",
    "GFX942,112,160,direct,direct,2",
    "GFX942,160,80,direct,direct,1",
    "GFX90A,80,192,lds,direct,1",
    "GFX950,192,128,lds,lds,2",
    "GFX950,160,80,lds,lds,1",
    "GFX950,80,160,direct,lds,1",
    "GFX950,96,112,lds,direct,1",
    "GFX950,256,128,copy,copy,2",
    "GFX950,128,512,copy,copy,1"
  })
  void everyWayForKeysAndValues(
      Target target, int headSize, int valueSize, String keys, String values, String buffering) {
    Map<TuningParameter, String> choices =
        Map.of(
            TuningParameter.K_PATH, keys,
            TuningParameter.V_PATH, values,
            TuningParameter.TILE, "16",
            TuningParameter.BUFFERING, buffering,
            TuningParameter.PARTITION, "128");
    KernelSpec spec = kernel(attention(headSize, valueSize, KvLayout.NHD), target, choices);
    Support.check(spec);
    assertRight(spec);
  }

  /** Of keys and of values, each row once. */
  @ParameterizedTest
  @CdnaTargets
  void asManyBytesAreMovedAsTheRowsHave(Target target) {
    for (int[] sizes : new int[][] {{192, 128}, {256, 128}, {64, 128}}) {
      AttentionSpec attention = attention(sizes[0], sizes[1], KvLayout.NHD);
      KernelSpec spec = kernel(attention, target, Map.of(TuningParameter.PARTITION, "512"));
      Counters counters = new Counters(target);
      assertThat(EmulatedRuns.verify(spec, draw(spec, 512, 512), Placement.DENSE, counters))
          .matches(Comparison::passed);
      long bytes = 2L * 512 * attention.kvHeads() * attention.tokenBytes();
      assertThat(counters.kernels().get(Role.DECODE.symbol()).bytesMoved64())
          .as("%s", spec.name())
          .isBetween(bytes, bytes * 112 / 100);
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void nothingIsSpilled(Target target) {
    for (int[] sizes : new int[][] {{192, 128}, {256, 128}, {128, 64}}) {
      AttentionSpec plain = attention(sizes[0], sizes[1], KvLayout.NHD);
      AttentionSpec fp8 = plain.with(s -> s.kvDtype(DataType.FP8_E4M3).kvScales(KvScales.TOKEN));
      for (AttentionSpec each : List.of(plain, fp8, plain.withWindow(129).withSinks().withLse())) {
        assertThat(TestBuilder.spills(kernel(each, target, Map.of()))).as("%s", each).isFalse();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "128 | 192 | VALUE_SPREAD = 16 * VALUE_SLICE_BYTES | VALUE_SPREAD = 16 * SLICE_BYTES",
        "160 | 112 | VALUE_ROW_BYTES / VALUE_SLICE_BYTES) break | ROW_BYTES / SLICE_BYTES) break",
        "192 | 128 | value_page_stride = v_page_stride | value_page_stride = k_page_stride",
        "128 | 64 | slot * (u64)(VALUE_TOKEN_STRIDE | slot * (u64)(KEY_TOKEN_STRIDE",
        "192 | 128 | seq * out_stride + head * VALUE_SIZE | seq * out_stride + head * HEAD_SIZE"
      })
  void oneSizeForTheOtherIsFound(int headSize, int valueSize, String from, String to) {
    KernelSpec spec =
        kernel(
            attention(headSize, valueSize, KvLayout.NHD),
            Target.GFX942,
            Map.of(TuningParameter.K_PATH, "lds"));
    EmulatedRuns.assertFound(
        () -> EmulatedRuns.verifyChanged(spec, from, to, draw(spec, CONTEXTS), Placement.PADDED));
  }

  @Test
  void otherSizesAreRefusedByName() {
    AttentionSpec attention = attention(192, 130, KvLayout.NHD);
    for (Target target : Target.values()) {
      assertThat(Support.refusals(kernel(attention, target, Map.of())))
          .extracting(Refusal::field, Refusal::nearest)
          .containsExactly(tuple("value size 130", "the nearest is 128"));
    }
  }
}
