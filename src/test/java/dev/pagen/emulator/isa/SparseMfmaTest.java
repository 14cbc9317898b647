package dev.pagen.emulator.isa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sparse matrix instructions against the product of the matrices that they stand for. Layouts as
 * AMD's CDNA 3 and 4 ISA documents list them: of a row, a lane holds so many consecutive k as fill
 * two registers (gfx950's own shapes: four) with half of their values, and their indices, two bits
 * each, in the same lane; of a column, values that fill four registers, or twice that, the second
 * four being those after all lanes' first.
 */
class SparseMfmaTest {
  private static final int A = 0;
  private static final int B = 8;
  private static final int INDEX = 20;
  private static final int D = 32;

  static Stream<Arguments> instructions() {
    List<Arguments> all = new ArrayList<>();
    for (Target target : List.of(Target.GFX942, Target.GFX950)) {
      for (String name : InstructionTable.mnemonics(target)) {
        if (name.startsWith("v_smfmac_")) {
          all.add(Arguments.of(target, name));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("instructions")
  void multipliesWhatIsKeptByWhatItsIndexSelects(Target target, String name) {
    String[] parts = name.split("_", 4);
    int m = Integer.parseInt(parts[3].split("x", 3)[0]);
    int k = Integer.parseInt(parts[3].split("x", 3)[2].split("_", 2)[0]);
    String types = parts[3].split("_", 2)[1];
    String a = types.split("_", 2)[0];
    String b = types.contains("_") ? types.split("_", 2)[1] : a;
    int bits = a.endsWith("16") ? 16 : 8;
    int sets = 32 / (m * k / 64);
    for (int set = 0; set < sets; set++) {
      check(new Case(target, name, m, k, a, b, bits), set);
    }
  }

  private record Case(
      Target target, String name, int m, int k, String aType, String bType, int bits) {
    boolean integer() {
      return aType.equals("i8");
    }
  }

  private static void check(Case c, int set) {
    Random random = new Random(c.name.hashCode() + set);
    OneWave wave = new OneWave(c.target);
    for (int register = 0; register < 64; register++) {
      wave.vectorOfAll(register, 0);
    }
    double[][] rows = new double[c.m][c.k];
    double[][] columns = new double[c.m][c.k];
    for (int line = 0; line < c.m; line++) {
      for (int quad = 0; quad < c.k / 4; quad++) {
        int first = random.nextInt(3);
        int second = random.nextInt(first + 1, 4);
        rows[line][4 * quad + first] = random.nextInt(-7, 8);
        rows[line][4 * quad + second] = random.nextInt(-7, 8);
        int perLane = c.m * c.k / 64;
        int lane = line + c.m * (4 * quad / perLane);
        int item = 2 * quad % (perLane / 2);
        put(wave, A, lane, item, c.bits, code(c, c.aType, rows[line][4 * quad + first]));
        put(wave, A, lane, item + 1, c.bits, code(c, c.aType, rows[line][4 * quad + second]));
        put(wave, INDEX, lane, set * perLane / 4 + item / 2, 4, first | second << 2);
      }
      for (int k = 0; k < c.k; k++) {
        columns[line][k] = random.nextInt(-7, 8);
        int run = 128 / c.bits;
        int groups = 64 / c.m;
        int lane = line + c.m * (k / run % groups);
        int item = k / run / groups * run + k % run;
        put(wave, B, lane, item, c.bits, code(c, c.bType, columns[line][k]));
      }
    }
    double[][] before = new double[c.m][c.m];
    for (int row = 0; row < c.m; row++) {
      for (int column = 0; column < c.m; column++) {
        int value = random.nextInt(-1000, 1000);
        before[row][column] = value;
        wave.vector(
            D + register(c.m, row),
            lane(c.m, row, column),
            c.integer() ? value : Float.floatToRawIntBits(value));
      }
    }
    wave.execute(
        "%s v[%d:%d], v[%d:%d], v[%d:%d], v%d abid:%d"
            .formatted(
                c.name,
                D,
                D + c.m * c.m / 64 - 1,
                A,
                A + c.m * c.k * c.bits / 4096 - 1,
                B,
                B + c.m * c.k * c.bits / 2048 - 1,
                INDEX,
                set));
    double[][] after = new double[c.m][c.m];
    for (int row = 0; row < c.m; row++) {
      for (int column = 0; column < c.m; column++) {
        for (int k = 0; k < c.k; k++) {
          before[row][column] += rows[row][k] * columns[column][k];
        }
        int bits = wave.vector(D + register(c.m, row), lane(c.m, row, column));
        after[row][column] = c.integer() ? bits : Float.intBitsToFloat(bits);
      }
    }
    assertThat(after).as("set %d", set).isDeepEqualTo(before);
  }

  /** Only the first set is used where cbsz is not 0. */
  @ParameterizedTest
  @MethodSource("instructions")
  void aSetIsNamedByAbidOnlyWhereCbszIsZero(Target target, String name) {
    OneWave first = filled(target);
    OneWave other = filled(target);
    String operands = name.contains("32x32") ? "v[32:47]" : "v[32:35]";
    String text = "%s %s, v[0:3], v[8:15], v20".formatted(name, operands);
    first.execute(text);
    other.execute(text + " cbsz:1 abid:1");
    assertThat(other.wave.v).isEqualTo(first.wave.v);
  }

  /** What an index leaves out has no part in the sum, even if it is no number. */
  @ParameterizedTest
  @MethodSource("instructions")
  void infinitiesThatNoIndexSelectsDoNotMatter(Target target, String name) {
    if (!name.endsWith("_f16")) {
      return;
    }
    OneWave wave = new OneWave(target);
    wave.vectorOfAll(INDEX, 0x4444_4444);
    for (int i = 0; i < 4; i++) {
      wave.vectorOfAll(A + i, 0x3c00_3c00);
    }
    for (int i = 0; i < 8; i++) {
      // k = 0 and 1 are 1; 2 and 3 are infinities.
      wave.vectorOfAll(B + i, i % 2 == 0 ? 0x3c00_3c00 : 0x7c00_7c00);
    }
    for (int i = 0; i < 16; i++) {
      wave.vectorOfAll(D + i, 0);
    }
    String d = name.contains("32x32") ? "v[32:47]" : "v[32:35]";
    wave.execute("%s %s, v[0:3], v[8:15], v20".formatted(name, d));
    int k = Integer.parseInt(name.split("x", 3)[2].split("_", 2)[0]);
    assertThat(Float.intBitsToFloat(wave.vector(D, 17))).isEqualTo(k / 2f);
  }

  private static OneWave filled(Target target) {
    OneWave wave = new OneWave(target);
    Random random = new Random(3);
    for (int register = 0; register < 64; register++) {
      for (int lane = 0; lane < 64; lane++) {
        wave.vector(register, lane, random.nextInt());
      }
    }
    return wave;
  }

  private static void put(OneWave wave, int base, int lane, int item, int bits, int code) {
    int register = base + item * bits / 32;
    wave.vector(register, lane, wave.vector(register, lane) | code << item * bits % 32);
  }

  private static int code(Case c, String type, double value) {
    return switch (type) {
      case "f16" -> Float.floatToFloat16((float) value) & 0xffff;
      case "bf16" -> Float.floatToRawIntBits((float) value) >>> 16;
      case "fp8" -> SmallFloat.fp8(c.target).encode((float) value, true);
      case "bf8" -> SmallFloat.bf8(c.target).encode((float) value, true);
      default -> (int) value & 0xff;
    };
  }

  private static int register(int m, int row) {
    return m == 16 ? row % 4 : row % 4 + 4 * (row / 8);
  }

  private static int lane(int m, int row, int column) {
    return m == 16 ? column + 16 * (row / 4) : column + 32 * (row / 4 % 2);
  }
}
