package dev.pagen.emulator.isa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.emulator.machine.Operation;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.LongBinaryOperator;
import org.junit.jupiter.params.ParameterizedTest;

/** The sequence that LLVM makes of a division gives IEEE 754's quotient: Java's, bit by bit. */
class DivisionTest {
  /** Of {@code v[2:3]} by {@code v[4:5]}, or of v2 by v4, into {@code v[0:1]}. */
  private static final List<String> SINGLE =
      List.of(
          "v_div_scale_f32 v6, s[0:1], v4, v4, v2",
          "v_div_scale_f32 v8, vcc, v2, v4, v2",
          "v_rcp_f32_e32 v10, v6",
          "v_fma_f32 v12, -v6, v10, 1.0",
          "v_fmac_f32_e32 v10, v12, v10",
          "v_mul_f32_e32 v12, v8, v10",
          "v_fma_f32 v14, -v6, v12, v8",
          "v_fmac_f32_e32 v12, v14, v10",
          "v_fma_f32 v6, -v6, v12, v8",
          "v_div_fmas_f32 v6, v6, v10, v12",
          "v_div_fixup_f32 v0, v6, v4, v2");

  private static final List<String> WIDE =
      List.of(
          "v_div_scale_f64 v[6:7], s[0:1], v[4:5], v[4:5], v[2:3]",
          "v_rcp_f64_e32 v[8:9], v[6:7]",
          "v_fma_f64 v[10:11], -v[6:7], v[8:9], 1.0",
          "v_fma_f64 v[8:9], v[8:9], v[10:11], v[8:9]",
          "v_fma_f64 v[10:11], -v[6:7], v[8:9], 1.0",
          "v_fma_f64 v[8:9], v[8:9], v[10:11], v[8:9]",
          "v_div_scale_f64 v[10:11], vcc, v[2:3], v[4:5], v[2:3]",
          "v_mul_f64 v[12:13], v[10:11], v[8:9]",
          "v_fma_f64 v[6:7], -v[6:7], v[12:13], v[10:11]",
          "v_div_fmas_f64 v[6:7], v[6:7], v[8:9], v[12:13]",
          "v_div_fixup_f64 v[0:1], v[6:7], v[4:5], v[2:3]");

  private final Random random = new Random(20261130);

  private static long singleQuotient(long numerator, long denominator) {
    return Floats.bits(Floats.f32(numerator) / Floats.f32(denominator));
  }

  private static long wideQuotient(long numerator, long denominator) {
    return Floats.bits(Floats.f64(numerator) / Floats.f64(denominator));
  }

  @ParameterizedTest
  @CdnaTargets
  void dividesFloatsOfEveryExponent(Target target) {
    Batch batch = new Batch(target, SINGLE, false, DivisionTest::singleQuotient);
    long[] operands = operands(23, 8, new long[] {0, 1, 0x7fffff});
    for (long n : operands) {
      for (long d : operands) {
        batch.add(n ^ (d & 1) << 31, d);
      }
    }
    batch.finish();
  }

  @ParameterizedTest
  @CdnaTargets
  void dividesRandomFloats(Target target) {
    Batch batch = new Batch(target, SINGLE, false, DivisionTest::singleQuotient);
    for (int i = 0; i < 300_000; i++) {
      batch.add(random.nextInt() & 0xffff_ffffL, random.nextInt() & 0xffff_ffffL);
    }
    batch.finish();
  }

  /** Quotients half an ulp and one part in 2^48 away, of numerators near those that are scaled. */
  @ParameterizedTest
  @CdnaTargets
  void dividesFloatsWhoseQuotientsLieInTheMiddle(Target target) {
    Batch batch = new Batch(target, SINGLE, false, DivisionTest::singleQuotient);
    for (int i = 0; i < 100_000; i++) {
      long d = random.nextInt(1 << 23) | 1 << 23 | 1;
      for (long numerator : new long[] {besideMiddle(d, 1), besideMiddle(d, -1)}) {
        int exponent = random.nextInt(-104, -99);
        batch.add(
            Floats.bits((float) Math.scalb((double) numerator, exponent - 23)),
            Floats.bits((float) Math.scalb((double) d, random.nextInt(-20, 20) - 23)));
      }
    }
    batch.finish();
  }

