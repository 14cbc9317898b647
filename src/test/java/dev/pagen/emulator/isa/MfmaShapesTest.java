package dev.pagen.emulator.isa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.Target;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Matrix instructions that no published mapping lies beside these tests for: the layout is that of
 * the family, element k of a row in lane {@code row + m (block + blocks (k / perLane))}.
 */
class MfmaShapesTest {
  private static final int A = 0;
  private static final int B = 16;
  private static final int C = 32;
  private static final int D = 96;

  @ParameterizedTest
  @CsvSource({
    "GFX950, v_mfma_f32_16x16x32_f16, f16, 16, 32, 1",
    "GFX950, v_mfma_f32_16x16x32_bf16, bf16, 16, 32, 1",
    "GFX950, v_mfma_f32_32x32x16_f16, f16, 32, 16, 1",
    "GFX950, v_mfma_f32_32x32x16_bf16, bf16, 32, 16, 1",
    "GFX90A, v_mfma_i32_32x32x8i8, i8, 32, 8, 1",
    "GFX90A, v_mfma_i32_16x16x16i8, i8, 16, 16, 1",
    "GFX90A, v_mfma_i32_4x4x4i8, i8, 4, 4, 16",
    "GFX942, v_mfma_i32_32x32x16_i8, i8, 32, 16, 1",
    "GFX942, v_mfma_i32_16x16x32_i8, i8, 16, 32, 1",
    "GFX942, v_mfma_i32_32x32x4_2b_i8, i8, 32, 4, 2",
    "GFX942, v_mfma_i32_16x16x4_4b_i8, i8, 16, 4, 4",
    "GFX950, v_mfma_i32_32x32x32_i8, i8, 32, 32, 1",
    "GFX950, v_mfma_i32_16x16x64_i8, i8, 16, 64, 1",
    "GFX90A, v_mfma_f32_32x32x2f32, f32, 32, 2, 1",
    "GFX90A, v_mfma_f32_16x16x4f32, f32, 16, 4, 1",
    "GFX942, v_mfma_f32_32x32x1_2b_f32, f32, 32, 1, 2",
    "GFX942, v_mfma_f32_16x16x1_4b_f32, f32, 16, 1, 4",
    "GFX942, v_mfma_f32_4x4x1_16b_f32, f32, 4, 1, 16",
    "GFX942, v_mfma_f32_16x16x8_xf32, f32, 16, 8, 1",
    "GFX942, v_mfma_f32_32x32x4_xf32, f32, 32, 4, 1",
    "GFX90A, v_mfma_f64_16x16x4f64, f64, 16, 4, 1",
    "GFX90A, v_mfma_f64_4x4x4f64, f64, 4, 4, 4",
    "GFX942, v_mfma_f64_16x16x4_f64, f64, 16, 4, 1",
    "GFX950, v_mfma_f64_4x4x4_4b_f64, f64, 4, 4, 4",
  })
  void multipliesEveryRowByEveryColumn(
      Target target, String instruction, String type, int m, int k, int blocks) {
    Random random = new Random(instruction.hashCode());
    OneWave wave = new OneWave(target);
    Arrays.fill(wave.wave.v, 0);
    int[][][] a = new int[blocks][m][k];
    int[][][] b = new int[blocks][m][k];
    int[][][] c = new int[blocks][m][m];
    for (int block = 0; block < blocks; block++) {
      for (int row = 0; row < m; row++) {
        for (int i = 0; i < k; i++) {
          a[block][row][i] = random.nextInt(-7, 8);
          b[block][row][i] = random.nextInt(-7, 8);
          putSource(wave, A, type, a[block][row][i], m, k, blocks, block, row, i);
          putSource(wave, B, type, b[block][row][i], m, k, blocks, block, row, i);
        }
        for (int column = 0; column < m; column++) {
          c[block][row][column] = random.nextInt(-1000, 1000);
          putResult(wave, type, c[block][row][column], m, block, row, column);
        }
      }
    }
    int width = type.equals("f64") ? 2 : 1;
    int sources = Math.max(1, m * k * blocks / 64 * bits(type) / 32);
    int results = m * m * blocks / 64 * width;
    wave.execute(
        "%s %s, %s, %s, %s"
            .formatted(
                instruction, run(D, results), run(A, sources), run(B, sources), run(C, results)));
    for (int block = 0; block < blocks; block++) {
      for (int row = 0; row < m; row++) {
        for (int column = 0; column < m; column++) {
          double expected = c[block][row][column];
          for (int i = 0; i < k; i++) {
            expected += a[block][row][i] * b[block][column][i];
          }
          assertThat(result(wave, type, m, block, row, column))
              .as("block %d, row %d, column %d", block, row, column)
              .isEqualTo(expected);
        }
      }
    }
  }

