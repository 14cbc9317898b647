package dev.pagen.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.Target;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Matrix instructions on small whole numbers, of which every order of additions is exact. */
@Tag("compiler")
@ResourceLock("corpus")
class CorpusMatricesTest {
  private static final int LANES = 64;
  private static final Pattern NAME = Pattern.compile("mm_(.*)_(\\d+)x\\d+x(\\d+)(_\\w+)?");

  static Stream<Arguments> cases() {
    return CorpusCase.of("matrices", Map.of());
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("cases")
  void multipliesEveryRowByEveryColumn(String name, Target target, Object unused) {
    Shape shape = Shape.named(name, target);
    Random random = new Random(name.hashCode());
    int[][][] a = drawn(random, shape.blocks, shape.m, shape.k);
    int[][][] b = drawn(random, shape.blocks, shape.m, shape.k);
    int[][][] c = drawn(random, shape.blocks, shape.m, shape.m);
    TestGpu gpu = CorpusGpu.checked(target);
    int outputs = shape.blocks * shape.m * shape.m / LANES;
    long out = gpu.poisoned(LANES * outputs * shape.outputBytes());
    gpu.launch(
        name,
        1,
        LANES,
        upload(gpu, shape.operand(a, shape.first())),
        upload(gpu, shape.operand(b, shape.second())),
        upload(gpu, shape.accumulator(c, outputs)),
        out);
    ByteBuffer d = little(gpu.gpu.memory().read(out, LANES * outputs * shape.outputBytes()));
    for (int block = 0; block < shape.blocks; block++) {
      for (int i = 0; i < shape.m; i++) {
        for (int j = 0; j < shape.m; j++) {
          assertThat(shape.output(d, shape.outputAt(block, i, j, outputs)))
              .as("%s: row %d, column %d of block %d", name, i, j, block)
              .isEqualTo(shape.expected(a, b, c, block, i, j));
        }
      }
    }
  }

  private static int[][][] drawn(Random random, int blocks, int rows, int columns) {
    int[][][] values = new int[blocks][rows][columns];
    for (int[][] block : values) {
      for (int[] row : block) {
        for (int i = 0; i < columns; i++) {
          row[i] = random.nextInt(-4, 5);
        }
      }
    }
    return values;
  }

  private static long upload(TestGpu gpu, ByteBuffer bytes) {
    long address = gpu.gpu.memory().allocate(bytes.capacity());
    gpu.gpu.memory().write(address, bytes.array());
    return address;
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Writes a number as an element. */
  private interface Format {
    void put(ByteBuffer bytes, int at, int value);
  }

  /**
   * A shape and where its elements lie.
   *
   * @param perLane elements of A, and of B, that a lane holds
   */
  private record Shape(
      String types,
      int m,
      int k,
      int blocks,
      int perLane,
      boolean shared,
      boolean negated,
      Target target) {

    static Shape named(String name, Target target) {
      Matcher matcher = NAME.matcher(name);
      assertThat(matcher.matches()).isTrue();
      MatchResult parts = matcher.toMatchResult();
      String types = parts.group(1);
      int m = Integer.parseInt(parts.group(2));
      int k = Integer.parseInt(parts.group(3));
      int bits =
          types.equals("f64") ? 64 : types.endsWith("f32") ? 32 : types.endsWith("16") ? 16 : 8;
      int perLane =
          switch (bits) {
            case 64 -> 1;
            case 32 -> types.equals("xf32") ? 2 : 1;
            case 16 -> m * k == 512 ? 8 : 4;
            default -> 8;
          };
      String suffix = parts.group(4) == null ? "" : parts.group(4);
      return new Shape(
          types,
          m,
          k,
          LANES * perLane / (m * k),
          perLane,
          suffix.equals("_shared"),
          suffix.equals("_negated"),
          target);
    }

    Format first() {
      return format(types.split("_")[0]);
    }

    Format second() {
      String[] both = types.split("_");
      return format(both[both.length - 1]);
    }

    private Format format(String type) {
      return switch (type) {
        case "f64" -> (bytes, at, v) -> bytes.putDouble(8 * at, v);
        case "f32", "xf32" -> (bytes, at, v) -> bytes.putFloat(4 * at, v);
        case "f16" -> (bytes, at, v) -> bytes.putShort(2 * at, Float.floatToFloat16(v));
        case "bf16" ->
            (bytes, at, v) -> bytes.putShort(2 * at, (short) (Float.floatToRawIntBits(v) >>> 16));
        case "i8" -> (bytes, at, v) -> bytes.put(at, (byte) v);
        case "fp8" -> (bytes, at, v) -> bytes.put(at, (byte) SmallFormat.fp8(target).nearest(v));
        default -> (bytes, at, v) -> bytes.put(at, (byte) SmallFormat.bf8(target).nearest(v));
      };
    }

    int outputBytes() {
      return types.equals("f64") ? 8 : 4;
    }

    /** Rows go along lanes, then blocks, then what a lane holds of K. */
    ByteBuffer operand(int[][][] values, Format format) {
      ByteBuffer bytes = little(new byte[LANES * perLane * 8]);
      for (int block = 0; block < blocks; block++) {
        for (int i = 0; i < m; i++) {
          for (int l = 0; l < k; l++) {
            int lane = i + m * (block + blocks * (l / perLane));
            format.put(bytes, lane * perLane + l % perLane, values[block][i][l]);
          }
        }
      }
      return bytes;
    }

    ByteBuffer accumulator(int[][][] values, int outputs) {
      ByteBuffer bytes = little(new byte[LANES * outputs * outputBytes()]);
      Format format =
          types.equals("i8")
              ? (b, at, v) -> b.putInt(4 * at, v)
              : format(types.equals("f64") ? "f64" : "f32");
      for (int block = 0; block < blocks; block++) {
        for (int i = 0; i < m; i++) {
          for (int j = 0; j < m; j++) {
            format.put(bytes, outputAt(block, i, j, outputs), values[block][i][j]);
          }
        }
      }
      return bytes;
    }

    /** Four rows of 32-bit results to a lane and then the next lanes; rows of doubles in turn. */
    int outputAt(int block, int i, int j, int outputs) {
      if (types.equals("f64")) {
        return m == 4 ? 16 * i + 4 * block + j : (16 * (i % 4) + j) * outputs + i / 4;
      }
      int lanes = m == 4 ? 4 * block + j : m == 16 ? 16 * (i / 4) + j : 32 * (i / 4 % 2) + j;
      int register = m == 4 ? i : m == 16 ? 4 * block + i % 4 : 16 * block + i / 8 * 4 + i % 4;
      return lanes * outputs + register;
    }

    double output(ByteBuffer bytes, int at) {
      return types.equals("f64")
          ? bytes.getDouble(8 * at)
          : types.equals("i8") ? bytes.getInt(4 * at) : bytes.getFloat(4 * at);
    }

    double expected(int[][][] a, int[][][] b, int[][][] c, int block, int i, int j) {
      // Sharing: block 3 (or 1) of A for all; lanes 16 to 31 (or the first 32) of B for all.
      int blockOfA = shared ? blocks - 1 : block;
      int blockOfB = shared ? blocks == 4 ? 1 : 0 : block;
      int sum = negated ? -c[block][i][j] : c[block][i][j];
      for (int l = 0; l < k; l++) {
        int product = a[blockOfA][i][l] * b[blockOfB][j][l];
        sum += negated ? -product : product;
      }
      return sum;
    }
  }
}
