package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.PageOrder;
import dev.pagen.compile.TestBuilder;
import dev.pagen.emulator.observe.Counters;
import dev.pagen.emulator.observe.ExecutionChecks;
import dev.pagen.kernel.KernelEntry.Role;
import dev.pagen.kernel.Support;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Selection;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Caches of which one alone has 8 bits: keys as the query and values of 8 bits, or the reverse. */
@Execution(ExecutionMode.CONCURRENT)
class ValueTypesTest {
  private static final int[] CONTEXTS = {200, 0, 17, 1, 64};
  private static final List<DataType> CACHES =
      List.of(DataType.FP8_E4M3, DataType.INT8, DataType.FP8_E5M2);

  private static AttentionSpec attention(int headSize, DataType keys, DataType values) {
    return AttentionSpec.of(headSize, 10, 2, DataType.BF16, 16, KvLayout.NHD)
        .with(spec -> spec.kvDtype(keys).valueDtype(values));
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

  /** With layouts, scales and what else there is in turn, another turn on each target. */
  @ParameterizedTest
  @CdnaTargets
  void eitherCacheAloneOfEightBits(Target target) {
    for (int run = 0; run < 4; run++) {
      int turn = run + 3 * target.ordinal();
      DataType stored = CACHES.get(turn % CACHES.size());
      boolean ofValues = run % 2 == 0;
      AttentionSpec plain =
          attention(
                  List.of(128, 64, 80, 192, 256).get(turn % 5),
                  ofValues ? DataType.BF16 : stored,
                  ofValues ? stored : DataType.BF16)
              .with(s -> s.kvScales(KvScales.values()[turn % 4]));
      AttentionSpec spec =
          switch (run) {
            case 0 -> plain;
            case 1 -> plain.with(s -> s.layout(KvLayout.HND).qLen(3)).withSinks().withLse();
            case 2 -> CacheWriteCase.interleaved(plain).withWindow(129);
            default ->
                plain.with(s -> s.selection(new Selection.Tokens()).valueSize(128)).withSoftCap(30);
          };
      KernelSpec kernel = kernel(spec, target, Map.of());
      assertThat(TestBuilder.spills(kernel)).as("%s", kernel).isFalse();
      assertRight(kernel);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GFX90A,128,direct,direct,BF16,INT8",
    "GFX942,96,direct,direct,FP8_E4M3,BF16",
    "GFX942,32,lds,direct,BF16,FP8_E5M2",
    "GFX950,128,lds,lds,FP8_E4M3,BF16",
    "GFX950,256,copy,copy,INT8,BF16"
  })
  void everyWayForKeysAndValues(
      Target target, int headSize, String keys, String values, DataType ofKeys, DataType ofValues) {
    Map<TuningParameter, String> choices =
        Map.of(
            TuningParameter.K_PATH, keys,
            TuningParameter.V_PATH, values,
            TuningParameter.TILE, "16",
            TuningParameter.BUFFERING, "2",
            TuningParameter.PARTITION, "128");
    KernelSpec spec = kernel(attention(headSize, ofKeys, ofValues), target, choices);
    Support.check(spec);
    assertRight(spec);
  }

  /** A row of keys has twice the bytes of one of values, and each is read once. */
  @ParameterizedTest
  @CdnaTargets
  void asManyBytesAreMovedAsTheRowsHave(Target target) {
    AttentionSpec attention = attention(128, DataType.BF16, DataType.FP8_E4M3);
    assertThat(attention.tokenBytes()).isEqualTo(256 + 128);
    KernelSpec spec = kernel(attention, target, Map.of(TuningParameter.PARTITION, "256"));
    Counters counters = new Counters(target);
    assertThat(EmulatedRuns.verify(spec, draw(spec, 256, 256), Placement.DENSE, counters))
        .matches(Comparison::passed);
    long bytes = 2L * 256 * attention.kvHeads() * attention.tokenBytes();
    assertThat(counters.kernels().get(Role.DECODE.symbol()).bytesMoved64())
        .isBetween(bytes, bytes * 112 / 100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BF16 | FP8_E4M3 | VALUE_TOKEN_STRIDE * sizeof(stored | VALUE_TOKEN_STRIDE *"
            + " sizeof(element",
        "BF16 | INT8 | v_page_stride * (u64)sizeof(stored) | v_page_stride * (u64)sizeof(element)",
        "BF16 | INT8 | v_scale[kv_head] | v_scale[0]",
        "FP8_E4M3 | BF16 | total += part * weight; | total += part * (weight * key_scale);",
        "INT8 | BF16 | (KEY_TOKEN_STRIDE * sizeof(stored) | (KEY_TOKEN_STRIDE * sizeof(element)"
      })
  void oneTypeForTheOtherIsFound(DataType keys, DataType values, String from, String to) {
    AttentionSpec attention = attention(64, keys, values).with(s -> s.kvScales(KvScales.HEAD));
    KernelSpec spec = kernel(attention, Target.GFX942, Map.of());
    EmulatedRuns.assertFound(
        () -> EmulatedRuns.verifyChanged(spec, from, to, draw(spec, CONTEXTS), Placement.PADDED));
  }

  @Test
  void whatIsNotThereIsRefusedByName() {
    AttentionSpec latents =
        new AttentionSpecBuilder(576, 16, 1)
            .latent(512)
            .build()
            .with(spec -> spec.valueDtype(DataType.FP8_E4M3));
    AttentionSpec packed =
        attention(128, DataType.BF16, DataType.INT8).with(s -> s.layout(KvLayout.PACKED));
    for (Target target : Target.values()) {
      assertRefused(latents, target, "value dtype fp8_e4m3", "that of the key, bf16");
      assertRefused(packed, target, "value dtype int8 beside keys of bf16", "layout is hnd");
      assertRefused(
          attention(128, DataType.FP8_E4M3, DataType.INT8),
          target,
          "value dtype int8",
          "fp8_e4m3, and that of the query, bf16");
      assertRefused(
          attention(128, DataType.BF16, DataType.FP16), target, "value dtype fp16", "is bf16");
    }
    assertRefused(
        attention(128, DataType.FP16, DataType.FP8_E5M2)
            .with(s -> s.dtype(DataType.FP16))
            .with(s -> s.valueDtype(DataType.FP8_E5M2)),
        Target.GFX90A,
        "value dtype fp8_e5m2",
        "fp8_e4m3");
    KernelSpec copies =
        kernel(
            attention(256, DataType.BF16, DataType.INT8),
            Target.GFX950,
            Map.of(TuningParameter.K_PATH, "copy"));
    assertThat(Support.refusals(copies))
        .extracting(Refusal::field)
        .containsExactly("v-path copy", "k-path copy");
  }

  private static void assertRefused(
      AttentionSpec attention, Target target, String field, String nearest) {
    assertThat(Support.refusals(kernel(attention, target, Map.of())))
        .as("%s on %s", attention, target)
        .hasSize(1)
        .extracting(Refusal::field)
        .containsExactly(field);
    assertThat(Support.refusals(kernel(attention, target, Map.of())).getFirst().nearest())
        .contains(nearest);
  }
}
