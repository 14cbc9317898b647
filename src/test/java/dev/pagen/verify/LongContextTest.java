package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.CsrPageTable;
import dev.pagen.attention.PageOrder;
import dev.pagen.attention.PageTable;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.TuningParameter;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Contexts of a million tokens and of a billion. Their page tables name a few pages over and over,
 * as those of long texts that repeat themselves may: what a kernel does with a million tokens does
 * not depend on their being different.
 */
class LongContextTest {
  private static final int MILLION = 1 << 20;

  private static KernelSpec kernel(AttentionSpec attention, Target target, String partition) {
    TuningChoices choices = new TuningChoices(Map.of(TuningParameter.PARTITION, partition));
    return new KernelSpec(attention, choices.resolve(attention, target), target);
  }

  /** Every page but a sequence's last is one of {@code distinct}. */
  private static Workload draw(KernelSpec spec, int distinct, int... contexts) {
    AttentionSpec attention = spec.attention();
    int size = attention.pageSize();
    int[] few = IntStream.of(contexts).map(c -> distinct * size + (c - 1) % size + 1).toArray();
    // Without a window, so that all of its pages may be looked up anywhere.
    Workload drawn =
        Workload.draw(
            seesAll(attention),
            spec.target(),
            few,
            InputDistribution.NORMAL,
            PageOrder.SHUFFLED,
            21);
    int[] indptr = new int[contexts.length + 1];
    for (int s = 0; s < contexts.length; s++) {
      indptr[s + 1] = indptr[s] + Math.ceilDiv(contexts[s], size);
    }
    SplittableRandom random = new SplittableRandom(22);
    int[] pages = new int[indptr[contexts.length]];
    for (int s = 0; s < contexts.length; s++) {
      int first = drawn.table().first(s);
      for (int p = indptr[s]; p < indptr[s + 1]; p++) {
        boolean last = p == indptr[s + 1] - 1;
        pages[p] = drawn.table().pages()[first + (last ? distinct : random.nextInt(distinct))];
      }
    }
    PageTable table =
        new CsrPageTable(size, indptr, pages, ((CsrPageTable) drawn.table()).lastPageLen());
    return new Workload(attention, table, drawn.query(), drawn.cache(), drawn.heads(), drawn.out());
  }

  private static AttentionSpec seesAll(AttentionSpec spec) {
    AttentionSpec all =
        AttentionSpec.of(
                spec.headSize(),
                spec.queryHeads(),
                spec.kvHeads(),
                spec.dtype(),
                spec.pageSize(),
                spec.layout())
            .with(s -> s.alibi(spec.alibi()).lse(spec.lse()));
    return spec.latent().isEmpty() ? all : all.with(s -> s.latent(spec.latent().getAsInt()));
  }

  private static AttentionSpec attention(int pageSize) {
    return AttentionSpec.of(64, 2, 1, DataType.BF16, pageSize, KvLayout.NHD).withLse();
  }

  private static void assertRight(KernelSpec spec, Workload workload) {
    assertThat(EmulatedRuns.verify(spec, workload, Placement.DENSE))
        .as(spec::name)
        .matches(Comparison::passed);
  }

  /** The window lies at the end; one that long, the kernel works on a part of it in turn. */
  @ParameterizedTest
  @CdnaTargets
  void aWindowAtTheEndOfTheLongestContexts(Target target) {
    KernelSpec short16 = kernel(attention(16).withWindow(300), target, "0");
    assertRight(short16, draw(short16, 40, MILLION + 1, 131_073, 10_000_000));
    KernelSpec longest = kernel(attention(1024).withWindow(1023).withAlibi(), target, "256");
    assertRight(longest, draw(longest, 5, 1 << 30, (1 << 30) - 1, (1 << 24) + 1));
  }

  /** As many partitions as a million tokens have, though with few tokens each. */
  @Test
  void thousandsOfPartitionsAreMerged() {
    KernelSpec spec = kernel(attention(16), Target.GFX942, "16");
    assertRight(spec, draw(spec, 30, 40_001, 17));
  }

  @Tag("slow")
  @ParameterizedTest
  @CdnaTargets
  void aMillionTokens(Target target) {
    KernelSpec spec = kernel(attention(16), target, "0");
    assertRight(spec, draw(spec, 50, MILLION + 1));
  }

  @Tag("slow")
  @Test
  void aMillionTokensOfALatent() {
    AttentionSpec attention =
        AttentionSpec.of(576, 16, 1, DataType.BF16, 1, KvLayout.NHD).with(s -> s.latent(512));
    KernelSpec spec = kernel(attention, Target.GFX950, "0");
    assertRight(spec, draw(spec, 500, MILLION + 1));
  }
}
