package dev.pagen.count;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Target;
import dev.pagen.verify.Comparison;
import java.util.Comparator;
import java.util.List;

/**
 * What all kernels of one implementation of attention did on a batch.
 *
 * @param name of the implementation
 * @param target that it ran on
 * @param attention what it computed
 * @param batch that it ran on
 * @param kernels that were launched, in that order
 * @param comparison of its output with the float64 reference
 */
public record Counts(
    String name,
    Target target,
    AttentionSpec attention,
    Batch batch,
    List<KernelCounts> kernels,
    Comparison comparison) {
  public Counts {
    kernels = List.copyOf(kernels);
  }

  /** The kernel that reads the most: the one that does attention. */
  public KernelCounts main() {
    return kernels.stream()
        .max(Comparator.comparingLong(k -> k.traffic(Buffers.K).read()))
        .orElseThrow();
  }

  /** One of the kernels on its own, called by the implementation's name and its number from 1. */
  public Counts only(KernelCounts kernel) {
    return new Counts(
        "%s #%d".formatted(name, kernels.indexOf(kernel) + 1),
        target,
        attention,
        batch,
        List.of(kernel),
        comparison);
  }
}
