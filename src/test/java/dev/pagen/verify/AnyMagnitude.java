package dev.pagen.verify;

import dev.pagen.attention.PageOrder;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import java.lang.foreign.MemorySegment;

/**
 * Workloads whose query rows are of all magnitudes that bf16 has, side by side, and the factor on
 * the logits such that the greatest, or the smallest, of them matter.
 */
public final class AnyMagnitude {
  /** Of bf16's smallest normal numbers, and of its greatest whose dot products a float has. */
  private static final int TINY = -118;

  private static final int HUGE = 110;

  private AnyMagnitude() {}

  /** {@code spec} with a factor that gives huge queries, or tiny ones, logits of a usual size. */
  public static AttentionSpec spec(AttentionSpec spec, boolean huge) {
    double scale = Math.scalb(spec.scale(), huge ? -HUGE : -TINY);
    return spec.with(changed -> changed.scale(scale));
  }

  /**
   * Random inputs, as of a spec with the usual factor, and then each query row its own power of two
   * times as large, or all zeros. Logits are at most some units times 2^110 in magnitude.
   */
  public static Workload workload(KernelSpec kernel, boolean huge, int[] contexts, long seed) {
    AttentionSpec spec = kernel.attention();
    Workload workload =
        Workload.draw(
            spec, kernel.target(), contexts, InputDistribution.NORMAL, PageOrder.SHUFFLED, seed);
    int[] exponents = huge ? new int[] {HUGE, 0, TINY, 60} : new int[] {TINY, -60, TINY - 8, -10};
    ElementFormat format = ElementFormat.ofQuery(spec.dtype());
    MemorySegment query = workload.query();
    long elements = query.byteSize() / format.bytes();
    for (long i = 0; i < elements; i++) {
      int row = Math.toIntExact(i / spec.headSize()) % (exponents.length + 1);
      double number = format.get(query, i);
      boolean zeros = row == exponents.length;
      format.set(query, i, zeros ? 0 : Math.scalb(number, exponents[row]));
    }
    return workload;
  }
}
