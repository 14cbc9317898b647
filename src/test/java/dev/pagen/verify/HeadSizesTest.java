package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.PageOrder;
import dev.pagen.emulator.observe.CounterSnapshot;
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
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rows of any length: also those that sixteen lanes have no even share of. With one KV head and one
 * token per page, in a placement with gaps, every row is followed by NaN.
 */
@Execution(ExecutionMode.CONCURRENT)
class HeadSizesTest {
  private static final int[] CONTEXTS = {300, 0, 17, 1};

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

  /** Every other head size, others for a target's neighbour. */
  private static List<Integer> headSizes(Target target, int turn) {
    return Support.HEAD_SIZES.stream()
        .filter(size -> (Support.HEAD_SIZES.indexOf(size) + target.ordinal()) % 2 == turn)
        .toList();
  }

  @ParameterizedTest
  @CdnaTargets
  void noLaneReadsBeyondARow(Target target) {
    for (int headSize : headSizes(target, 0)) {
      AttentionSpec attention =
          AttentionSpec.of(headSize, 6, 1, DataType.BF16, 1, KvLayout.NHD).withSoftCap(30);
      KernelSpec spec = kernel(attention, target, Map.of());
      assertThat(
              EmulatedRuns.verify(
                  spec, draw(spec, CONTEXTS), Placement.PADDED, ExecutionChecks.all()))
          .as("head size %d", headSize)
          .matches(Comparison::passed);
    }
  }

  /** The other dtype and layout, several KV heads, and all that a spec can have besides. */
  @ParameterizedTest
  @CdnaTargets
  void everyHeadSizeWithEveryFeature(Target target) {
    for (int headSize : headSizes(target, 1)) {
      AttentionSpec attention =
          AttentionSpec.of(headSize, 10, 2, DataType.FP16, 12, KvLayout.HND)
              .withWindow(280)
              .withAlibi()
              .withSinks()
              .withLse();
      KernelSpec spec =
          kernel(
              attention,
              target,
              Map.of(TuningParameter.PARTITION, "128", TuningParameter.REDUCE, "kernel"));
      assertThat(EmulatedRuns.verify(spec, draw(spec, CONTEXTS), Placement.PADDED))
          .as("head size %d", headSize)
          .matches(Comparison::passed)
          .matches(c -> c.lseError() > 0);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GFX942,32,direct,direct,1",
    "GFX942,80,direct,direct,2",
    "GFX942,112,direct,direct,3",
    "GFX90A,160,lds,direct,1",
    "GFX942,160,direct,direct,2",
    "GFX942,192,direct,direct,1",
    "GFX942,512,direct,direct,1",
    "GFX950,32,lds,lds,2",
    "GFX950,80,lds,lds,1",
    "GFX950,96,direct,lds,2",
    "GFX950,112,lds,lds,1",
    "GFX950,160,lds,lds,1",
    "GFX950,192,lds,lds,2",
    "GFX950,512,lds,lds,1",
    "GFX950,512,copy,copy,1"
  })
  void everyWayForKeysAndValues(
      Target target, int headSize, String keys, String values, String buffering) {
    AttentionSpec attention = AttentionSpec.of(headSize, 5, 1, DataType.BF16, 1, KvLayout.NHD);
    KernelSpec spec =
        kernel(
            attention,
            target,
            Map.of(
                TuningParameter.K_PATH, keys,
                TuningParameter.V_PATH, values,
                TuningParameter.TILE, "16",
                TuningParameter.BUFFERING, buffering,
                TuningParameter.PARTITION, "256"));
    assertThat(
            EmulatedRuns.verify(
                spec, draw(spec, CONTEXTS), Placement.PADDED, ExecutionChecks.all()))
        .matches(Comparison::passed);
  }

  /** Lanes that are left over ask for bytes of lines that others ask for too. */
  @ParameterizedTest
  @CdnaTargets
  void asManyBytesAreMovedAsTheRowsHave(Target target) {
    for (int headSize : headSizes(target, 1)) {
      AttentionSpec attention = AttentionSpec.of(headSize, 4, 1, DataType.BF16, 1, KvLayout.NHD);
      if (attention.rowBytes() % 64 != 0) {
        continue;
      }
      KernelSpec spec = kernel(attention, target, Map.of(TuningParameter.PARTITION, "512"));
      Counters counters = new Counters(target);
      assertThat(EmulatedRuns.verify(spec, draw(spec, 512, 512), Placement.DENSE, counters))
          .matches(Comparison::passed);
      CounterSnapshot decode = counters.kernels().get(Role.DECODE.symbol());
      long cacheBytes = 2L * 2 * 512 * attention.rowBytes();
      assertThat(decode.bytesMoved64())
          .as("head size %d", headSize)
          .isBetween(cacheBytes, cacheBytes * 112 / 100);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "80  | min(c, LAST_LANE) * SLICE_BYTES | c * SLICE_BYTES",
        "80  | if (chunk < ROW_BYTES / 16) | if (true)",
        "80  | if (16 * s + 4 * g + r >= ROW_BYTES / SLICE_BYTES) break; |",
        "160 | max(c - LAST_LANE, 0) * SLICE_BYTES | 0",
        "160 | if (16 * s + 4 * g + r >= ROW_BYTES / SLICE_BYTES) break; |"
      })
  void lanesThatTakeMoreThanTheRowAreFound(int headSize, String from, String to) {
    AttentionSpec attention = AttentionSpec.of(headSize, 6, 1, DataType.BF16, 1, KvLayout.NHD);
    KernelSpec spec = kernel(attention, Target.GFX942, Map.of());
    EmulatedRuns.assertFound(
        () ->
            EmulatedRuns.verifyChanged(
                spec, from, to == null ? "" : to, draw(spec, 200, 33), Placement.PADDED));
  }
}