  /** A numerator of 24 bits: the denominator times 25 bits of a quotient, and {@code off}. */
  private static long besideMiddle(long d, long off) {
    long inverse = d;
    for (int i = 0; i < 5; i++) {
      inverse *= 2 - d * inverse;
    }
    long middle = -off * inverse & (1 << 25) - 1;
    return d * middle + off >> 25;
  }

  @ParameterizedTest
  @CdnaTargets
  void dividesDoublesOfManyExponents(Target target) {
    Batch batch = new Batch(target, WIDE, true, DivisionTest::wideQuotient);
    long[] operands = operands(52, 11, new long[] {0, 1, (1L << 52) - 1});
    for (long n : operands) {
      for (int i = 0; i < 100; i++) {
        batch.add(n, operands[random.nextInt(operands.length)] ^ (long) (i & 1) << 63);
      }
    }
    for (int i = 0; i < 300_000; i++) {
      batch.add(random.nextLong(), random.nextLong());
    }
    batch.finish();
  }

  /** Quotients that are denormal, many of them halfway between two. */
  @ParameterizedTest
  @CdnaTargets
  void dividesToDenormalDoubles(Target target) {
    Batch batch = new Batch(target, WIDE, true, DivisionTest::wideQuotient);
    for (int i = 0; i < 100_000; i++) {
      long d = random.nextLong(1, 1L << random.nextInt(1, 26));
      long q = random.nextLong(1, 1L << random.nextInt(1, 27)) | 1;
      int e = random.nextInt(0, 1000);
      batch.add(
          Floats.bits(Math.scalb((double) (d * q), e - 1075 + random.nextInt(2))),
          Floats.bits(Math.scalb((double) d, e)));
      double x = Math.scalb(1 + random.nextDouble(), random.nextInt(-1022, -1));
      double y =
          Math.scalb(1 + random.nextDouble(), Math.getExponent(x) + 1022 + random.nextInt(54));
      batch.add(Floats.bits(x), Floats.bits(y));
    }
    batch.finish();
  }

  /** Every exponent with some mantissas, both zeros, infinity and NaN among them. */
  private static long[] operands(int mantissaBits, int exponentBits, long[] mantissas) {
    List<Long> operands = new ArrayList<>();
    for (long e = 0; e < 1L << exponentBits; e++) {
      for (long m : mantissas) {
        operands.add(e << mantissaBits | m);
      }
    }
    return operands.stream().mapToLong(Long::longValue).toArray();
  }

  /** Collects a wave full of divisions and compares. */
  private static final class Batch {
    private final OneWave wave;
    private final List<Operation> operations;
    private final boolean wide;
    private final LongBinaryOperator expected;
    private final long[] n = new long[64];
    private final long[] d = new long[64];
    private final List<String> wrong = new ArrayList<>();
    private int size;

    Batch(Target target, List<String> instructions, boolean wide, LongBinaryOperator expected) {
      this.wave = new OneWave(target);
      this.operations = instructions.stream().map(wave::bind).toList();
      this.wide = wide;
      this.expected = expected;
    }

    void add(long numerator, long denominator) {
      n[size] = numerator;
      d[size++] = denominator;
      if (size == 64) {
        run();
      }
    }

    private void run() {
      for (int lane = 0; lane < size; lane++) {
        wave.vector(2, lane, (int) n[lane]).vector(3, lane, (int) (n[lane] >>> 32));
        wave.vector(4, lane, (int) d[lane]).vector(5, lane, (int) (d[lane] >>> 32));
      }
      operations.forEach(o -> o.execute(wave.wave));
      for (int lane = 0; lane < size; lane++) {
        long low = wave.vector(0, lane) & 0xffff_ffffL;
        long actual = wide ? low | (long) wave.vector(1, lane) << 32 : low;
        long right = expected.applyAsLong(n[lane], d[lane]);
        if (actual != right && !(isNan(actual) && isNan(right))) {
          wrong.add("%x / %x is %x, not %x".formatted(n[lane], d[lane], actual, right));
        }
      }
      size = 0;
    }

    private boolean isNan(long bits) {
      return wide ? Double.isNaN(Floats.f64(bits)) : Float.isNaN(Floats.f32(bits));
    }

    void finish() {
      Arrays.fill(n, size, 64, 0);
      run();
      assertThat(wrong.stream().limit(10)).as("%d are wrong", wrong.size()).isEmpty();
    }
  }
}
