package dev.pagen.attention;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.LogSumExp;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * Attention in float64 as {@link AttentionSpec} defines it, from the very bits that a kernel reads:
 * all logits of a sequence, then the softmax over them, then the sum of the values.
 */
public final class Reference {
  private final Workload workload;
  private final AttentionSpec spec;
  private final ElementFormat format;
  private final ElementFormat kvFormat;

  private Reference(Workload workload) {
    this.workload = workload;
    this.spec = workload.spec();
    this.format = ElementFormat.ofQuery(spec.dtype());
    this.kvFormat = workload.cache().format();
  }

  /**
   * Returns for what this computes: one query token.
   *
   * @throws WorkloadException naming what it does not
   */
  static void requireComputable(AttentionSpec spec) {
    if (spec.qLen() != 1) {
      throw new WorkloadException(
          "The float64 reference does not compute q_len %d; it computes attention of one query token."
              .formatted(spec.qLen()));
    }
  }

  /** The output, {@code [sequences, query heads, head size]}; zeros where there is no context. */
  public static double[] attention(Workload workload) {
    double[] out = new double[Math.toIntExact(workload.outElements())];
    Reference reference = new Reference(workload);
    reference.forEachGroup((sequence, kvHead) -> reference.attend(sequence, kvHead, out));
    return out;
  }

  /**
   * The logarithm of each head's denominator, {@code [sequences, query heads]}, to the spec's base.
   */
  static double[] logSumExp(Workload workload) {
    AttentionSpec spec = workload.spec();
    double[] lse = new double[workload.table().sequences() * spec.queryHeads()];
    double unit = spec.lse() == LogSumExp.BASE2 ? Math.log(2) : 1;
    Reference reference = new Reference(workload);
    reference.forEachGroup(
        (sequence, kvHead) -> {
          int head = kvHead * spec.gqaRatio();
          for (double[] logits : reference.logits(sequence, kvHead)) {
            lse[sequence * spec.queryHeads() + head] =
                logSumExp(logits, reference.sink(head)) / unit;
            head++;
          }
        });
    return lse;
  }

  /** What to do for the query heads that share one KV head of one sequence. */
  private interface Group {
    void accept(int sequence, int kvHead);
  }

  private void forEachGroup(Group group) {
    IntStream.range(0, workload.table().sequences() * spec.kvHeads())
        .parallel()
        .forEach(i -> group.accept(i / spec.kvHeads(), i % spec.kvHeads()));
  }

  private void attend(int sequence, int kvHead, double[] out) {
    PageTable table = workload.table();
    KvCache cache = workload.cache();
    int context = table.context(sequence);
    int start = context - spec.reach(context);
    double[][] logits = logits(sequence, kvHead);
    for (int g = 0; g < logits.length; g++) {
      softmax(logits[g], sink(kvHead * spec.gqaRatio() + g));
    }
    for (int t = start; t < context; t++) {
      int page = table.page(sequence, t);
      int slot = t % spec.pageSize();
      double[] value = row(kvFormat, cache.values(), e -> cache.value(page, slot, kvHead, e));
      for (int g = 0; g < logits.length; g++) {
        int first = Math.toIntExact((firstHead(sequence, kvHead) + g) * spec.headSize());
        double weight = logits[g][t - start];
        for (int e = 0; e < value.length; e++) {
          out[first + e] += weight * value[e];
        }
      }
    }
  }

  /** The logits of the tokens in reach, for each query head of a group. */
  private double[][] logits(int sequence, int kvHead) {
    PageTable table = workload.table();
    KvCache cache = workload.cache();
    int context = table.context(sequence);
    int reach = spec.reach(context);
    int start = context - reach;
    double[][] queries = new double[spec.gqaRatio()][];
    for (int g = 0; g < queries.length; g++) {
      long head = firstHead(sequence, kvHead) + g;
      queries[g] = row(format, workload.query(), e -> head * spec.headSize() + e);
    }
    double[][] logits = new double[spec.gqaRatio()][reach];
    for (int t = start; t < context; t++) {
      int page = table.page(sequence, t);
      int slot = t % spec.pageSize();
      double[] key = row(kvFormat, cache.keys(), e -> cache.key(page, slot, kvHead, e));
      for (int g = 0; g < queries.length; g++) {
        logits[g][t - start] =
            logit(dot(queries[g], key)) + bias(kvHead * spec.gqaRatio() + g, t - (context - 1));
      }
    }
    return logits;
  }

  private long firstHead(int sequence, int kvHead) {
    return (long) sequence * spec.queryHeads() + (long) kvHead * spec.gqaRatio();
  }

  private double logit(double product) {
    double scaled = product * spec.scale();
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
    double sum = sum(logits, sink, max);
    for (int t = 0; t < logits.length; t++) {
      logits[t] = Math.exp(logits[t] - max) / sum;
    }
  }

  private static double logSumExp(double[] logits, double sink) {
    double max = max(logits, sink);
    return Double.isInfinite(max) ? max : max + Math.log(sum(logits, sink, max));
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

  private double[] row(ElementFormat of, MemorySegment elements, IntToLongFunction index) {
    double[] row = new double[spec.headSize()];
    for (int e = 0; e < row.length; e++) {
      row[e] = of.get(elements, index.applyAsLong(e));
    }
    return row;
  }
}
