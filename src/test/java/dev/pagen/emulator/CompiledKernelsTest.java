package dev.pagen.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.emulator.machine.Dim3;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.Target;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;

/** Runs what HIPRTC made of {@code basics.hip} and compares with the same computed in Java. */
class CompiledKernelsTest {
  private static final int N = 1000;
  private final Random random = new Random(20261122);

  @ParameterizedTest
  @CdnaTargets
  void addsVectorsAndLeavesTheTailAlone(Target target) {
    TestGpu gpu = new TestGpu("basics", target);
    float[] a = normal(N);
    float[] b = normal(N);
    long out = gpu.poisoned(4 * (N + 24));
    gpu.launch("add", 4, 256, gpu.floats(a), gpu.floats(b), out, N);
    float[] c = gpu.readFloats(out, N + 24);
    for (int i = 0; i < N; i++) {
      assertThat(c[i]).isEqualTo(a[i] + b[i]);
    }
    assertThat(Arrays.copyOfRange(c, N, N + 24)).containsOnly(Float.NaN);
  }

  @ParameterizedTest
  @CdnaTargets
  void sumsThroughLdsAndBarriers(Target target) {
    TestGpu gpu = new TestGpu("basics", target);
    int[] values = random.ints(N, -1000, 1000).toArray();
    float[] a = new float[N];
    for (int i = 0; i < N; i++) {
      a[i] = values[i];
    }
    long out = gpu.poisoned(4 * 3);
    gpu.launch("sum", 3, 256, gpu.floats(a), out, N);
    float[] parts = gpu.readFloats(out, 3);
    assertThat(parts[0] + parts[1] + parts[2]).isEqualTo(Arrays.stream(values).sum());
  }

