package dev.pagen.attention;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KvLayout;
import java.util.Arrays;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Random sequences in a paged cache, as 16-bit patterns. Whatever no kernel may look at (unused
 * pages, the rest of the last pages) is NaN.
 */
final class PagedBatch {
  final AttentionSpec spec;
  final int[] contexts;
  final int[] indptr;
  final int[] pages;
  final int[] lastPageLen;
  final short[] query;
  final short[] keys;
  final short[] values;
  final int poolPages;

  private PagedBatch(AttentionSpec spec, int[] contexts, double spread, Random random) {
    this.spec = spec;
    this.contexts = contexts;
    int page = spec.pageSize();
    int[] counts = Arrays.stream(contexts).map(n -> Math.ceilDiv(n, page)).toArray();
    this.indptr = new int[contexts.length + 1];
    for (int s = 0; s < contexts.length; s++) {
      indptr[s + 1] = indptr[s] + counts[s];
    }
    this.poolPages = indptr[contexts.length] + 3;
    this.pages = shuffled(poolPages, indptr[contexts.length], random);
    this.lastPageLen = Arrays.stream(contexts).map(n -> n == 0 ? 0 : (n - 1) % page + 1).toArray();
    this.query = random(contexts.length * spec.queryHeads() * spec.headSize(), spread, random);
    this.keys = new short[(int) (poolPages * spec.pageElements())];
    this.values = new short[keys.length];
    short nan = (short) 0x7fff;
    Arrays.fill(keys, nan);
    Arrays.fill(values, nan);
    for (int s = 0; s < contexts.length; s++) {
      for (int t = 0; t < contexts[s]; t++) {
        for (int h = 0; h < spec.kvHeads(); h++) {
          int row = row(s, t, h);
          fill(keys, row, spread, random);
          fill(values, row, 1, random);
        }
      }
    }
  }

  /**
   * Draws a batch.
   *
   * @param spread standard deviation of query and keys: the larger, the more peaked the softmax
   */
  static PagedBatch draw(AttentionSpec spec, int[] contexts, double spread, long seed) {
    return new PagedBatch(spec, contexts, spread, new Random(seed));
  }

  /** First element of the row of token {@code t} of sequence {@code s} for KV head {@code h}. */
  int row(int s, int t, int h) {
    long page = pages[indptr[s] + t / spec.pageSize()];
    int slot = t % spec.pageSize();
    long index =
        spec.layout() == KvLayout.NHD
            ? (page * spec.pageSize() + slot) * spec.kvHeads() + h
            : (page * spec.kvHeads() + h) * spec.pageSize() + slot;
    return Math.toIntExact(index * spec.headSize());
  }

  /** Attention in float64, as its definition says, from the very bits that a kernel reads. */
  double[] reference() {
    return attention(this::value);
  }

  /** The same with each value's magnitude: what roundings of the probabilities are relative to. */
  double[] magnitude() {
    return attention(bits -> Math.abs(value(bits)));
  }

  private double[] attention(ToDoubleFunction<Short> valueOf) {
    int size = spec.headSize();
    double[] out = new double[contexts.length * spec.queryHeads() * size];
    IntStream.range(0, contexts.length * spec.queryHeads())
        .parallel()
        .forEach(
            i -> {
              int s = i / spec.queryHeads();
              int kvHead = i % spec.queryHeads() / spec.gqaRatio();
              double[] logits = new double[contexts[s]];
              for (int t = 0; t < logits.length; t++) {
                double dot = 0;
                int row = row(s, t, kvHead);
                for (int e = 0; e < size; e++) {
                  dot += value(query[i * size + e]) * value(keys[row + e]);
                }
                double logit = dot * spec.scale();
                logits[t] =
                    spec.softCap().isPresent()
                        ? spec.softCap().getAsDouble()
                            * Math.tanh(logit / spec.softCap().getAsDouble())
                        : logit;
              }
              double max = Arrays.stream(logits).max().orElse(0);
              double sum = Arrays.stream(logits).map(l -> Math.exp(l - max)).sum();
              for (int t = 0; t < logits.length; t++) {
                double weight = Math.exp(logits[t] - max) / sum;
                int row = row(s, t, kvHead);
                for (int e = 0; e < size; e++) {
                  out[i * size + e] += weight * valueOf.applyAsDouble(values[row + e]);
                }
              }
            });
    return out;
  }

  /** The number that a 16-bit pattern of this batch's type stands for. */
  double value(short bits) {
    return spec.dtype() == DataType.BF16
        ? Float.intBitsToFloat(bits << 16)
        : Float.float16ToFloat(bits);
  }

  private short bits(double value) {
    if (spec.dtype() == DataType.FP16) {
      return Float.floatToFloat16((float) value);
    }
    int bits = Float.floatToIntBits((float) value);
    return (short) ((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
  }

  private void fill(short[] cache, int row, double spread, Random random) {
    for (int e = 0; e < spec.headSize(); e++) {
      cache[row + e] = bits(random.nextGaussian() * spread);
    }
  }

  private short[] random(int count, double spread, Random random) {
    short[] numbers = new short[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = bits(random.nextGaussian() * spread);
    }
    return numbers;
  }

  private static int[] shuffled(int from, int count, Random random) {
    int[] all = IntStream.range(0, from).toArray();
    for (int i = from - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = all[i];
      all[i] = all[j];
      all[j] = swap;
    }
    return Arrays.copyOf(all, count);
  }
}
