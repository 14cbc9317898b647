package dev.pagen.emulator.isa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.compile.ListedCode;
import dev.pagen.device.SmallKernels;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.emulator.TestGpu;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.Target;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * What HIPRTC makes of divisions, roots, remainders and powers of two is what Java's are, bit by
 * bit, on pairs of numbers of every size; of functions that nobody rounds right, close to them.
 */
@Tag("compiler")
class CompiledArithmeticTest {
  private static final int N = 4096;
  private final Random random = new Random(20261130);

  /** How far a result may be from the right one, in units of its last place. */
  private record Function(String name, double ulps, DoubleBinaryOperator right) {}

  private static final List<Function> SINGLES =
      List.of(
          new Function("div32", 0, (x, y) -> (float) x / (float) y),
          new Function("div32rn", 0, (x, y) -> (float) x / (float) y),
          new Function("rcp32", 0, (x, y) -> 1 / (float) x),
          new Function("sqrt32", 0, (x, y) -> (float) Math.sqrt(x)),
          new Function("rsqrt32", 2, (x, y) -> 1 / Math.sqrt(x)),
          new Function("fmod32", 0, (x, y) -> x % y),
          new Function("exp32", 2, (x, y) -> Math.pow(2, x)),
          new Function("log32", 3, (x, y) -> Math.log(x) / Math.log(2)));

  private static final List<Function> DOUBLES =
      List.of(
          new Function("div64", 0, (x, y) -> x / y),
          new Function("sqrt64", 0, (x, y) -> Math.sqrt(x)),
          new Function("fmod64", 0, (x, y) -> x % y),
          new Function("remainder64", 0, Math::IEEEremainder),
          new Function("atan64", 4, StrictMath::atan2),
          new Function("sin64", 4, (x, y) -> StrictMath.sin(x)));

  private static final List<Function> HALVES =
      List.of(
          new Function("div16", 0, (x, y) -> x / y),
          new Function("sqrt16", 0, (x, y) -> Math.sqrt(x)));

  @ParameterizedTest
  @CdnaTargets
  void computesWhatJavaComputes(Target target) {
    Runs runs = new Runs(target);
    List<String> wrong = new ArrayList<>();
    float[] a = singles();
    float[] b = singles();
    for (Function f : SINGLES) {
      float[] out =
          runs.gpu.readFloats(runs.run(f.name, runs.gpu.floats(a), runs.gpu.floats(b)), N);
      for (int i = 0; i < N; i++) {
        double right = f.right.applyAsDouble(a[i], b[i]);
        double unit = Math.ulp((float) right);
        check(wrong, f, a[i], b[i], out[i], (float) right, Math.abs(out[i] - right) / unit);
      }
    }
    double[] c = doubles();
    double[] d = doubles();
    for (Function f : DOUBLES) {
      long result = runs.run(f.name, runs.gpu.doubles(c), runs.gpu.doubles(d));
      double[] out = runs.gpu.readDoubles(result, N);
      for (int i = 0; i < N; i++) {
        double right = f.right.applyAsDouble(c[i], d[i]);
        check(wrong, f, c[i], d[i], out[i], right, Math.abs(out[i] - right) / Math.ulp(right));
      }
    }
    short[] e = halves();
    short[] g = halves();
    for (Function f : HALVES) {
      short[] out =
          runs.gpu.readShorts(runs.run(f.name, runs.gpu.shorts(e), runs.gpu.shorts(g)), N);
      for (int i = 0; i < N; i++) {
        double x = Float.float16ToFloat(e[i]);
        double y = Float.float16ToFloat(g[i]);
        float right = Float.float16ToFloat((short) Floats.half(f.right.applyAsDouble(x, y), 0));
        float actual = Float.float16ToFloat(out[i]);
        check(wrong, f, x, y, actual, right, actual == right ? 0 : Double.POSITIVE_INFINITY);
      }
    }
    assertThat(wrong.stream().limit(12)).as("%d are wrong", wrong.size()).isEmpty();
  }

