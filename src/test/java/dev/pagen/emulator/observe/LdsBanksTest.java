package dev.pagen.emulator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.emulator.machine.ExecutionObserver.Access;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.Family;
import dev.pagen.spec.Target;
import java.util.Arrays;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cost of LDS accesses whose cost is known. */
class LdsBanksTest {
  @ParameterizedTest
  @CdnaTargets
  void consecutiveAccessesOfAnyWidthHaveNoConflict(Target target) {
    for (Access access : Access.values()) {
      for (int bytes : new int[] {1, 2, 4, 8, 16}) {
        LdsBanks.Cost cost = cost(target, access, -1, bytes, lane -> (long) lane * bytes);
        assertThat(cost.conflicts()).as("%s %d", access, bytes).isZero();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"GFX90A, 8", "GFX942, 8", "GFX950, 4"})
  void wideReadsTakeAsManyCyclesAsTheBanksAllow(Target target, int cycles) {
    assertThat(cost(target, Access.READ, -1, 16, lane -> 16L * lane).cycles()).isEqualTo(cycles);
    assertThat(cost(target, Access.WRITE, -1, 16, lane -> 16L * lane).cycles()).isEqualTo(8);
  }

  @ParameterizedTest
  @CdnaTargets
  void oneWordForAllLanesIsSharedByAll(Target target) {
    LdsBanks.Cost cost = cost(target, Access.READ, -1, 4, lane -> 64);
    assertThat(cost).isEqualTo(new LdsBanks.Cost(2, 0));
  }

  /** Lanes 0 and 20 read together, lanes 0 and 4 do not: as published. */
  @ParameterizedTest
  @CdnaTargets
  void wideReadsPairLanesAsPublished(Target target) {
    assertThat(pair(target, 0, 20)).isEqualTo(1);
    assertThat(pair(target, 4, 16)).isEqualTo(1);
    assertThat(pair(target, 32, 55)).isEqualTo(1);
    assertThat(pair(target, 0, 4)).isZero();
    assertThat(pair(target, 0, 32)).isZero();
    assertThat(pair(target, 0, 12)).isEqualTo(target == Target.GFX950 ? 1 : 0);
    assertThat(pair(target, 16, 28)).isEqualTo(target == Target.GFX950 ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({"READ, 4", "READ, 8", "READ, 12", "READ, 16", "WRITE, 8", "WRITE, 16"})
  void everyLaneIsServedOnce(Access access, int bytes) {
    for (Target target : Target.of(Family.CDNA)) {
      for (int lane = 0; lane < Wave.LANES; lane++) {
        assertThat(cost(target, access, 1L << lane, bytes, l -> 16L * l))
            .isEqualTo(new LdsBanks.Cost(1, 0));
      }
    }
  }

  /** Two lanes on the same banks, at different words. */
  private static int pair(Target target, int a, int b) {
    return cost(target, Access.READ, 1L << a | 1L << b, 16, lane -> lane == a ? 0 : 4096)
        .conflicts();
  }

  private static LdsBanks.Cost cost(
      Target target, Access access, long mask, int bytes, IntToLongFunction address) {
    long[] addresses = new long[Wave.LANES];
    Arrays.setAll(addresses, address);
    return new LdsBanks(target).of(access, addresses, mask, bytes);
  }
}
