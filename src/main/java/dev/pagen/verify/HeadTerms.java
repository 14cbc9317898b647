package dev.pagen.verify;

import dev.pagen.attention.WorkloadException;
import dev.pagen.kernel.Argument;
import dev.pagen.spec.AttentionSpec;
import java.util.SplittableRandom;

/**
 * What each query head has of its own beside its query; arrays are not copied, and not to be
 * changed.
 *
 * @param alibiSlopes {@code [query heads]}, where the spec has ALiBi slopes; otherwise empty. Each
 *     is 0 or finite and normal
 * @param sinks {@code [query heads]}, where the spec has attention sinks; otherwise empty. Each is
 *     finite, or negative infinity where a head has none
 */
public record HeadTerms(float[] alibiSlopes, float[] sinks) {

  /**
   * Slopes as steep as models have them, from a reach of a token to one of a thousand; sinks as
   * great as the logits of one token or of hundreds, so that leaving one out shows.
   */
  public static HeadTerms draw(AttentionSpec spec, InputDistribution distribution, long seed) {
    SplittableRandom random = new SplittableRandom(~seed);
    float[] slopes = new float[spec.alibi() ? spec.queryHeads() : 0];
    for (int h = 0; h < slopes.length; h++) {
      slopes[h] = (float) Math.pow(2, -10 * random.nextDouble());
    }
    double cap = spec.softCap().orElse(Double.POSITIVE_INFINITY);
    float[] sinks = new float[spec.sinks() ? spec.queryHeads() : 0];
    for (int h = 0; h < sinks.length; h++) {
      double logit =
          switch (distribution) {
            case UNIFORM, NORMAL, EQUAL -> 3 + 2 * random.nextGaussian();
            case PEAKED -> random.nextBoolean() ? WorkloadDraw.PEAK_LOGIT : 0;
            case EXTREME -> WorkloadDraw.EXTREME_LOGIT * (random.nextBoolean() ? 1 : -1);
          };
      sinks[h] = (float) Math.clamp(logit, -cap, cap);
    }
    return new HeadTerms(slopes, sinks);
  }

  /**
   * Returns where these are what {@code spec} has.
   *
   * @throws WorkloadException naming what there is too much or too little of
   */
  void requireFor(AttentionSpec spec) {
    require(Argument.ALIBI_SLOPES, alibiSlopes.length, spec.alibi() ? spec.queryHeads() : 0);
    require(Argument.SINKS, sinks.length, spec.sinks() ? spec.queryHeads() : 0);
  }

  private static void require(Argument name, int length, int heads) {
    if (length != heads) {
      throw new WorkloadException("%s has %d numbers, not %d.".formatted(name, length, heads));
    }
  }
}
