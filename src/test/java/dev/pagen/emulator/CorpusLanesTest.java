package dev.pagen.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.Target;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the lanes of a wave take from each other, and masks of them. */
@Tag("compiler")
@ResourceLock("corpus")
class CorpusLanesTest {
  private static final int INACTIVE = 0xc001_d00d;

  /** The words of one wave, and what lane {@code lane} should get. */
  interface Words {
    int of(int[] a, int[] b, int lane);
  }

  static final Map<String, Words> CASES = new HashMap<>();

  static {
    CASES.put("count_below", (a, b, lane) -> 5 + lane % 4 + Long.bitCount(counted(lane)));
    CASES.put("read_lane_0", (a, b, lane) -> a[0]);
    CASES.put("read_lane_17", (a, b, lane) -> a[17]);
    CASES.put("read_lane_48", (a, b, lane) -> a[48]);
    CASES.put("read_first", (a, b, lane) -> a[0]);
    CASES.put("read_first_active", (a, b, lane) -> lane % 8 > 5 ? a[6] : 7);
    CASES.put("write_lane", (a, b, lane) -> lane == 33 ? 0x1234 : a[lane]);
    from("gather_next", lane -> lane + 1 & 63);
    from("gather_half", lane -> lane ^ 32);
    CASES.put("gather_anything", (a, b, lane) -> a[b[lane] & 63]);
    from("scatter_next", lane -> lane + 63 & 63);
    from("scatter_half", lane -> lane ^ 32);
    // Of two lanes that write to one, the higher wins; a lane that none writes to gets zero.
    CASES.put("scatter_to_even", (a, b, lane) -> lane % 2 == 0 ? a[lane + 1] : 0);
    CASES.put("gather_from_inactive", (a, b, lane) -> lane % 2 == 0 ? 0 : INACTIVE);
    CASES.put("gather_among_active", (a, b, lane) -> lane % 2 == 0 ? a[lane + 2 & 63] : INACTIVE);
    from("swizzle_identity", lane -> lane);
    from("swizzle_pairs", lane -> lane ^ 1);
    from("swizzle_fours", lane -> lane ^ 4);
    from("swizzle_broadcast", lane -> lane & 32 | lane & 3 | 7);
    from("swizzle_quad_first", lane -> lane & ~3);
    from("swizzle_quad_swap", lane -> lane ^ 1);
    from("swizzle_rotate", lane -> lane & 32 | lane + 5 & 31);
    from("dpp_identity", lane -> lane);
    from("dpp_quad_swap", lane -> lane ^ 1);
    masked("dpp_rows_masked", lane -> lane ^ 1, lane -> (5 >> lane / 16 & 1) != 0);
    masked("dpp_banks_masked", lane -> lane ^ 3, lane -> (6 >> lane / 4 % 4 & 1) != 0);
    from("dpp_mirror_row", lane -> lane ^ 15);
    from("dpp_mirror_half", lane -> lane ^ 7);
    masked("dpp_shift_keeps", lane -> lane - 3, lane -> lane % 16 >= 3);
    CASES.put("dpp_shift_zeroes", (a, b, lane) -> lane % 16 >= 3 ? a[lane - 3] : 0);
    masked("dpp_wave_shift", lane -> lane - 1, lane -> lane > 0);
    from("dpp_wave_rotate", lane -> lane + 1 & 63);
    masked("dpp_last_of_row_31", lane -> 31, lane -> lane >= 32);
    CASES.put("dpp_of_inactive", (a, b, lane) -> lane % 2 == 0 ? ~a[lane] : INACTIVE);
    from("shuffle_low_quarter", lane -> lane & 15);
    from("shuffle_high_quarter", lane -> 32 | lane & 15);
    from("shuffle_up", lane -> lane >= 3 ? lane - 3 : lane);
    from("shuffle_down_in_groups", lane -> lane % 16 + 5 < 16 ? lane + 5 : lane);
  }

  private static void from(String name, IntUnaryOperator source) {
    CASES.put(name, (a, b, lane) -> a[source.applyAsInt(lane)]);
  }

  /** Lanes that take part get another's word; the others keep what they had, here its opposite. */
  private static void masked(String name, IntUnaryOperator source, IntPredicate takesPart) {
    CASES.put(name, (a, b, lane) -> takesPart.test(lane) ? a[source.applyAsInt(lane)] : ~a[lane]);
  }

  static Stream<Arguments> cases() {
    return CorpusCase.of("lanes", CASES);
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("cases")
  void takesTheRightLanesWord(String name, Target target, Words words) {
    Random random = new Random(name.hashCode());
    int[] a = random.ints(128).toArray();
    int[] b = random.ints(128).toArray();
    TestGpu gpu = CorpusGpu.checked(target);
    long out = gpu.poisoned(4 * 128);
    gpu.launch(name, 1, 128, gpu.ints(a), gpu.ints(b), gpu.ints(b), out);
    int[] results = gpu.readInts(out, 128);
    for (int i = 0; i < 128; i++) {
      int[] own = Arrays.copyOfRange(a, i & 64, (i & 64) + 64);
      int[] chosen = Arrays.copyOfRange(b, i & 64, (i & 64) + 64);
      assertThat(results[i])
          .as("%s in lane %d of wave %d", name, i % 64, i / 64)
          .isEqualTo(words.of(own, chosen, i % 64));
    }
  }

  /** The lanes below one that a certain mask names. */
  private static long counted(int lane) {
    return 0x6db6_db6d_b6db_6db6L & (1L << lane) - 1;
  }
}
