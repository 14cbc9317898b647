package dev.pagen.emulator.isa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.emulator.machine.Region;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.Target;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * gfx950's transposing reads: each sixteen lanes read a matrix of rows of sixteen elements, the
 * lanes in order along the rows, and lane {@code c} of them gets column {@code c}.
 */
class TransposeReadsTest {
  private static final int COLUMNS = 16;
  private static final int ADDRESS = 0;
  private static final int RESULT = 4;

  @ParameterizedTest
  @CsvSource({
    "ds_read_b64_tr_b16, 2, 16",
    "ds_read_b64_tr_b8, 2, 8",
    "ds_read_b64_tr_b4, 2, 4",
    "ds_read_b96_tr_b6, 3, 6"
  })
  void givesEachLaneAColumn(String instruction, int words, int bits) {
    Random random = new Random(bits);
    int rows = 32 * words / bits;
    int lanesPerRow = COLUMNS / rows;
    OneWave wave = new OneWave(Target.GFX950);
    int[][][] matrices = new int[Wave.LANES / COLUMNS][rows][COLUMNS];
    for (int lane = 0; lane < Wave.LANES; lane++) {
      int group = lane / COLUMNS;
      int row = lane % COLUMNS / lanesPerRow;
      int firstColumn = lane % lanesPerRow * rows;
      // Each lane's bytes lie anywhere: only the lane's number says what they are.
      int address = 16 * (lane * 37 % Wave.LANES);
      wave.vector(ADDRESS, lane, address);
      int[] packed = new int[words];
      for (int e = 0; e < rows; e++) {
        int value = random.nextInt(1 << bits);
        matrices[group][row][firstColumn + e] = value;
        pack(packed, e * bits, bits, value);
      }
      for (int w = 0; w < words; w++) {
        wave.wave.group.lds.segment.set(Region.INT, 32 + address + 4L * w, packed[w]);
      }
    }
    wave.execute(
        "%s v[%d:%d], v%d offset:32".formatted(instruction, RESULT, RESULT + words - 1, ADDRESS));
    for (int lane = 0; lane < Wave.LANES; lane++) {
      int[] expected = new int[words];
      for (int row = 0; row < rows; row++) {
        pack(expected, row * bits, bits, matrices[lane / COLUMNS][row][lane % COLUMNS]);
      }
      for (int w = 0; w < words; w++) {
        assertThat(wave.vector(RESULT + w, lane)).as("lane %d", lane).isEqualTo(expected[w]);
      }
    }
  }

  private static void pack(int[] words, int position, int bits, int value) {
    for (int i = 0; i < bits; i++) {
      int at = position + i;
      words[at / 32] |= (value >> i & 1) << at % 32;
    }
  }
}