  @ParameterizedTest
  @CdnaTargets
  void convertsWithTiesDenormalsAndSpecials(Target target) {
    TestGpu gpu = new TestGpu("basics", target);
    float[] a = normal(N);
    float[] special = {
      0f,
      -0f,
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      65504f,
      65519.0f,
      65520f,
      0x1p-24f,
      0x1p-25f,
      0x1.000002p-25f,
      0x1p-133f,
      -0x1p-133f,
      0x1.01p0f,
      0x1.03p0f,
      2049f,
      2051f,
      Float.MAX_VALUE,
      -Float.MAX_VALUE,
      254.7f,
      1e9f
    };
    System.arraycopy(special, 0, a, 0, special.length);
    long b = gpu.poisoned(2 * N);
    long h = gpu.poisoned(2 * N);
    long u = gpu.poisoned(N);
    gpu.launch("convert", 4, 256, gpu.floats(a), b, h, u, N);
    short[] brains = gpu.readShorts(b, N);
    short[] halves = gpu.readShorts(h, N);
    for (int i = 0; i < N; i++) {
      float brain = Float.intBitsToFloat(brains[i] << 16);
      assertThat(brain).as("bf16 of %s", a[i]).isEqualTo(Float.valueOf(nearestBrain(a[i])));
      assertThat(Float.float16ToFloat(halves[i]))
          .as("f16 of %s", a[i])
          .isEqualTo(Float.valueOf(Float.float16ToFloat(Float.floatToFloat16(a[i]))));
      if (!Float.isNaN(a[i])) {
        int expected = (int) Math.clamp(a[i], 0f, 255f);
        assertThat(gpu.gpu.memory().read(u + i, 1)[0] & 0xff).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void computesTheMathLibrary(Target target) {
    TestGpu gpu = new TestGpu("basics", target);
    float[] a = normal(N);
    float[] b = normal(N);
    a[0] = 80;
    a[1] = -80;
    b[0] = 1e-39f;
    b[1] = 3e38f;
    b[2] = 1e-38f;
    long out = gpu.poisoned(40 * N);
    gpu.launch("functions", 4, 256, gpu.floats(a), gpu.floats(b), out, N);
    float[] r = gpu.readFloats(out, 10 * N);
    for (int i = 0; i < N; i++) {
      double x = a[i];
      double y = b[i];
      near(r[i], Math.tanh(x), 2, "tanh %s", x);
      near(r[N + i], Math.pow(2, x), 1, "exp2 %s", x);
      near(r[2 * N + i], Math.exp(x), 2, "exp %s", x);
      assertThat(r[3 * N + i]).as("%s / %s", a[i], b[i]).isEqualTo(a[i] / b[i]);
      assertThat(r[4 * N + i]).as("sqrt %s", y).isEqualTo((float) Math.sqrt(Math.abs(y)));
      near(r[5 * N + i], Math.log(Math.abs(y)), 3, "log %s", y);
      near(r[6 * N + i], Math.sin(x), 4, "sin %s", x);
      assertThat(r[7 * N + i]).isEqualTo(Math.fma(a[i], b[i], 1.5f));
      assertThat(r[8 * N + i]).isEqualTo((float) (Math.rint(y) + Math.floor(x)));
      near(r[9 * N + i], Math.pow(Math.abs(x), 1.25), 16, "pow %s", x);
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void computesInDoublePrecision(Target target) {
    TestGpu gpu = new TestGpu("basics", target);
    double[] a = random.doubles(N, -1000, 1000).toArray();
    double[] b = random.doubles(N, -3, 3).toArray();
    a[0] = 1e300;
    b[0] = 1e-5;
    a[1] = 1e-310;
    b[2] = 1e-310;
    long out = gpu.poisoned(32 * N);
    gpu.launch("doubles", 4, 256, gpu.doubles(a), gpu.doubles(b), out, N);
    double[] r = gpu.readDoubles(out, 4 * N);
    for (int i = 0; i < N; i++) {
      assertThat(r[i]).as("%s / %s", a[i], b[i]).isEqualTo(a[i] / b[i]);
      assertThat(r[N + i]).as("sqrt %s", a[i]).isEqualTo(Math.sqrt(Math.abs(a[i])));
      assertThat(r[2 * N + i]).isEqualTo(Math.fma(a[i], b[i], 0.25));
      if (i > 0) {
        assertThat(r[3 * N + i]).isEqualTo((double) (long) (a[i] * 1e6));
      }
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void movesValuesBetweenLanes(Target target) {
    TestGpu gpu = new TestGpu("basics", target);
    int[] a = random.ints(64).toArray();
    long out = gpu.poisoned(4 * 832);
    gpu.launch("lanes", 1, 64, gpu.ints(a), out);
    int[] r = gpu.readInts(out, 832);
    long odd = 0;
    for (int t = 0; t < 64; t++) {
      odd |= (a[t] & 1L) << t;
    }
    for (int t = 0; t < 64; t++) {
      int row = t & ~15;
      assertThat(r[t]).as("row_shr").isEqualTo(t % 16 == 0 ? 7 : a[t - 1]);
      assertThat(r[64 + t]).as("row_shl").isEqualTo(t % 16 == 15 ? 0 : a[t + 1]);
      assertThat(r[128 + t]).as("row_ror").isEqualTo(a[row + (t + 8) % 16]);
      assertThat(r[192 + t]).as("quad_perm").isEqualTo(a[t ^ 3]);
      assertThat(r[256 + t])
          .as("row_bcast of lane %d", t)
          .isEqualTo(t / 16 % 2 == 1 ? a[row - 1] : 7);
      assertThat(r[320 + t]).as("row_newbcast").isEqualTo(a[row + 2]);
      assertThat(r[384 + t]).as("bpermute").isEqualTo(a[t * 7 & 63]);
      assertThat(r[448 + t]).as("permute").isEqualTo(a[63 - t]);
      assertThat(r[512 + t]).as("swizzle").isEqualTo(a[t ^ 16]);
      assertThat(r[576 + t]).as("readlane").isEqualTo(a[5] + a[0]);
      assertThat(r[640 + t]).as("mbcnt").isEqualTo(t);
      int low = (a[t ^ 1] >>> (8 * (t & 3))) & 0xff;
      int expected = (a[t] >>> 24) << 24 | ((a[t ^ 1] >>> 16) & 0xff) << 16 | low;
      assertThat(r[704 + t]).as("perm").isEqualTo(expected);
      assertThat(r[768 + t]).as("ballot").isEqualTo((int) (odd >> 32) ^ (int) odd);
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void doesPackedArithmetic(Target target) {
    TestGpu gpu = new TestGpu("basics", target);
    float[] a = normal(128);
    float[] halves = normal(128);
    short[] b = new short[128];
    for (int i = 0; i < 128; i++) {
      b[i] = Float.floatToFloat16(halves[i]);
    }
    long c = gpu.poisoned(4 * 256);
    long d = gpu.poisoned(2 * 256);
    gpu.launch("packed", 1, 64, gpu.floats(a), gpu.shorts(b), c, d);
    float[] singles = gpu.readFloats(c, 256);
    short[] results = gpu.readShorts(d, 256);
    for (int i = 0; i < 128; i++) {
      float x = Float.float16ToFloat(b[i]);
      float partner = Float.float16ToFloat(b[i ^ 1]);
      assertThat(singles[i]).isEqualTo(Math.fma(a[i], 2f, 1f));
      assertThat(singles[128 + i]).isEqualTo(a[i] + (i % 2 == 0 ? 1 : 3));
      assertThat(results[i]).isEqualTo(Float.floatToFloat16(x * (1 + i % 2) + 0.5f));
      assertThat(results[128 + i]).isEqualTo(Float.floatToFloat16(x * partner));
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void callsFunctionsAndIndexesScratch(Target target) {
    TestGpu gpu = new TestGpu("basics", target);
    int[] a = random.ints(128, 0, 1000).toArray();
    long out = gpu.poisoned(4 * 128);
    gpu.launch("scratch", 1, 128, gpu.ints(a), out);
    float[] r = gpu.readFloats(out, 128);
    for (int i = 0; i < 128; i++) {
      assertThat(r[i]).isEqualTo((a[i] & 31) * a[i] * 0.5f);
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void doesSixtyFourBitIntegers(Target target) {
    TestGpu gpu = new TestGpu("basics", target);
    int n = 256;
    long[] a = random.longs(n).toArray();
    long[] b = random.longs(n).map(x -> x >> random.nextInt(64)).toArray();
    long out = gpu.poisoned(64 * n);
    gpu.launch("integers", 1, n, gpu.longs(a), gpu.longs(b), out, n);
    long[] r = gpu.readLongs(out, 8 * n);
    for (int i = 0; i < n; i++) {
      assertThat(r[i]).isEqualTo(a[i] + b[i]);
      assertThat(r[n + i]).isEqualTo(a[i] - b[i]);
      assertThat(r[2 * n + i]).isEqualTo(a[i] * b[i]);
      assertThat(r[3 * n + i]).isEqualTo((a[i] << (b[i] & 63)) ^ (a[i] >> (b[i] & 31)));
      assertThat(r[4 * n + i]).isEqualTo(b[i] == 0 ? 0 : a[i] / b[i]);
      assertThat(r[5 * n + i]).isEqualTo(Long.remainderUnsigned(a[i], b[i] | 1));
      assertThat(r[6 * n + i]).isEqualTo(a[i] < b[i] ? 1 : 0);
      int firstSet = a[i] == 0 ? 0 : Long.numberOfTrailingZeros(a[i]) + 1;
      assertThat(r[7 * n + i])
          .isEqualTo(Long.bitCount(a[i]) + Long.numberOfLeadingZeros(b[i]) + firstSet);
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void doesAtomicsAcrossWorkgroups(Target target) {
    TestGpu gpu = new TestGpu("basics", target);
    int[] a = random.ints(2048, 0, 1 << 20).toArray();
    long counts = gpu.ints(new int[9]);
    long total = gpu.floats(0f);
    gpu.launch("atomics", 16, 128, counts, total, gpu.ints(a));
    int[] r = gpu.readInts(counts, 9);
    for (int k = 0; k < 8; k++) {
      int bin = k;
      assertThat(r[k]).isEqualTo((int) Arrays.stream(a).filter(x -> (x & 7) == bin).count());
    }
    assertThat(r[8]).isEqualTo(Arrays.stream(a).max().getAsInt());
    assertThat(gpu.readFloats(total, 1)[0]).isEqualTo(2048f);
  }

  @ParameterizedTest
  @CdnaTargets
  void launchesThreeDimensionsWithDynamicLds(Target target) {
    TestGpu gpu = new TestGpu("basics", target);
    float[] a = normal(128);
    long out = gpu.poisoned(4 * 128 * 6);
    byte[] arguments = TestGpu.pack(gpu.floats(a), out);
    gpu.gpu.launch(gpu.code, "dynamic", new Dim3(1, 2, 3), new Dim3(32, 4, 1), 512, arguments);
    float[] r = gpu.readFloats(out, 128 * 6);
    for (int i = 0; i < r.length; i++) {
      int t = i % 128;
      int y = i / 128 % 2;
      int z = i / 256;
      assertThat(r[i]).isEqualTo(a[t ^ 33] + y * 100 + z);
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void namesTheLaneThatReadsPastAnAllocation(Target target) {
    TestGpu gpu = new TestGpu("basics", target);
    long a = gpu.floats(normal(100));
    long out = gpu.poisoned(4 * 128);
    assertThatThrownBy(() -> gpu.launch("add", 1, 128, a, a, out, 128))
        .isInstanceOf(EmulationException.class)
        .hasMessageContaining("global_load_dword")
        .hasMessageContaining("add (" + target)
        .hasMessageContaining("wave 1, lane 36");
  }

  @ParameterizedTest
  @CdnaTargets
  void noticesUseAfterFree(Target target) {
    TestGpu gpu = new TestGpu("basics", target);
    long a = gpu.floats(normal(64));
    long out = gpu.poisoned(4 * 64);
    gpu.gpu.memory().free(a);
    assertThatThrownBy(() -> gpu.launch("add", 1, 64, a, a, out, 64))
        .isInstanceOf(EmulationException.class)
        .hasMessageContaining("use after free");
  }

  @ParameterizedTest
  @CdnaTargets
  void noticesLdsThatTheLaunchForgot(Target target) {
    TestGpu gpu = new TestGpu("basics", target);
    byte[] arguments = TestGpu.pack(gpu.floats(normal(128)), gpu.poisoned(512));
    assertThatThrownBy(
            () ->
                gpu.gpu.launch(gpu.code, "dynamic", Dim3.of(1), new Dim3(32, 4, 1), 256, arguments))
        .isInstanceOf(EmulationException.class)
        .hasMessageContaining("outside of LDS");
  }

  private float[] normal(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (3 * random.nextGaussian());
    }
    return values;
  }

  private static float nearestBrain(float x) {
    if (Float.isNaN(x)) {
      return Float.NaN;
    }
    int bits = Float.floatToRawIntBits(x);
    return Float.intBitsToFloat(bits + 0x7fff + (bits >>> 16 & 1) & 0xffff_0000);
  }

  private static void near(float actual, double expected, int ulps, String what, double x) {
    float rounded = (float) expected;
    float tolerance = ulps * Math.ulp(rounded);
    assertThat(Math.abs(actual - expected))
        .as(what + ": %s, not %s", x, actual, expected)
        .isLessThanOrEqualTo(tolerance);
  }
}
