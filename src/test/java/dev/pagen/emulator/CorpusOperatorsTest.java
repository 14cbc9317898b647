package dev.pagen.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.Target;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators of language models, beside the same in doubles. */
@Tag("compiler")
@ResourceLock("corpus")
class CorpusOperatorsTest {
  static final int ROW = CorpusOperators.ROW;
  static final int ROWS = CorpusOperators.ROWS;
  private static final int OUT = 4 * ROW * ROWS;

  static final Map<String, Object> CASES = new HashMap<>();

  static {
    CASES.putAll(CorpusOperators.UNARY);
    CorpusOperators.UNARY.forEach((name, f) -> CASES.put(name + "_f16", f));
    CASES.putAll(CorpusOperators.ROWWISE);
  }

  static Stream<Arguments> cases() {
    return CorpusCase.of("operators", CASES);
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("cases")
  void comesNearTheSameInDoubles(String name, Target target, Object operator) {
    Random random = new Random(name.hashCode());
    float[] a = drawn(random);
    float[] b = drawn(random);
    int[] rows = {3, 0, 7, 1, 2, 6, 5, 4};
    switch (operator) {
      case DoubleUnaryOperator unary when name.endsWith("_f16") -> halves(name, target, unary, a);
      case DoubleUnaryOperator unary -> {
        double[] expected = new double[ROW * ROWS];
        Arrays.setAll(expected, i -> unary.applyAsDouble(a[i]));
        compare(name, target, a, b, rows, expected);
      }
      case CorpusOperators.Operator whole ->
          compare(name, target, a, b, rows, whole.of(a, b, rows));
      default -> throw new AssertionError("no operator " + name);
    }
  }

  private static float[] drawn(Random random) {
    float[] values = new float[4096];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (2 * random.nextGaussian());
    }
    return values;
  }

  private static void compare(
      String name, Target target, float[] a, float[] b, int[] rows, double[] expected) {
    TestGpu gpu = CorpusGpu.checked(target);
    long out = gpu.poisoned(4 * OUT);
    int groups = name.equals("op_rms_norm_long") || name.equals("op_solve_triangle") ? 1 : ROWS;
    gpu.launch(name, groups, ROW, gpu.floats(a), gpu.floats(b), out, gpu.ints(rows));
    float[] results = gpu.readFloats(out, OUT);
    for (int i = 0; i < expected.length; i++) {
      if (Double.isInfinite(expected[i]) || Double.isNaN(expected[i])) {
        assertThat((double) results[i])
            .as("%s, element %d", name, i)
            .isEqualTo(Double.valueOf(expected[i]));
      } else {
        assertThat(Math.abs(results[i] - expected[i]))
            .as("%s, element %d: %s for %s", name, i, results[i], expected[i])
            .isLessThanOrEqualTo(5e-5 * Math.max(1, Math.abs(expected[i])));
      }
    }
    for (int i = expected.length; i < OUT; i++) {
      assertThat(results[i]).as("what %s leaves alone", name).isNaN();
    }
  }

  private static void halves(String name, Target target, DoubleUnaryOperator unary, float[] a) {
    short[] x = new short[ROW * ROWS];
    for (int i = 0; i < x.length; i++) {
      x[i] = Float.floatToFloat16(a[i]);
    }
    TestGpu gpu = CorpusGpu.checked(target);
    long out = gpu.poisoned(4 * OUT);
    long in = gpu.shorts(x);
    gpu.launch(name, ROWS, ROW, in, in, out, in);
    short[] results = gpu.readShorts(out, x.length);
    for (int i = 0; i < x.length; i++) {
      float expected = (float) unary.applyAsDouble(Float.float16ToFloat(x[i]));
      assertThat(Math.abs(Float.float16ToFloat(results[i]) - expected))
          .as("%s of %s", name, Float.float16ToFloat(x[i]))
          .isLessThanOrEqualTo(0x1p-10f * Math.max(0x1p-10f, Math.abs(expected)));
    }
  }
}
