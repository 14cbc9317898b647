package dev.pagen.verify;

import dev.pagen.attention.PageTable;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.LogSumExp;
import dev.pagen.spec.RowFormat;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Attention in float64 as {@link AttentionSpec} defines it, from the very bits that a kernel reads:
 * all logits of a sequence, then the softmax over them, then the sum of the values.
 */
public final class Reference {
  private static final double LN_2 = Math.log(2);

  private final Workload workload;
  private final AttentionSpec spec;
  private final ElementFormat format;
  private final ElementFormat keyFormat;
  private final ElementFormat valueFormat;
  private final boolean flushes;

  private Reference(Workload workload) {
    this.workload = workload;
    this.spec = workload.spec();
    this.format = ElementFormat.ofQuery(spec.dtype());
    this.keyFormat = workload.cache().format();
    this.valueFormat = workload.cache().valueFormat();
    this.flushes = workload.out().flushes();
  }

  /**
   * The output, {@code [new tokens, query heads, head size]}; zeros where there is no context, or
   * no token's logit is more than negative infinity.
   */
  public static double[] attention(Workload workload) {
    double[] out = new double[Math.toIntExact(workload.outElements())];
    Reference reference = new Reference(workload);
    reference.forEachGroup(group -> reference.attend(group, out));
    return out;
  }

  /**
   * The logarithm of each head's denominator, {@code [new tokens, query heads]}, to the spec's
   * base.
   */
  static double[] logSumExp(Workload workload) {
    AttentionSpec spec = workload.spec();
    double[] lse = new double[Math.toIntExact(workload.rows())];
    double unit = spec.lse() == LogSumExp.BASE2 ? Math.log(2) : 1;
    Reference reference = new Reference(workload);
    reference.forEachGroup(
        group -> {
          double[][] logits = reference.logits(group);
          for (int g = 0; g < logits.length; g++) {
            double sink = reference.sink(group.kvHead * spec.gqaRatio() + g);
            lse[Math.toIntExact(reference.firstRow(group) + g)] = logSumExp(logits[g], sink) / unit;
          }
        });
    return lse;
  }

  /**
   * The query heads that share one KV head, of one new token.
   *
   * @param token of all new ones
   * @param start first token that they see
   * @param end first token after their own, or 0 if that would be before the sequence's first
   */
  private record Group(int sequence, int token, int kvHead, int start, int end) {}

  private void forEachGroup(Consumer<Group> action) {
    IntStream.range(0, workload.tokens().total() * spec.kvHeads())
        .parallel()
        .mapToObj(this::group)
        .forEach(action);
  }

  private Group group(int number) {
    int token = number / spec.kvHeads();
    int sequence = workload.tokens().sequence(token);
    int after = workload.tokens().first(sequence + 1) - 1 - token;
    int end = Math.max(0, workload.table().context(sequence) - after);
    int start = end == 0 ? 0 : spec.start(end, 1);
    return new Group(sequence, token, number % spec.kvHeads(), start, end);
  }

  private void attend(Group group, double[] out) {
    PageTable table = workload.table();
    double[][] logits = logits(group);
    for (int g = 0; g < logits.length; g++) {
      softmax(logits[g], sink(group.kvHead * spec.gqaRatio() + g));
    }
    for (int t = group.start; t < group.end; t++) {
      if (!table.has(group.sequence, group.kvHead, t)) {
        continue;
      }
      KvCache cache = workload.cache().of(table.pool(group.sequence, t));
      int page = table.page(group.sequence, group.kvHead, t);
      int slot = table.slot(group.sequence, group.kvHead, t);
      double[] value = value(cache, page, slot, group.kvHead);
      double scale = cache.scales().value(cache.spec(), page, slot, group.kvHead);
      for (int g = 0; g < logits.length; g++) {
        int first = Math.toIntExact((firstRow(group) + g) * spec.valueSize());
        double weight = logits[g][t - group.start];
        for (int e = 0; e < value.length; e++) {
          out[first + e] += weight * scale * value[e];
        }
      }
    }
  }

  /** A token's value: a row of its own, or the latent part of its key. */
  private double[] value(KvCache cache, int page, int slot, int kvHead) {
    int size = spec.valueSize();
    if (spec.row().format().isPresent()) {
      return Arrays.copyOf(key(cache, page, slot, kvHead), size);
    }
    double[] row = new double[size];
    if (!spec.hasValueCache()) {
      cache.readKey(page, slot, kvHead, row);
      return stored(row, keyFormat);
    }
    cache.readValue(page, slot, kvHead, row);
    return stored(row, valueFormat);
  }

