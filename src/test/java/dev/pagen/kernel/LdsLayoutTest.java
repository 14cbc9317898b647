package dev.pagen.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.CdnaTargets;
import dev.pagen.spec.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The staged tile is written by rows and read by columns, 64 lanes at a time. */
class LdsLayoutTest {
  private static final int TOKENS = 16;

  /**
   * Lanes that a 16-byte read serves together where LDS has 64 banks: not consecutive ones.
   * Measured for CDNA 4 by the authors of HipKittens (arXiv 2511.08083).
   */
  private static final List<int[]> WIDE_READ_GROUPS =
      List.of(
          lanes(0, 4, 12, 16, 20, 28), lanes(4, 12, 16, 20, 28, 32),
          lanes(32, 36, 44, 48, 52, 60), lanes(36, 44, 48, 52, 60, 64));

  @ParameterizedTest
  @CdnaTargets
  void keepsEveryByteOfATileApart(Target target) {
    for (int rowBytes : List.of(128, 256, 512, 1024)) {
      LdsLayout layout = LdsLayout.of(rowBytes, LdsLayout.CHUNK, target);
      Set<Integer> addresses = new HashSet<>();
      for (int row = 0; row < TOKENS; row++) {
        for (int b = 0; b < rowBytes; b++) {
          addresses.add(layout.address(rowBytes, row, b));
        }
      }
      assertThat(addresses)
          .hasSize(TOKENS * rowBytes)
          .allMatch(address -> address >= 0 && address < TOKENS * rowBytes);
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void readsColumnsWithoutBankConflicts(Target target) {
    for (int rowBytes : List.of(128, 256, 512, 1024)) {
      LdsLayout layout = LdsLayout.of(rowBytes, LdsLayout.CHUNK, target);
      for (int j = 0; j < rowBytes / 64; j++) {
        int chunk = 4 * j;
        IntUnaryOperator address =
            lane -> layout.address(rowBytes, lane % 16, (chunk + lane / 16) * 16);
        for (int[] group : readGroups(target)) {
          assertNoConflict(target, group, address, 16);
        }
      }
    }
  }

  /** A transposing read: lanes 4i .. 4i + 3 of sixteen take 32 bytes of row i of their four. */
  @Test
  void readsTransposedBlocksWithoutBankConflicts() {
    Target target = Target.GFX950;
    for (int rowBytes : List.of(128, 256, 512, 1024)) {
      LdsLayout layout = LdsLayout.of(rowBytes, LdsLayout.TRANSPOSED, target);
      for (int e = 0; e < rowBytes / 32; e++) {
        int block = 32 * e;
        IntUnaryOperator address =
            lane -> layout.address(rowBytes, 4 * (lane / 16) + lane % 16 / 4, block + lane % 4 * 8);
        for (int[] group : consecutive(32)) {
          assertNoConflict(target, group, address, 8);
        }
      }
    }
  }

  @ParameterizedTest
  @CdnaTargets
  void writesRowsWithoutBankConflicts(Target target) {
    for (int unit : List.of(LdsLayout.CHUNK, LdsLayout.TRANSPOSED)) {
      writesRowsWithoutBankConflicts(target, unit);
    }
  }

  private static void writesRowsWithoutBankConflicts(Target target, int unit) {
    for (int headSize : Support.HEAD_SIZES) {
      RowSlices slices = RowSlices.of(2 * headSize);
      int rowBytes = slices.stagedBytes();
      LdsLayout layout = LdsLayout.of(rowBytes, unit, target);
      for (int s = 0; s < slices.count(); s++) {
        int start = s * 16 * slices.bytes();
        for (int i = 0; i < 4; i++) {
          int step = i;
          IntUnaryOperator address =
              lane ->
                  layout.address(
                      rowBytes, 4 * (lane / 16) + step, start + lane % 16 * slices.bytes());
          for (int[] group : consecutive(128 / slices.bytes())) {
            assertNoConflict(target, group, address, slices.bytes());
          }
        }
      }
    }
  }

  private static List<int[]> readGroups(Target target) {
    List<int[]> groups = new ArrayList<>(consecutive(target.ldsBanks() * 4 / 16));
    if (target.ldsBanks() == 64) {
      groups.addAll(WIDE_READ_GROUPS);
    }
    return groups;
  }

  private static List<int[]> consecutive(int together) {
    return IntStream.range(0, 64 / together)
        .mapToObj(g -> IntStream.range(g * together, (g + 1) * together).toArray())
        .toList();
  }

  private static int[] lanes(int... bounds) {
    return IntStream.range(0, bounds.length / 2)
        .flatMap(i -> IntStream.range(bounds[2 * i], bounds[2 * i + 1]))
        .toArray();
  }

  private static void assertNoConflict(
      Target target, int[] group, IntUnaryOperator address, int bytes) {
    Set<Integer> banks = new HashSet<>();
    for (int lane : group) {
      for (int b = 0; b < bytes; b += 4) {
        int bank = (address.applyAsInt(lane) + b) / 4 % target.ldsBanks();
        assertThat(banks.add(bank)).as("lane %d alone on bank %d", lane, bank).isTrue();
      }
    }
  }
}
