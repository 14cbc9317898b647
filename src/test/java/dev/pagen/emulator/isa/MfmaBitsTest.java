package dev.pagen.emulator.isa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.Target;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * However matrix instructions are computed, an element of D is C plus all products in ascending k,
 * each step rounded to double and the sum once to float: to the last bit, whatever the operands.
 * The reference takes one element at a time, from the registers as the family lays them out. What
 * bits a NaN has nothing says.
 */
class MfmaBitsTest {
  private static final int A = 0;
  private static final int B = 32;
  private static final int C = 64;
  private static final int D = 128;
  private static final int ROUNDS = 10;

  @ParameterizedTest
  @CsvSource({
    "GFX90A, v_mfma_f32_16x16x16f16, f16, 16, 16, 1",
    "GFX90A, v_mfma_f32_32x32x4bf16, bf16, 32, 4, 1",
    "GFX90A, v_mfma_f32_4x4x4bf16_1k, bf16, 4, 4, 16",
    "GFX942, v_mfma_f32_16x16x16_bf16, bf16, 16, 16, 1",
    "GFX942, v_mfma_f32_32x32x8_f16, f16, 32, 8, 1",
    "GFX942, v_mfma_f32_16x16x4_4b_f16, f16, 16, 4, 4",
    "GFX942, v_mfma_f32_32x32x4_2b_bf16, bf16, 32, 4, 2",
    "GFX942, v_mfma_f32_4x4x4_16b_f16, f16, 4, 4, 16",
    "GFX942, v_mfma_f32_16x16x4_f32, f32, 16, 4, 1",
    "GFX942, v_mfma_f32_32x32x4_xf32, xf32, 32, 4, 1",
    "GFX942, v_mfma_f32_16x16x32_fp8_fp8, fp8, 16, 32, 1",
    "GFX942, v_mfma_i32_32x32x16_i8, i8, 32, 16, 1",
    "GFX950, v_mfma_f32_16x16x32_bf16, bf16, 16, 32, 1",
    "GFX950, v_mfma_f32_32x32x16_f16, f16, 32, 16, 1",
    "GFX950, v_mfma_i32_16x16x64_i8, i8, 16, 64, 1"
  })
  void everyElementIsTheSumInAscendingOrder(
      Target target, String instruction, String type, int m, int k, int blocks) {
    MfmaShape shape = new MfmaShape(m, m, k, blocks);
    int bits = type.endsWith("f32") ? 32 : type.endsWith("8") ? 8 : 16;
    int words = shape.perLane() * bits / 32;
    int results = shape.resultsPerLane();
    boolean flushes = target == Target.GFX90A;
    IntToDoubleFunction decoded = decoder(type, flushes);
    Random random = new Random(instruction.hashCode());
    for (int round = 0; round < ROUNDS; round++) {
      OneWave wave = new OneWave(target);
      int common = random.nextInt();
      Arrays.setAll(wave.wave.v, i -> drawn(random, bits, common));
      int[] v = wave.wave.v.clone();
      wave.execute(
          "%s %s, %s, %s, %s"
              .formatted(
                  instruction, run(D, results), run(A, words), run(B, words), run(C, results)));
      int[] expected = new int[results * Wave.LANES];
      int[] actual = new int[results * Wave.LANES];
      for (int i = 0; i < expected.length; i++) {
        int register = i / Wave.LANES;
        int lane = i % Wave.LANES;
        int block = shape.resultBlock(register, lane);
        double sum = addend(type, v[C * Wave.LANES + i], flushes);
        for (int j = 0; j < k; j++) {
          int row = shape.resultRow(register, lane);
          double x = decoded.applyAsDouble(code(v, A, shape, bits, block, row, j));
          double y = decoded.applyAsDouble(code(v, B, shape, bits, block, lane % m, j));
          double product = x * y;
          sum += product;
        }
        expected[i] =
            type.equals("i8")
                ? (int) (long) sum
                : Float.floatToIntBits(flushed((float) sum, flushes));
        int result = wave.vector(D + register, lane);
        actual[i] = type.equals("i8") ? result : Float.floatToIntBits(Float.intBitsToFloat(result));
      }
      assertThat(actual).as("%s, round %d", instruction, round).isEqualTo(expected);
    }
  }

  /** Most words have one exponent in common, so that sums round and cancel; the others any. */
  private static int drawn(Random random, int bits, int common) {
    int exponents = bits == 32 ? 0x7f80_0000 : bits == 16 ? 0x7c00_7c00 : 0x7878_7878;
    int word = random.nextInt();
    return random.nextInt(16) == 0 ? word : (word & ~exponents) | (common & exponents);
  }

  /** Code {@code j} of a row of A or of a column of B. */
  private static int code(
      int[] v, int first, MfmaShape shape, int bits, int block, int row, int j) {
    int lane = row + shape.m() * (block + shape.blocks() * (j / shape.perLane()));
    int bit = j % shape.perLane() * bits;
    int word = v[(first + bit / 32) * Wave.LANES + lane];
    return bits == 32 ? word : word >>> bit % 32 & (1 << bits) - 1;
  }

  private static IntToDoubleFunction decoder(String type, boolean flushes) {
    return switch (type) {
      case "f16" ->
          code -> Float.float16ToFloat((short) (flushes ? (int) Floats.flush16(code) : code));
      case "bf16" -> code -> flushed(Float.intBitsToFloat(code << 16), flushes);
      case "f32" -> Float::intBitsToFloat;
      case "xf32" -> code -> Float.intBitsToFloat(code & 0xffff_e000);
      case "fp8" -> SmallFloat.fp8(Target.GFX942)::decode;
      default -> code -> (byte) code;
    };
  }

  private static double addend(String type, int bits, boolean flushes) {
    return type.equals("i8") ? bits : flushed(Float.intBitsToFloat(bits), flushes);
  }

  private static float flushed(float x, boolean flushes) {
    return flushes ? Floats.flush(x) : x;
  }

  private static String run(int first, int count) {
    return count == 1 ? "v" + first : "v[%d:%d]".formatted(first, first + count - 1);
  }
}