  private double[] key(KvCache cache, int page, int slot, int kvHead) {
    Optional<RowFormat> rows = spec.row().format();
    if (rows.isPresent()) {
      return flushed(
          ScaledRows.of(cache.spec(), rows.get()).read(cache.keys(), page, slot), format);
    }
    double[] row = new double[spec.headSize()];
    cache.readKey(page, slot, kvHead, row);
    return stored(row, keyFormat);
  }

  /** Elements of a cache as they are multiplied: those of 8 bits are widened before. */
  private double[] stored(double[] row, ElementFormat of) {
    return of.bytes() > 1 ? flushed(row, of) : row;
  }

  /** Elements that are multiplied in a 16-bit format. */
  private double[] flushed(double[] row, ElementFormat of) {
    for (int e = 0; flushes && e < row.length; e++) {
      row[e] = Math.abs(row[e]) < of.smallestNormal() ? 0 : row[e];
    }
    return row;
  }

  /** The logits of the tokens in reach, for each query head of a group. */
  private double[][] logits(Group group) {
    PageTable table = workload.table();
    double[][] queries = new double[spec.gqaRatio()][];
    for (int g = 0; g < queries.length; g++) {
      long query = (firstRow(group) + g) * spec.headSize();
      double[] row = new double[spec.headSize()];
      format.read(workload.query(), query, row, 0, row.length);
      queries[g] = flushed(row, format);
    }
    double[][] logits = new double[spec.gqaRatio()][group.end - group.start];
    for (int t = group.start; t < group.end; t++) {
      if (!table.has(group.sequence, group.kvHead, t)) {
        for (double[] ofQuery : logits) {
          ofQuery[t - group.start] = Double.NEGATIVE_INFINITY;
        }
        continue;
      }
      KvCache cache = workload.cache().of(table.pool(group.sequence, t));
      int page = table.page(group.sequence, group.kvHead, t);
      int slot = table.slot(group.sequence, group.kvHead, t);
      double[] key = key(cache, page, slot, group.kvHead);
      double scale = cache.scales().key(cache.spec(), page, slot, group.kvHead);
      for (int g = 0; g < queries.length; g++) {
        logits[g][t - group.start] =
            logit(asFloat(dot(queries[g], key) * scale))
                + bias(group.kvHead * spec.gqaRatio() + g, t - (group.end - 1));
      }
    }
    return logits;
  }

  private long firstRow(Group group) {
    return (long) group.token * spec.queryHeads() + (long) group.kvHead * spec.gqaRatio();
  }

  /** Kernels hold it as a float: what is too large for that is infinite. */
  private static double asFloat(double x) {
    return Math.abs(x) > Float.MAX_VALUE ? Math.copySign(Double.POSITIVE_INFINITY, x) : x;
  }

  private double logit(double product) {
    double scaled = asFloat(product * spec.scale() / LN_2) * LN_2;
    if (spec.softCap().isEmpty()) {
      return scaled;
    }
    double cap = spec.softCap().getAsDouble();
    return cap * Math.tanh(scaled / cap);
  }

  private double bias(int head, int distance) {
    return spec.alibi() ? (double) workload.heads().alibiSlopes()[head] * distance : 0;
  }

  /** No sink is one that has no share of any softmax. */
  private double sink(int head) {
    return spec.sinks() ? workload.heads().sinks()[head] : Double.NEGATIVE_INFINITY;
  }

  private static void softmax(double[] logits, double sink) {
    double max = max(logits, sink);
    if (max == Double.NEGATIVE_INFINITY) {
      Arrays.fill(logits, 0);
      return;
    }
    double sum = sum(logits, sink, max);
    for (int t = 0; t < logits.length; t++) {
      logits[t] = Math.exp(logits[t] - max) / sum;
    }
  }

  private static double logSumExp(double[] logits, double sink) {
    double max = max(logits, sink);
    return max == Double.NEGATIVE_INFINITY ? max : max + Math.log(sum(logits, sink, max));
  }

  private static double max(double[] logits, double sink) {
    return Math.max(sink, Arrays.stream(logits).max().orElse(sink));
  }

  private static double sum(double[] logits, double sink, double max) {
    double sum = Math.exp(sink - max);
    for (double logit : logits) {
      sum += Math.exp(logit - max);
    }
    return sum;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int e = 0; e < a.length; e++) {
      sum += a[e] * b[e];
    }
    return sum;
  }
}