  @ParameterizedTest
  @CdnaTargets
  void scalesByPowersOfTwo(Target target) {
    Runs runs = new Runs(target);
    float[] a = singles();
    double[] c = doubles();
    float[] b = new float[N];
    double[] d = new double[N];
    for (int i = 0; i < N; i++) {
      b[i] = random.nextInt(-400, 400);
      d[i] = random.nextInt(-2400, 2400);
    }
    float[] scaled =
        runs.gpu.readFloats(runs.run("ldexp32", runs.gpu.floats(a), runs.gpu.floats(b)), N);
    double[] wide =
        runs.gpu.readDoubles(runs.run("ldexp64", runs.gpu.doubles(c), runs.gpu.doubles(d)), N);
    int[] logs = runs.gpu.readInts(runs.run("ilogb32", runs.gpu.floats(a), runs.gpu.floats(b)), N);
    int[] wideLogs =
        runs.gpu.readInts(runs.run("ilogb64", runs.gpu.doubles(c), runs.gpu.doubles(d)), N);
    for (int i = 0; i < N; i++) {
      assertThat(scaled[i])
          .as("%a scaled by %s", a[i], b[i])
          .isEqualTo(Float.valueOf(Math.scalb(a[i], (int) b[i])));
      assertThat(wide[i])
          .as("%a scaled by %s", c[i], d[i])
          .isEqualTo(Double.valueOf(Math.scalb(c[i], (int) d[i])));
      if (a[i] != 0 && Float.isFinite(a[i])) {
        assertThat(logs[i]).as("exponent of %a", a[i]).isEqualTo(Floats.exponent(a[i]));
      }
      if (c[i] != 0 && Double.isFinite(c[i])) {
        assertThat(wideLogs[i]).as("exponent of %a", c[i]).isEqualTo(Floats.exponent(c[i]));
      }
    }
  }

  private static void check(
      List<String> wrong, Function f, double x, double y, double actual, double right, double off) {
    boolean same = Double.compare(actual, right) == 0;
    if (!same && !(f.ulps > 0 && off <= f.ulps)) {
      wrong.add("%s(%a, %a) is %a, not %a".formatted(f.name, x, y, actual, right));
    }
  }

  /** Bits of every kind, edges among them. */
  private float[] singles() {
    float[] edges = {0f, -0f, 1, -1, Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE};
    float[] values = new float[N];
    for (int i = 0; i < N; i++) {
      values[i] =
          switch (i % 4) {
            case 0 -> edges[random.nextInt(edges.length)];
            case 1 -> Math.scalb(1 + random.nextFloat(), random.nextInt(100, 128));
            default -> Float.intBitsToFloat(random.nextInt());
          };
    }
    values[17] = -0.88282645f;
    values[18] = Float.MAX_VALUE;
    return values;
  }

  private double[] doubles() {
    double[] edges = {0, -0.0, 1, -1, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE};
    double[] values = new double[N];
    for (int i = 0; i < N; i++) {
      values[i] =
          switch (i % 4) {
            case 0 -> edges[random.nextInt(edges.length)];
            case 1 -> Math.scalb(1 + random.nextDouble(), random.nextInt(900, 1024));
            default -> Double.longBitsToDouble(random.nextLong());
          };
    }
    values[17] = 0.6694340097967943;
    values[18] = -Double.MAX_VALUE;
    return values;
  }

  private short[] halves() {
    short[] values = new short[N];
    for (int i = 0; i < N; i++) {
      values[i] = (short) random.nextInt();
    }
    return values;
  }

  /** The kernels of {@code arithmetic.hip} on one target. */
  private static final class Runs {
    final TestGpu gpu;

    Runs(Target target) {
      String source = new String(TestGpu.resource("arithmetic.hip"), StandardCharsets.UTF_8);
      ListedCode listed = SmallKernels.compile("arithmetic", source, target.arch());
      EmulatedGpu emulated = new EmulatedGpu(target, ExecutionObserver.NONE);
      gpu =
          new TestGpu(
              emulated,
              emulated.load(
                  CodeObject.read(listed.codeObject()), Disassembly.parse(listed.disassembly())));
    }

    long run(String kernel, long a, long b) {
      long out = gpu.poisoned(8 * N);
      gpu.launch(kernel, N / 256, 256, a, b, out, N);
      return out;
    }
  }
}
