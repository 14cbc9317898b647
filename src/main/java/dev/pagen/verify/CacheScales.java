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
 * @param keys as many as {@link #count} says, in the shape that {@link KvScales} gives; none where
 *     keys have 16 bits
 * @param values as many; none where values have 16 bits, or are part of the keys
 */
public record CacheScales(float[] keys, float[] values) {

  /** Factors that none of a cache's tokens may use: NaN. */
  static CacheScales blank(AttentionSpec spec, int pages) {
    float[] all = new float[Math.toIntExact(count(spec, pages))];
    Arrays.fill(all, Float.NaN);
    return new CacheScales(
        spec.scalesKeys() ? all : new float[0], spec.scalesValues() ? all.clone() : new float[0]);
  }

  /**
   * Random factors, of tokens of {@code pages} pages where each has its own.
   *
   * @param format of what has 8 bits
   */
  public static CacheScales draw(AttentionSpec spec, ElementFormat format, int pages, long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ 0x5ca1e);
    int count = Math.toIntExact(count(spec, pages));
    float[] keys = new float[spec.scalesKeys() ? count : 0];
    float[] values = new float[spec.scalesValues() ? count : 0];
    for (int i = 0; i < count; i++) {
      if (i < keys.length) {
        keys[i] = draw(format, random);
      }
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
      if (keys.length > 0) {
        System.arraycopy(keys, pages[p] * perPage, some.keys, p * perPage, perPage);
      }
      if (values.length > 0) {
        System.arraycopy(values, pages[p] * perPage, some.values, p * perPage, perPage);
      }
    }
    return some;
  }

  /** Factors for the keys of caches of {@code pages} pages, or for values of their own. */
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
    return spec.scalesKeys() ? keys[index(spec, page, slot, kvHead)] : 1;
  }

  /** What a token's stored value is multiplied by. */
  double value(AttentionSpec spec, int page, int slot, int kvHead) {
    if (!spec.hasValueCache()) {
      return key(spec, page, slot, kvHead);
    }
    return spec.scalesValues() ? values[index(spec, page, slot, kvHead)] : 1;
  }

  /**
   * Returns where there are as many as {@code spec} has for so many pages.
   *
   * @throws WorkloadException naming what there is too much or too little of
   */
  void requireFor(AttentionSpec spec, int pages) {
    require(Argument.K_SCALE, keys.length, spec.scalesKeys() ? count(spec, pages) : 0);
    require(Argument.V_SCALE, values.length, spec.scalesValues() ? count(spec, pages) : 0);
  }

  private static void require(Argument name, int length, long wanted) {
    if (length != wanted) {
      throw new WorkloadException("%s has %d numbers, not %d.".formatted(name, length, wanted));
    }
  }
}
