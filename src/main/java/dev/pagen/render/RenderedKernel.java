package dev.pagen.render;

import dev.pagen.spec.KernelSpec;

/**
 * HIP source of one kernel spec.
 *
 * @param spec what it was rendered from
 * @param source the translation unit, which HIPRTC and {@code hipcc} both take
 */
public record RenderedKernel(KernelSpec spec, String source) {
  /** Symbol of the kernel that computes attention over partitions. */
  public static final String DECODE = "paged_attention_decode";

  /** Symbol of the kernel that merges partitions. */
  public static final String REDUCE = "paged_attention_reduce";
}
