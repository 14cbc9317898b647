package dev.pagen.attention;

import dev.pagen.spec.AttentionSpec;
import java.lang.foreign.MemorySegment;
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
    return new Reference(workload).compute();
  }

  private double[] compute() {
    double[] out = new double[Math.toIntExact(workload.outElements())];
    IntStream.range(0, workload.table().sequences() * spec.kvHeads())
        .parallel()
        .forEach(i -> group(i / spec.kvHeads(), i % spec.kvHeads(), out));
    return out;
  }

  /** The query heads that share one KV head of one sequence. */
  private void group(int sequence, int kvHead, double[] out) {
    PageTable table = workload.table();
    int context = table.context(sequence);
    int reach = spec.reach(context);
    int start = context - reach;
    int size = spec.headSize();
    int firstHead = sequence * spec.queryHeads() + kvHead * spec.gqaRatio();
    double[][] queries = new double[spec.gqaRatio()][];
    double[][] weights = new double[spec.gqaRatio()][reach];
    for (int g = 0; g < queries.length; g++) {
      queries[g] = row(format, workload.query(), (long) (firstHead + g) * size);
    }
    KvCache cache = workload.cache();
    for (int t = start; t < context; t++) {
      long at = cache.row(table.page(sequence, t), t % spec.pageSize(), kvHead);
      double[] key = row(kvFormat, cache.keys(), at);
      for (int g = 0; g < queries.length; g++) {
        weights[g][t - start] =
            logit(dot(queries[g], key)) + bias(kvHead * spec.gqaRatio() + g, t - (context - 1));
      }
    }
    for (int g = 0; g < weights.length; g++) {
      softmax(weights[g], sink(kvHead * spec.gqaRatio() + g));
    }
    for (int t = start; t < context; t++) {
      long at = cache.row(table.page(sequence, t), t % spec.pageSize(), kvHead);
      double[] value = row(kvFormat, cache.values(), at);
      for (int g = 0; g < queries.length; g++) {
        int first = (firstHead + g) * size;
        double weight = weights[g][t - start];
        for (int e = 0; e < size; e++) {
          out[first + e] += weight * value[e];
        }
      }
    }
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
    return spec.alibi() ? (double) workload.alibiSlopes()[head] * distance : 0;
  }

  /** No sink is one that has no share of any softmax. */
  private double sink(int head) {
    return spec.sinks() ? workload.sinks()[head] : Double.NEGATIVE_INFINITY;
  }

  private static void softmax(double[] logits, double sink) {
    double max = sink;
    for (double logit : logits) {
      max = Math.max(max, logit);
    }
    double sum = Math.exp(sink - max);
    for (int t = 0; t < logits.length; t++) {
      logits[t] = Math.exp(logits[t] - max);
      sum += logits[t];
    }
    for (int t = 0; t < logits.length; t++) {
      logits[t] /= sum;
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int e = 0; e < a.length; e++) {
      sum += a[e] * b[e];
    }
    return sum;
  }

  private double[] row(ElementFormat of, MemorySegment elements, long first) {
    double[] row = new double[spec.headSize()];
    for (int e = 0; e < row.length; e++) {
      row[e] = of.get(elements, first + e);
    }
    return row;
  }
}
