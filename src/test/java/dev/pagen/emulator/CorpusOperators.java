package dev.pagen.emulator;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The operators of {@code operators.hip} in doubles, on eight rows of 64 elements. */
final class CorpusOperators {
  static final int ROW = 64;
  static final int ROWS = 8;

  /** What the output's first elements are, of two tensors and the rows that are named. */
  interface Operator {
    double[] of(float[] a, float[] b, int[] rows);
  }

  /** One element of it. */
  private interface Element {
    double of(float[] a, float[] b, int row, int t);
  }

  static final Map<String, DoubleUnaryOperator> UNARY = new HashMap<>();
  static final Map<String, Operator> ROWWISE = new HashMap<>();

  private CorpusOperators() {}

  static {
    UNARY.put("op_abs", Math::abs);
    UNARY.put("op_neg", x -> -x);
    UNARY.put("op_sgn", Math::signum);
    UNARY.put("op_step", x -> x > 0 ? 1 : 0);
    UNARY.put("op_relu", x -> Math.max(x, 0));
    UNARY.put("op_sqr", x -> x * x);
    UNARY.put("op_sqrt", x -> Math.sqrt(Math.abs(x)));
    UNARY.put("op_ceil", Math::ceil);
    UNARY.put("op_round", x -> Math.signum(x) * Math.floor(Math.abs(x) + 0.5));
    UNARY.put("op_trunc", x -> Math.signum(x) * Math.floor(Math.abs(x)));
    UNARY.put("op_clamp", x -> Math.clamp(x, -0.5, 0.5));
    UNARY.put("op_exp", Math::exp);
    UNARY.put("op_expm1", Math::expm1);
    UNARY.put("op_sigmoid", CorpusOperators::sigmoid);
    UNARY.put("op_silu", x -> x * sigmoid(x));
    UNARY.put("op_tanh", Math::tanh);
    UNARY.put("op_elu", x -> x > 0 ? x : Math.expm1(x));
    UNARY.put("op_softplus", x -> Math.log1p(Math.exp(x)));
    UNARY.put("op_sin", Math::sin);
    UNARY.put("op_cos", Math::cos);
    UNARY.put("op_softcap", x -> 50 * Math.tanh(x / 50));
  }

