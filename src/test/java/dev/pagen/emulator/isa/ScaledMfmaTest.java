package dev.pagen.emulator.isa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.spec.Target;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every pair of formats, with scales that differ in every row and block. Where elements lie is
 * written after the tables in Composable Kernel's test of these instructions: 16 consecutive k of
 * an 8-bit format in each four registers, 32 of the others in one lane.
 */
class ScaledMfmaTest {
  private static final List<SmallFloat> FORMATS =
      List.of(SmallFloat.E4M3, SmallFloat.E5M2, SmallFloat.E2M3, SmallFloat.E3M2, SmallFloat.E2M1);

  private static final int A = 0;
  private static final int B = 8;
  private static final int A_SCALE = 16;
  private static final int B_SCALE = 17;
  private static final int C = 32;
  private static final int D = 48;

  @ParameterizedTest
  @CsvSource({
    "16, 128, true",
    "16, 128, false",
    "32, 64, true",
    "32, 64, false",
  })
  void scalesEveryBlockOfEveryRow(int m, int k, boolean scaled) {
    for (int a = 0; a < FORMATS.size(); a++) {
      for (int b = 0; b < FORMATS.size(); b++) {
        check(m, k, a, b, scaled);
      }
    }
  }

  private static void check(int m, int k, int a, int b, boolean scaled) {
    Random random = new Random(100L * m + 10L * a + b);
    OneWave wave = new OneWave(Target.GFX950);
    for (int register = 0; register < 32; register++) {
      wave.vectorOfAll(register, 0);
    }
    int aByte = random.nextInt(4);
    int bByte = random.nextInt(4);
    double[][] rows = operand(wave, random, A, FORMATS.get(a), m, k);
    double[][] columns = operand(wave, random, B, FORMATS.get(b), m, k);
    int[][] rowScales = scales(wave, random, A_SCALE, aByte, m, k);
    int[][] columnScales = scales(wave, random, B_SCALE, bByte, m, k);
    for (int register = C; register < C + m * m / 64; register++) {
      for (int lane = 0; lane < 64; lane++) {
        wave.vector(register, lane, Float.floatToRawIntBits(random.nextInt(-100, 100)));
      }
    }
    String text =
        "v_mfma_%sf32_%dx%dx%d_f8f6f4 v[%d:%d], v[0:%d], v[8:%d], v[%d:%d]%s cbsz:%d blgp:%d"
            .formatted(
                scaled ? "scale_" : "",
                m,
                m,
                k,
                D,
                D + m * m / 64 - 1,
                FORMATS.get(a).bits() - 1,
                8 + FORMATS.get(b).bits() - 1,
                C,
                C + m * m / 64 - 1,
                scaled ? ", v16, v17" : "",
                a,
                b);
    wave.execute(scaled ? text + bytes(aByte, bByte) : text);
    double worst = 0;
    for (int row = 0; row < m; row++) {
      for (int column = 0; column < m; column++) {
        int register = m == 16 ? row % 4 : row % 4 + 4 * (row / 8);
        int lane = column + m * (row / 4 % (64 / m));
        double expected = Float.intBitsToFloat(wave.vector(C + register, lane));
        double size = Math.abs(expected);
        for (int i = 0; i < k; i++) {
          int exponent = rowScales[row][i / 32] + columnScales[column][i / 32] - 2 * 127;
          double product = rows[row][i] * columns[column][i];
          expected += Math.scalb(product, scaled ? exponent : 0);
          size += Math.abs(Math.scalb(product, scaled ? exponent : 0));
        }
        double actual = Float.intBitsToFloat(wave.vector(D + register, lane));
        double error = Math.abs(actual - expected) / size;
        worst = Math.max(worst, error);
      }
    }
    assertThat(worst).as(text).isLessThan(0x1p-23);
  }

  private static double[][] operand(
      OneWave wave, Random random, int base, SmallFloat format, int m, int k) {
    double[][] values = new double[m][k];
    int groups = 64 / m;
    for (int line = 0; line < m; line++) {
      for (int i = 0; i < k; i++) {
        int code;
        do {
          code = random.nextInt(1 << format.bits());
        } while (!Float.isFinite(format.decode(code)));
        values[line][i] = format.decode(code);
        boolean wide = format.bits() == 8;
        int group = wide ? i / 16 % groups : i / 32;
        int item = wide ? i / 16 / groups * 16 + i % 16 : i % 32;
        int bit = item * format.bits();
        int register = base + bit / 32;
        int lane = line + m * group;
        wave.vector(register, lane, wave.vector(register, lane) | code << bit % 32);
        if (bit % 32 + format.bits() > 32) {
          int rest = code >>> 32 - bit % 32;
          wave.vector(register + 1, lane, wave.vector(register + 1, lane) | rest);
        }
      }
    }
    return values;
  }

  /** In the byte that is used; the others hold something else. */
  private static int[][] scales(
      OneWave wave, Random random, int register, int inByte, int m, int k) {
    int[][] codes = new int[m][k / 32];
    for (int line = 0; line < m; line++) {
      for (int block = 0; block < k / 32; block++) {
        codes[line][block] = random.nextInt(120, 135);
        int others = random.nextInt() & ~(0xff << 8 * inByte);
        wave.vector(register, line + m * block, others | codes[line][block] << 8 * inByte);
      }
    }
    return codes;
  }

  private static String bytes(int a, int b) {
    return " op_sel:[%d,%d,0] op_sel_hi:[%d,%d,0]".formatted(a & 1, b & 1, a >> 1, b >> 1);
  }

  @Test
  void aScaleOfAllOnesMakesTheWholeRowNoNumber() {
    OneWave wave = new OneWave(Target.GFX950);
    for (int register = 0; register < 64; register++) {
      wave.vectorOfAll(register, 0);
    }
    wave.vectorOfAll(A_SCALE, 127).vectorOfAll(B_SCALE, 127);
    wave.vector(A_SCALE, 5 + 16 * 2, 255);
    wave.execute(
        "v_mfma_scale_f32_16x16x128_f8f6f4 v[48:51], v[0:7], v[8:15], v[32:35], v16, v17"
            + " op_sel_hi:[0,0,0]");
    for (int row = 0; row < 16; row++) {
      float value = Float.intBitsToFloat(wave.vector(D + row % 4, 3 + 16 * (row / 4)));
      assertThat(Float.isNaN(value)).as("row %d", row).isEqualTo(row == 5);
    }
  }

  @Test
  void aConstantAsScaleIsNotModelled() {
    assertThatThrownBy(
            () ->
                new OneWave(Target.GFX950)
                    .execute(
                        "v_mfma_scale_f32_16x16x128_f8f6f4 v[48:51], v[0:7], v[8:15], v[32:35], 33,"
                            + " v17 op_sel_hi:[0,0,0]"))
        .isInstanceOf(UnmodelledException.class)
        .hasMessageContaining("a scale that is no vector register");
  }
}
