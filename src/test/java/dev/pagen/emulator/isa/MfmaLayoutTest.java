package dev.pagen.emulator.isa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.Target;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares matrix instructions with AMD's published register mappings, which lie beside this test
 * as CSV files: operands are placed in the registers that the mapping names, and results are read
 * from there.
 */
class MfmaLayoutTest {
  private static final Pattern PLACE =
      Pattern.compile("v(\\d+)\\{(\\d+)}(?:\\.\\[(\\d+):(\\d+)])?");
  private static final int A = 0;
  private static final int B = 16;
  private static final int C = 32;
  private static final int D = 64;

  /** Where one element lies. */
  private record Place(int register, int lane, int shift, int bits) {}

  /** Elements by block, row and column as the CSV lists them. */
  private record Mapping(List<List<List<Place>>> blocks) {
    Place at(int block, int row, int column) {
      return blocks.get(block).get(row).get(column);
    }

    int rows() {
      return blocks.getFirst().size();
    }

    int columns() {
      return blocks.getFirst().getFirst().size();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GFX90A, cdna2, v_mfma_f32_16x16x16bf16_1k, bf16",
    "GFX90A, cdna2, v_mfma_f32_16x16x16f16, f16",
    "GFX90A, cdna2, v_mfma_f32_32x32x8bf16_1k, bf16",
    "GFX942, cdna3, v_mfma_f32_16x16x16_bf16, bf16",
    "GFX942, cdna3, v_mfma_f32_16x16x16_f16, f16",
    "GFX942, cdna3, v_mfma_f32_16x16x32_fp8_fp8, fp8",
    "GFX942, cdna3, v_mfma_f32_32x32x16_fp8_fp8, fp8",
    "GFX942, cdna3, v_mfma_f32_32x32x8_bf16, bf16",
    "GFX942, cdna3, v_mfma_f32_32x32x8_f16, f16",
    "GFX942, cdna3, v_mfma_f32_4x4x4_16b_f16, f16",
    "GFX950, cdna3, v_mfma_f32_16x16x16_bf16, bf16",
    "GFX950, cdna3, v_mfma_f32_32x32x8_f16, f16",
  })
  void multipliesAsThePublishedMappingSays(
      Target target, String family, String instruction, String type) {
    Mapping a = read(family, instruction, "A");
    Mapping b = read(family, instruction, "B");
    Mapping d = read(family, instruction, "D");
    int m = d.rows();
    int n = d.columns();
    int k = a.columns();
    int blocks = d.blocks().size();
    Random random = new Random(instruction.hashCode());
    OneWave wave = zeroed(target);
    float[][][] rows = new float[blocks][m][k];
    float[][][] columns = new float[blocks][n][k];
    float[][][] c = new float[blocks][m][n];
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < m; i++) {
        for (int kk = 0; kk < k; kk++) {
          rows[block][i][kk] = random.nextInt(-7, 8);
          columns[block][i][kk] = random.nextInt(-7, 8);
          place(wave, A, a.at(block, i, kk), encode(type, rows[block][i][kk]));
          // B is listed with k as rows.
          place(wave, B, b.at(block, kk, i), encode(type, columns[block][i][kk]));
        }
        for (int j = 0; j < n; j++) {
          c[block][i][j] = random.nextInt(-1000, 1000);
          place(wave, C, d.at(block, i, j), Float.floatToRawIntBits(c[block][i][j]));
        }
      }
    }
    int perLane = m * k * blocks * a.at(0, 0, 0).bits() / 64 / 32;
    int results = m * n * blocks / 64;
    wave.execute(
        "%s v[%d:%d], v[%d:%d], v[%d:%d], v[%d:%d]"
            .formatted(
                instruction,
                D,
                D + results - 1,
                A,
                A + perLane - 1,
                B,
                B + perLane - 1,
                C,
                C + results - 1));
    for (int block = 0; block < blocks; block++) {
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          float expected = c[block][i][j];
          for (int kk = 0; kk < k; kk++) {
            expected += rows[block][i][kk] * columns[block][j][kk];
          }
          Place p = d.at(block, i, j);
          float actual = Float.intBitsToFloat(wave.vector(D + p.register(), p.lane()));
          assertThat(actual).as("block %d, element %d, %d", block, i, j).isEqualTo(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "16, 16, 1, 16",
    "16, 4, 4, 16",
    "32, 8, 1, 16",
    "32, 4, 2, 16",
    "4, 4, 16, 16",
    "16, 32, 1, 8",
    "32, 16, 1, 8",
    "16, 128, 1, 4",
    "16, 128, 1, 6",
    "16, 128, 1, 8",
    "32, 64, 1, 4",
    "32, 64, 1, 6",
    "32, 64, 1, 8",
    "32, 2, 1, 32",
    "16, 1, 4, 32"
  })
  void mapsEveryElementExactlyOnce(int size, int k, int blocks, int bits) {
    MfmaShape shape = new MfmaShape(size, size, k, blocks);
    HashSet<Integer> sources = new HashSet<>();
    HashSet<Integer> results = new HashSet<>();
    for (int lane = 0; lane < 64; lane++) {
      for (int j = 0; j < shape.perLane(); j++) {
        int kk = shape.k(lane, j, bits);
        sources.add((shape.block(lane) * size + shape.row(lane)) * k + kk);
      }
      for (int r = 0; r < shape.resultsPerLane(); r++) {
        int row = shape.resultBlock(r, lane) * size + shape.resultRow(r, lane);
        results.add(row * size + shape.resultColumn(lane));
      }
    }
    assertThat(sources).hasSize(size * k * blocks).allMatch(i -> i < size * k * blocks);
    assertThat(results).hasSize(size * size * blocks).allMatch(i -> i < size * size * blocks);
  }

  private static OneWave zeroed(Target target) {
    OneWave wave = new OneWave(target);
    java.util.Arrays.fill(wave.wave.v, 0);
    return wave;
  }

  private static void place(OneWave wave, int base, Place p, int bits) {
    int register = base + p.register();
    wave.vector(register, p.lane(), wave.vector(register, p.lane()) | bits << p.shift());
  }

  private static int encode(String type, float value) {
    return switch (type) {
      case "f16" -> Float.floatToFloat16(value) & 0xffff;
      case "bf16" -> Float.floatToRawIntBits(value) >>> 16;
      default -> SmallFloat.E4M3_FNUZ.encode(value, true);
    };
  }

  private static Mapping read(String family, String instruction, String matrix) {
    String name =
        "mfma/%s.%s.%s.csv".formatted(family, instruction.toLowerCase(Locale.ROOT), matrix);
    List<List<List<Place>>> blocks = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(MfmaLayoutTest.class.getResourceAsStream(name), name),
                StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("Block")) {
          blocks.add(new ArrayList<>());
        } else if (!line.isEmpty() && Character.isDigit(line.charAt(0))) {
          blocks.getLast().add(places(line));
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return new Mapping(blocks);
  }

  private static List<Place> places(String line) {
    List<Place> places = new ArrayList<>();
    Matcher matcher = PLACE.matcher(line);
    while (matcher.find()) {
      int high = matcher.group(3) == null ? 31 : Integer.parseInt(matcher.group(3));
      int low = matcher.group(4) == null ? 0 : Integer.parseInt(matcher.group(4));
      places.add(
          new Place(
              Integer.parseInt(matcher.group(1)),
              Integer.parseInt(matcher.group(2)),
              low,
              high - low + 1));
    }
    return places;
  }
}