  static {
    each("op_add", (a, b, row, t) -> a[row * ROW + t] + (double) b[t]);
    each("op_sub", (a, b, row, t) -> a[row * ROW + t] - (double) b[t]);
    each("op_div", (a, b, row, t) -> a[row * ROW + t] / (double) b[t]);
    each("op_scale", (a, b, row, t) -> 2.0 * a[row * ROW + t] + 0.5);
    each(
        "op_swiglu",
        (a, b, row, t) -> {
          double x = a[row * ROW + t];
          return x * sigmoid(x) * b[row * ROW + t];
        });
    each("op_reglu", (a, b, row, t) -> Math.max(a[row * ROW + t], 0) * (double) b[row * ROW + t]);
    each("op_repeat", (a, b, row, t) -> a[row % 2 * ROW + t % 32]);
    each("op_roll", (a, b, row, t) -> a[row * ROW + (t + 61) % ROW]);
    each(
        "op_pad_reflect",
        (a, b, row, t) -> {
          int at = Math.abs(t - 5);
          return t < 50 ? a[row * ROW + (at > 39 ? 78 - at : at)] : Double.NaN;
        });
    each("op_tri", (a, b, row, t) -> t <= row ? a[row * ROW + t] : 0);
    each(
        "op_diag_mask",
        (a, b, row, t) -> t > row + 5 ? Double.NEGATIVE_INFINITY : a[row * ROW + t]);
    each("op_upscale", (a, b, row, t) -> a[row / 2 * ROW + t / 2]);
    each("op_outer_product", (a, b, row, t) -> a[row] * (double) b[t]);
    each("op_sgd", (a, b, row, t) -> a[row * ROW + t] * (1 - 1e-3) - 0.01 * b[row * ROW + t]);
    each("op_cumsum", (a, b, row, t) -> sum(t + 1, k -> a[row * ROW + k]));
    each("op_matmul", (a, b, row, t) -> sum(ROW, k -> a[row * ROW + k] * (double) b[k * ROW + t]));
    each(
        "op_convolution",
        (a, b, row, t) ->
            sum(
                3,
                k -> {
                  int at = t + 2 * k - 2;
                  return at >= 0 && at < ROW ? a[row * ROW + at] * (double) b[k] : 0;
                }));
    each(
        "op_rms_norm",
        (a, b, row, t) -> {
          double squares = sum(ROW, k -> a[row * ROW + k] * (double) a[row * ROW + k]);
          return a[row * ROW + t] / Math.sqrt(squares / ROW + 1e-6) * b[t];
        });
    each(
        "op_norm",
        (a, b, row, t) -> {
          double mean = sum(ROW, k -> a[row * ROW + k]) / ROW;
          double squares = sum(ROW, k -> Math.pow(a[row * ROW + k] - mean, 2));
          return (a[row * ROW + t] - mean) / Math.sqrt(squares / ROW + 1e-5);
        });
    each(
        "op_soft_max",
        (a, b, row, t) -> {
          int last = Math.min(4 * row + 3, ROW - 1);
          double all = sum(last + 1, k -> Math.exp(0.1 * a[row * ROW + k]));
          return t > last ? 0 : Math.exp(0.1 * a[row * ROW + t]) / all;
        });
    each(
        "op_soft_max_back",
        (a, b, row, t) -> {
          double dot = sum(ROW, k -> a[row * ROW + k] * (double) b[row * ROW + k]);
          return a[row * ROW + t] * (b[row * ROW + t] - dot);
        });
    each("op_rope", (a, b, row, t) -> turned(a, row, t, t ^ 1, t / 2, t % 2 == 0));
    each("op_rope_halves", (a, b, row, t) -> turned(a, row, t, t ^ 32, t % 32, t < 32));
    each(
        "op_timestep_embedding",
        (a, b, row, t) -> {
          double angle = a[row] * Math.pow(10000, -(t % 32) / 32.0);
          return t < 32 ? Math.cos(angle) : Math.sin(angle);
        });
    each(
        "op_ssm_conv",
        (a, b, row, t) -> {
          double s = sum(4, k -> row + k < 16 ? a[(row + k) * ROW + t] * (double) b[4 * t + k] : 0);
          return s * sigmoid(s);
        });
    each(
        "op_argsort",
        (a, b, row, t) -> ordered(a, row).skip(ROW - 1L - t).findFirst().orElseThrow());
    row("op_sum", (a, b, row, t) -> sum(ROW, k -> a[row * ROW + k]));
    row(
        "op_count_equal",
        (a, b, row, t) ->
            sum(ROW, k -> Math.floor(a[row * ROW + k]) == Math.floor(b[row * ROW + k]) ? 1 : 0));
    row("op_argmax", (a, b, row, t) -> ordered(a, row).findFirst().orElseThrow());
    row(
        "op_cross_entropy",
        (a, b, row, t) -> {
          double all = Math.log(sum(ROW, k -> Math.exp(a[row * ROW + k])));
          return sum(ROW, k -> -b[row * ROW + k] * (a[row * ROW + k] - all));
        });
    ROWWISE.put(
        "op_mean_pool", (a, b, rows) -> all(ROW * ROWS / 4, i -> sum(4, k -> a[4 * i + k]) / 4));
    ROWWISE.put(
        "op_get_rows", (a, b, rows) -> all(ROW * ROWS, i -> a[rows[i / ROW] * ROW + i % ROW]));
    ROWWISE.put(
        "op_set_rows",
        (a, b, rows) ->
            all(
                ROW * ROWS,
                i -> {
                  int from = IntStream.range(0, ROWS).filter(r -> rows[r] == i / ROW).sum();
                  return a[from * ROW + i % ROW];
                }));
    ROWWISE.put(
        "op_concat",
        (a, b, rows) ->
            all(2 * ROW * ROWS, i -> (i / ROW % 2 == 0 ? a : b)[i / (2 * ROW) * ROW + i % ROW]));
    ROWWISE.put(
        "op_top_k",
        (a, b, rows) ->
            all(4 * ROWS, i -> ordered(a, i / 4).skip(i % 4).findFirst().orElseThrow()));
    ROWWISE.put(
        "op_rms_norm_long",
        (a, b, rows) -> {
          double squares = sum(1025, k -> a[k] * (double) a[k]);
          return all(1025, i -> a[i] / Math.sqrt(squares / 1025 + 1e-6));
        });
    ROWWISE.put(
        "op_solve_triangle",
        (a, b, rows) -> {
          double[] x = new double[8 * ROW];
          for (int i = 0; i < x.length; i++) {
            int r = i / ROW;
            int column = i % ROW;
            double known = sum(r, k -> a[8 * r + k] * x[k * ROW + column]);
            x[i] = (b[i] - known) / (a[9 * r] + 8.0);
          }
          return x;
        });
  }

  private static void each(String name, Element element) {
    ROWWISE.put(name, (a, b, rows) -> all(ROW * ROWS, i -> element.of(a, b, i / ROW, i % ROW)));
  }

  private static void row(String name, Element element) {
    ROWWISE.put(name, (a, b, rows) -> all(ROWS, i -> element.of(a, b, i, 0)));
  }

  private interface At {
    double of(int index);
  }

  private static double[] all(int count, At element) {
    double[] values = new double[count];
    Arrays.setAll(values, element::of);
    return values;
  }

  private static double sum(int count, At element) {
    return IntStream.range(0, count).mapToDouble(element::of).sum();
  }

  /** The places of a row's elements, the largest first. */
  private static Stream<Integer> ordered(float[] a, int row) {
    return IntStream.range(0, ROW)
        .boxed()
        .sorted((x, y) -> Float.compare(a[row * ROW + y], a[row * ROW + x]));
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double turned(float[] a, int row, int t, int other, int pair, boolean first) {
    double angle = row * Math.pow(10000, -2.0 * pair / ROW);
    double partner = a[row * ROW + other] * Math.sin(angle);
    return a[row * ROW + t] * Math.cos(angle) + (first ? -partner : partner);
  }
}