  /** The reduced format keeps ten mantissa bits. */
  @ParameterizedTest
  @EnumSource(value = Target.class, names = "GFX942")
  void reducedPrecisionCutsTheMantissa(Target target) {
    OneWave wave = new OneWave(target);
    Arrays.fill(wave.wave.v, 0);
    wave.vectorOfAll(A, Float.floatToRawIntBits(1 + 0x1p-10f + 0x1p-12f));
    wave.vectorOfAll(B, Float.floatToRawIntBits(1));
    wave.execute("v_mfma_f32_16x16x8_xf32 v[96:99], v[0:1], v[16:17], 0");
    assertThat(Float.intBitsToFloat(wave.vector(D, 5))).isEqualTo(4 * (1 + 0x1p-10f));
  }

  /** Integer sums wrap, and the smallest product has its sign. */
  @ParameterizedTest
  @EnumSource(
      value = Target.class,
      names = {"GFX942", "GFX950"})
  void integerSumsWrap(Target target) {
    OneWave wave = new OneWave(target);
    wave.vectorOfAll(A, 0x80808080).vectorOfAll(A + 1, 0x80808080);
    wave.vectorOfAll(B, 0x80808080).vectorOfAll(B + 1, 0x80808080);
    wave.vectorOfAll(C, Integer.MAX_VALUE);
    for (int i = 1; i < 4; i++) {
      wave.vectorOfAll(C + i, 0);
    }
    wave.execute("v_mfma_i32_16x16x32_i8 v[96:99], v[0:1], v[16:17], v[32:35]");
    assertThat(wave.vector(D, 9)).isEqualTo(Integer.MAX_VALUE + 32 * 128 * 128);
    assertThat(wave.vector(D + 1, 9)).isEqualTo(32 * 128 * 128);
  }

  private static String run(int first, int count) {
    return count == 1 ? "v" + first : "v[%d:%d]".formatted(first, first + count - 1);
  }

  private static int bits(String type) {
    return switch (type) {
      case "i8" -> 8;
      case "f16", "bf16" -> 16;
      case "f64" -> 64;
      default -> 32;
    };
  }

  private static void putSource(
      OneWave wave,
      int base,
      String type,
      int value,
      int m,
      int k,
      int blocks,
      int block,
      int row,
      int i) {
    int perLane = m * k * blocks / 64;
    int lane = row + m * (block + blocks * (i / perLane));
    int bit = i % perLane * bits(type);
    switch (type) {
      case "i8" -> or(wave, base, lane, bit, value & 0xff);
      case "f16" -> or(wave, base, lane, bit, Float.floatToFloat16(value) & 0xffff);
      case "bf16" -> or(wave, base, lane, bit, Float.floatToRawIntBits(value) >>> 16);
      case "f64" -> putDouble(wave, base, lane, value);
      default -> or(wave, base, lane, bit, Float.floatToRawIntBits(value));
    }
  }

  private static void or(OneWave wave, int base, int lane, int bit, int code) {
    int register = base + bit / 32;
    wave.vector(register, lane, wave.vector(register, lane) | code << bit % 32);
  }

  private static void putDouble(OneWave wave, int register, int lane, double value) {
    long bits = Double.doubleToRawLongBits(value);
    wave.vector(register, lane, (int) bits).vector(register + 1, lane, (int) (bits >>> 32));
  }

  private static void putResult(
      OneWave wave, String type, int value, int m, int block, int row, int column) {
    int lane = resultLane(type, m, block, row, column);
    int register = resultRegister(type, m, block, row);
    switch (type) {
      case "i8" -> wave.vector(C + register, lane, value);
      case "f64" -> putDouble(wave, C + 2 * register, lane, value);
      default -> wave.vector(C + register, lane, Float.floatToRawIntBits(value));
    }
  }

  private static double result(OneWave wave, String type, int m, int block, int row, int column) {
    int lane = resultLane(type, m, block, row, column);
    int register = resultRegister(type, m, block, row);
    return switch (type) {
      case "i8" -> wave.vector(D + register, lane);
      case "f64" -> {
        long low = wave.vector(D + 2 * register, lane) & 0xffff_ffffL;
        long high = wave.vector(D + 2 * register + 1, lane);
        yield Double.longBitsToDouble(low | high << 32);
      }
      default -> Float.intBitsToFloat(wave.vector(D + register, lane));
    };
  }

  private static int resultLane(String type, int m, int block, int row, int column) {
    if (type.equals("f64")) {
      return m == 4 ? column + 4 * block + 16 * row : column + 16 * (row % 4);
    }
    return switch (m) {
      case 4 -> column + 4 * block;
      case 16 -> column + 16 * (row / 4);
      default -> column + 32 * (row / 4 % 2);
    };
  }

  private static int resultRegister(String type, int m, int block, int row) {
    if (type.equals("f64")) {
      return m == 4 ? 0 : row / 4;
    }
    return switch (m) {
      case 4 -> row;
      case 16 -> row % 4 + 4 * block;
      default -> row % 4 + 4 * (row / 8) + 16 * block;
    };
  }
}
