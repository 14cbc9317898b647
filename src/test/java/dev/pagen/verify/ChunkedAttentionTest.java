package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.PageOrder;
import dev.pagen.emulator.observe.CounterSnapshot;
import dev.pagen.emulator.observe.Counters;
import dev.pagen.emulator.observe.ExecutionChecks;
import dev.pagen.kernel.KernelEntry.Role;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kernels whose queries see their own chunk see its tokens, and touch nothing before them. */
class ChunkedAttentionTest {
  private static AttentionSpec attention(int chunk, int qLen) {
    return AttentionSpec.of(64, 6, 2, DataType.BF16, 12, KvLayout.HND)
        .withChunk(chunk)
        .with(spec -> spec.qLen(qLen));
  }

  private static KernelSpec kernel(
      AttentionSpec attention, Target target, Map<TuningParameter, String> choices) {
    return new KernelSpec(attention, new TuningChoices(choices).resolve(attention, target), target);
  }

  /** Contexts around the first two boundaries of chunks, and one in the fourth. */
  private static int[] contexts(int chunk) {
    return IntStream.of(
            0,
            1,
            2,
            chunk - 1,
            chunk,
            chunk + 1,
            chunk + 2,
            2 * chunk - 1,
            2 * chunk,
            2 * chunk + 1,
            3 * chunk + chunk / 2)
        .distinct()
        .toArray();
  }

  private static Workload draw(KernelSpec spec, InputDistribution distribution, int... contexts) {
    return Workload.draw(
        spec.attention(), spec.target(), contexts, distribution, PageOrder.SHUFFLED, 47);
  }

  @ParameterizedTest
  @CsvSource({
    "GFX90A,1,1,0,last-workgroup,grid",
    "GFX90A,100,3,37,kernel,list",
    "GFX90A,16,3,0,last-workgroup,list",
    "GFX942,16,1,7,last-workgroup,grid",
    "GFX942,100,1,0,last-workgroup,list",
    "GFX942,100,3,64,kernel,grid",
    "GFX942,1,3,0,last-workgroup,grid",
    "GFX950,100,1,37,last-workgroup,grid",
    "GFX950,16,16,0,kernel,list",
    "GFX950,333,3,256,last-workgroup,grid"
  })
  void queriesSeeTheirOwnChunk(
      Target target, int chunk, int qLen, String partition, String reduce, String schedule) {
    KernelSpec spec =
        kernel(
            attention(chunk, qLen).withLse(),
            target,
            Map.of(
                TuningParameter.PARTITION, partition,
                TuningParameter.REDUCE, reduce,
                TuningParameter.SCHEDULE, schedule));
    for (InputDistribution distribution :
        new InputDistribution[] {InputDistribution.NORMAL, InputDistribution.EXTREME}) {
      assertThat(
              EmulatedRuns.verify(
                  spec,
                  draw(spec, distribution, contexts(chunk)),
                  Placement.PADDED,
                  ExecutionChecks.all()))
          .as("%s", distribution)
          .matches(Comparison::passed)
          .matches(c -> c.lseError() > 0);
    }
  }

  /** As in Llama 4, whose queries have no tile of several chunks but at a boundary. */
  @ParameterizedTest
  @CsvSource({"GFX90A,1", "GFX942,3", "GFX950,1"})
  void aChunkOf8192(Target target, int qLen) {
    AttentionSpec attention =
        AttentionSpec.of(64, 5, 1, DataType.FP16, 16, KvLayout.NHD)
            .withChunk(8192)
            .with(spec -> spec.qLen(qLen));
    KernelSpec spec = kernel(attention, target, Map.of());
    Workload workload = draw(spec, InputDistribution.NORMAL, 8191, 8193, 16384, 16386);
    assertThat(EmulatedRuns.verify(spec, workload, Placement.DENSE)).matches(Comparison::passed);
  }

  @ParameterizedTest
  @CdnaTargets
  void withAllThatHeadsHave(Target target) {
    AttentionSpec all = attention(100, 6).withAlibi().withSinks().withSoftCap(30).withLse();
    KernelSpec spec = kernel(all, target, Map.of(TuningParameter.PARTITION, "64"));
    Workload workload = draw(spec, InputDistribution.PEAKED, contexts(100));
    assertThat(EmulatedRuns.verify(spec, workload, Placement.PADDED)).matches(Comparison::passed);
  }

  /** Two long sequences of which queries see 512 tokens: nothing else much is asked for. */
  @Test
  void asManyBytesAreReadAsTheChunksHave() {
    KernelSpec spec =
        kernel(attention(512, 1), Target.GFX942, Map.of(TuningParameter.PARTITION, "512"));
    Counters counters = new Counters(Target.GFX942);
    Workload workload = draw(spec, InputDistribution.NORMAL, 3584, 4096);
    assertThat(EmulatedRuns.verify(spec, workload, Placement.DENSE, counters))
        .matches(Comparison::passed);
    CounterSnapshot decode = counters.kernels().get(Role.DECODE.symbol());
    AttentionSpec attention = spec.attention();
    long cacheBytes = 2L * 2 * 512 * attention.kvHeads() * attention.rowBytes();
    assertThat(decode.bytesAsked()).isBetween(cacheBytes, cacheBytes * 105 / 100);
  }

  /** A plan is for all sequences that are no longer, some of which may have more in reach. */
  @Test
  void aPlanCountsTheLongestReach() {
    KernelSpec spec =
        kernel(attention(300, 1), Target.GFX942, Map.of(TuningParameter.PARTITION, "256"));
    assertThat(EmulatedRuns.plan(spec, 3, 301).maxPartitions()).isEqualTo(2);
    assertThat(EmulatedRuns.plan(spec, 3, 256).maxPartitions()).isEqualTo(1);
    KernelSpec free = kernel(attention(300, 1), Target.GFX942, Map.of());
    assertThat(EmulatedRuns.plan(free, 3, 1 << 20).partition())
        .isEqualTo(EmulatedRuns.plan(free, 3, 300).partition());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ATTENTION_CHUNK = 100 | ATTENTION_CHUNK = 101",
        "max(context - Q_LEN, 0) | max(context - Q_LEN - 1, 0)",
        "first < chunk_start(sequence.context - 1) | false",
        "chunk_start(max(own_end - 1, 0)) | chunk_start(own_end)",
      })
  void aFaultIsFound(String from, String to) {
    KernelSpec spec = kernel(attention(100, 3), Target.GFX942, Map.of());
    Workload workload = draw(spec, InputDistribution.NORMAL, 0, 2, 100, 101, 102, 103, 302, 350);
    assertThat(EmulatedRuns.verify(spec, workload, Placement.PADDED)).matches(Comparison::passed);
    EmulatedRuns.assertFound(
        () -> EmulatedRuns.verifyChanged(spec, from, to, workload, Placement.PADDED));
  }
}
