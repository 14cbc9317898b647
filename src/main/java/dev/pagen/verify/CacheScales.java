package dev.pagen.verify;

import dev.pagen.attention.WorkloadException;
import dev.pagen.kernel.Argument;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvScales;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The factors that turn what is stored in caches into keys and values; arrays are not copied, and
 * not to be changed. Every factor is 0, or positive, finite and normal.
 *
 * @param keys as many as {@link #count} says, in the shape that {@link KvScales} gives
 * @param values as many; none where the spec has a latent, which is part of the keys
 */
public record CacheScales(float[] keys, float[] values) {

  /** Factors that none of a cache's tokens may use: NaN. */
  static CacheScales blank(AttentionSpec spec, int pages) {
    float[] keys = new float[Math.toIntExact(count(spec, pages))];
    Arrays.fill(keys, Float.NaN);
    return new CacheScales(keys, spec.hasValueCache() ? keys.clone() : new float[0]);
  }

  /** Random factors, of tokens of {@code pages} pages where each has its own. */
  public static CacheScales draw(AttentionSpec spec, ElementFormat format, int pages, long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ 0x5ca1e);
    int count = Math.toIntExact(count(spec, pages));
    float[] keys = new float[count];
    float[] values = new float[spec.hasValueCache() ? count : 0];
    for (int i = 0; i < count; i++) {
      keys[i] = draw(format, random);
      if (i < values.length) {
        values[i] = draw(format, random);
      }
    }
    return new CacheScales(keys, values);
  }

  /**
   * A factor with which four standard deviations just fit in a format's numbers, or up to sixteen
   * times as great: another one's would show.
   */
  static float draw(ElementFormat format, SplittableRandom random) {
    return (float) (4 / format.largest() * Math.pow(16, random.nextDouble()));
  }

  /** The factors of some pages' tokens, one page after another, where each has its own; or all. */
  public CacheScales ofPages(AttentionSpec spec, int[] pages) {
    if (spec.kvScales() != KvScales.TOKEN) {
      return this;
    }
    int perPage = Math.toIntExact(count(spec, 1));
    CacheScales some = blank(spec, pages.length);
    for (int p = 0; p < pages.length; p++) {
      System.arraycopy(keys, pages[p] * perPage, some.keys, p * perPage, perPage);
      if (values.length > 0) {
        System.arraycopy(values, pages[p] * perPage, some.values, p * perPage, perPage);
      }
    }
    return some;
  }

  /** Factors for the keys of caches of {@code pages} pages, and as many for values of their own. */
  public static long count(AttentionSpec spec, int pages) {
    return switch (spec.kvScales()) {
      case NONE -> 0;
      case TENSOR -> 1;
      case HEAD -> spec.kvHeads();
      case TOKEN -> (long) pages * spec.pageSize() * spec.kvHeads();
    };
  }

  /** Index of the factors of a token's row; there are some. */
  static int index(AttentionSpec spec, int page, int slot, int kvHead) {
    return switch (spec.kvScales()) {
      case NONE -> throw new IllegalArgumentException("no scales");
      case TENSOR -> 0;
      case HEAD -> kvHead;
      case TOKEN ->
          (page * spec.pageSize() * spec.kvHeads())
              + slot * spec.scaleTokenStride()
              + kvHead * spec.scaleHeadStride();
    };
  }

  /** What a token's stored key is multiplied by. */
  double key(AttentionSpec spec, int page, int slot, int kvHead) {
    return spec.kvScales() == KvScales.NONE ? 1 : keys[index(spec, page, slot, kvHead)];
  }

  /** What a token's stored value is multiplied by. */
  double value(AttentionSpec spec, int page, int slot, int kvHead) {
    return spec.kvScales() == KvScales.NONE || !spec.hasValueCache()
        ? key(spec, page, slot, kvHead)
        : values[index(spec, page, slot, kvHead)];
  }

  /**
   * Returns where there are as many as {@code spec} has for so many pages.
   *
   * @throws WorkloadException naming what there is too much or too little of
   */
  void requireFor(AttentionSpec spec, int pages) {
    require(Argument.K_SCALE, keys.length, count(spec, pages));
    require(Argument.V_SCALE, values.length, spec.hasValueCache() ? count(spec, pages) : 0);
  }

  private static void require(Argument name, int length, long wanted) {
    if (length != wanted) {
      throw new WorkloadException("%s has %d numbers, not %d.".formatted(name, length, wanted));
    }
  }
}
