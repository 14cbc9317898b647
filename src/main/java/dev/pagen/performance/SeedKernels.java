package dev.pagen.performance;

import dev.pagen.count.Delay;
import dev.pagen.count.Solo;

/**
 * The two kernels whose times on an MI355X are known: aiter's paged attention over partitions of
 * 256 tokens, in its older and its newer version, for 512 sequences of 2048 tokens (bf16, head size
 * 128, 6 query heads on 1 KV head, page size 1, soft cap 30). The times are those of aiter's pull
 * request 1479, under ROCm 7.0, taken to be of the attention kernel without its reduce. The work
 * was counted with {@code pa-gen count --predict --json} on kernels that clang 21 compiled for
 * gfx950 from aiter at commit e4048607, the newer one with a barrier added without which its waves
 * race for LDS.
 */
public final class SeedKernels {
  /** What the older one took, in seconds. */
  public static final double GOLDEN_SECONDS = 100e-6;

  /** What the newer one took, in seconds. */
  public static final double EXPERIMENTAL_SECONDS = 88e-6;

  /** K rows in pieces of 64 bytes, all of K and V asked for before the softmax. */
  public static final KernelWork GOLDEN =
      new KernelWork(
          4096,
          3,
          547_553_280,
          6_602_752,
          49_659_904,
          15_466_496,
          Solo.alike(new Delay(7554, 4), new Delay(1436, 2), new Delay(5742, 1)));

  /** Whole K rows through LDS, fragment after fragment, and V after the softmax. */
  public static final KernelWork EXPERIMENTAL =
      new KernelWork(
          4096,
          3,
          547_553_280,
          4_702_208,
          55_459_840,
          27_525_120,
          Solo.alike(new Delay(9886, 7), new Delay(1728, 2), new Delay(3332, 0)));

  private SeedKernels() {}
}
