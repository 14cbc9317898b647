package dev.pagen.emulator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.emulator.machine.ExecutionObserver.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Runs of bytes are judged as their bytes are one by one, by a plain list of what happened. */
class LdsBytesTest {
  private static final int SIZE = 48;
  private static final int WAVES = 16;

  /** An access since the last barrier. */
  private record Past(int wave, Access access, int from, int to) {
    boolean races(int otherWave, Access other, int at) {
      boolean harmless = access == other && access != Access.WRITE;
      return wave != otherWave && !harmless && at >= from && at < to;
    }
  }

  @Test
  void findsRacesAndUnwrittenBytesAsAListOfAccessesDoes() {
    Random random = new Random(20261130);
    LdsBytes bytes = new LdsBytes(SIZE);
    int faults = 0;
    for (int round = 0; round < 400; round++) {
      bytes.forget();
      boolean[] written = new boolean[SIZE];
      List<Past> past = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        if (random.nextInt(4) == 0) {
          bytes.forgetAccesses();
          past.clear();
        }
        Access access = Access.values()[random.nextInt(3)];
        int wave = random.nextInt(WAVES);
        int from = random.nextInt(SIZE);
        int to = from + random.nextInt(SIZE - from) + 1;
        boolean asked = access != Access.WRITE && random.nextBoolean();
        boolean expected = true;
        for (int at = from; at < to; at++) {
          int here = at;
          int racing =
              past.stream()
                  .filter(p -> p.races(wave, access, here))
                  .mapToInt(p -> 1 << p.wave)
                  .reduce(0, (a, b) -> a | b);
          assertThat(bytes.conflicting(wave, access, at)).isEqualTo(racing);
          assertThat(bytes.isWritten(at)).isEqualTo(written[at]);
          expected &= racing == 0 && (written[at] || !asked);
        }
        assertThat(bytes.access(wave, access, from, to, asked)).isEqualTo(expected);
        past.add(new Past(wave, access, from, to));
        for (int at = from; at < to; at++) {
          written[at] |= access == Access.WRITE;
        }
        faults += expected ? 0 : 1;
      }
    }
    assertThat(faults).isBetween(1000, 4500);
  }
}
