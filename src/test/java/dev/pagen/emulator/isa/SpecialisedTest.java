package dev.pagen.emulator.isa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.emulator.machine.Wave;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SpecialisedTest {
  private final int[] a = new int[3 * Wave.LANES];

  @Test
  void eachCopyComputesItsOwnFunction() {
    WordLoop sum = WordLoop.of((x, y, z) -> x + y + z).get();
    WordLoop difference = WordLoop.of((x, y, z) -> x - y).get();
    assertThat(run(sum, -1)).containsOnly(7 + 3 + 3);
    assertThat(run(difference, -1)).containsOnly(7 - 3);
    assertThat(run(sum, -1)).containsOnly(7 + 3 + 3);
  }

  @Test
  void thereIsOneCopyOfEach() {
    Specialised<WordLoop> loop = WordLoop.of((x, y, z) -> x);
    assertThat(loop.get()).isSameAs(loop.get());
    assertThat(loop.get().getClass()).isNotEqualTo(WordLoop.of((x, y, z) -> x).get().getClass());
  }

  @Test
  void lanesThatAreNotInTheMaskKeepWhatTheyHave() {
    int[] results = run(WordLoop.of((x, y, z) -> x).get(), 0x8000_0000_0000_0005L);
    for (int lane = 0; lane < Wave.LANES; lane++) {
      assertThat(results[lane]).isEqualTo(lane == 0 || lane == 2 || lane == 63 ? 7 : -1);
    }
  }

  private int[] run(WordLoop loop, long mask) {
    Arrays.fill(a, 0, Wave.LANES, 7);
    Arrays.fill(a, Wave.LANES, 2 * Wave.LANES, 3);
    Arrays.fill(a, 2 * Wave.LANES, 3 * Wave.LANES, -1);
    loop.run(mask, a, 0, a, Wave.LANES, a, Wave.LANES, a, 2 * Wave.LANES);
    return Arrays.copyOfRange(a, 2 * Wave.LANES, 3 * Wave.LANES);
  }
}
