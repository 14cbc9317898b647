package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.attention.PageTable;
import dev.pagen.attention.WorkloadException;
import dev.pagen.kernel.Support;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What tests of lists of tokens, of two lists, and of lists of blocks have in common. */
final class Selections {
  private Selections() {}

  /** With {@code to} in place of {@code from} the kernel is found to be wrong. */
  static void assertFound(KernelSpec spec, Workload workload, String from, @Nullable String to) {
    String with = to == null ? "" : to;
    EmulatedRuns.assertFound(
        () -> EmulatedRuns.verifyChanged(spec, from, with, workload, Placement.PADDED));
  }

  /** The first query has the same bits alone, beside others, and several times in a batch. */
  static void assertSameBitsInAnyBatch(KernelSpec spec, Workload all) {
    Set<List<Byte>> bits = new HashSet<>();
    for (List<Integer> batch :
        List.of(List.of(0), List.of(1, 0, 2), List.of(3, 0, 0, 1, 2, 3, 0))) {
      bits.addAll(Batches.rows(EmulatedRuns.output(spec, Batches.of(all, batch), 2), batch, 0));
    }
    assertThat(bits).hasSize(1);
  }

  /** As drawn for the first seed from one on whose lists are fit for the test. */
  static <T extends PageTable> Workload drawn(
      KernelSpec spec, Class<T> form, Predicate<T> fit, int seed, int... contexts) {
    for (int other = seed; ; other++) {
      Workload drawn = Batches.draw(spec, other, contexts);
      if (fit.test(form.cast(drawn.table()))) {
        return drawn;
      }
    }
  }

  /** The same queries and caches with other lists. */
  static Workload with(Workload of, PageTable lists) {
    return new Workload(of.spec(), lists, of.query(), of.cache(), of.heads(), of.out());
  }

  /** How many entries of a query's list are none, for a KV head. */
  static int none(PageTable lists, int query, int head) {
    return (int)
        IntStream.range(0, lists.context(query)).filter(t -> !lists.has(query, head, t)).count();
  }

  /** What the kernels for gfx942 are refused for, with default tuning. */
  static List<String> refusals(AttentionSpec spec) {
    return refusals(spec, Target.GFX942);
  }

  /** What the kernels of a target are refused for, with default tuning. */
  static List<String> refusals(AttentionSpec spec, Target target) {
    return Support.refusals(new KernelSpec(spec, TuningChoices.NONE.resolve(spec, target), target))
        .stream()
        .map(Refusal::field)
        .toList();
  }

  /** Lists are refused, and the message says why. */
  static void assertRefused(Runnable what, String because) {
    assertThatThrownBy(what::run)
        .isInstanceOf(WorkloadException.class)
        .hasMessageContaining(because);
  }
}
