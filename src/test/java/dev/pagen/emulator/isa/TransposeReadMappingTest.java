package dev.pagen.emulator.isa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.Target;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * gfx950's 16-bit transpose read, against the mapping that ROCm's simulator took over after its own
 * had been found wrong beside hardware (ROCm/rocm-systems pull request 10175): halfword {@code n}
 * of lane {@code l} is halfword {@code l & 3} of what lane {@code (l & ~15 | l >> 2 & 3) + 4 * n}
 * addresses.
 */
class TransposeReadMappingTest {
  private static final int ADDRESS = 10;
  private static final int RESULT = 12;

  @Test
  void eachHalfwordComesFromTheLaneThatHardwareTakesItFrom() {
    OneWave wave = written(lane -> 8 * lane);
    wave.execute("ds_read_b64_tr_b16 v[12:13], v10");
    for (int lane = 0; lane < Wave.LANES; lane++) {
      for (int n = 0; n < 4; n++) {
        int from = (lane & ~15 | lane >> 2 & 3) + 4 * n;
        assertThat(halfword(wave, lane, n))
            .as("halfword %d of lane %d", n, lane)
            .isEqualTo(from << 4 | lane & 3);
      }
    }
  }

  /** The lanes' addresses need no order: they say which rows are transposed. */
  @Test
  void followsTheAddressesOfTheSourceLanes() {
    OneWave wave = written(lane -> 8 * (lane ^ 37));
    wave.execute("ds_read_b64_tr_b16 v[12:13], v10");
    for (int lane = 0; lane < Wave.LANES; lane++) {
      int from = lane & ~15 | lane >> 2 & 3;
      assertThat(halfword(wave, lane, 0)).isEqualTo((from ^ 37) << 4 | lane & 3);
    }
  }

  /** LDS with, at 8 * i, the four halfwords {@code i << 4 | 0 .. 3}. */
  private static OneWave written(IntUnaryOperator address) {
    OneWave wave = new OneWave(Target.GFX950);
    for (int lane = 0; lane < Wave.LANES; lane++) {
      wave.vector(ADDRESS, lane, 8 * lane);
      int first = lane << 4;
      wave.vector(RESULT, lane, first | (first | 1) << 16);
      wave.vector(RESULT + 1, lane, first | 2 | (first | 3) << 16);
    }
    wave.execute("ds_write_b64 v10, v[12:13]");
    for (int lane = 0; lane < Wave.LANES; lane++) {
      wave.vector(ADDRESS, lane, address.applyAsInt(lane));
    }
    return wave;
  }

  private static int halfword(OneWave wave, int lane, int n) {
    return wave.vector(RESULT + n / 2, lane) >>> 16 * (n % 2) & 0xffff;
  }
}
