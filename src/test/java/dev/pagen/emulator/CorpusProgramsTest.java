package dev.pagen.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.Target;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole programs of one workgroup, beside Java's library or a plainer way to the same answer. */
@Tag("compiler")
@ResourceLock("corpus")
class CorpusProgramsTest {
  private static final int ITEMS = 256;

  /** What the output's first words become; the others stay as they were. */
  interface Program {
    int[] answer(int[] in);
  }

  static final Map<String, Program> CASES = new HashMap<>();

  static {
    CASES.put("tree_sum", in -> new int[] {Arrays.stream(in, 0, ITEMS).sum()});
    each("running_sum", (in, t) -> Arrays.stream(in, 0, t + 1).sum());
    CASES.put("sorted_bitonic", CorpusProgramsTest::sorted);
    CASES.put("sorted_by_rank", CorpusProgramsTest::sorted);
    each("transposed_tile", (in, t) -> in[t % 16 * 16 + t / 16]);
    each(
        "multiplied_tiles",
        (in, t) ->
            IntStream.range(0, 16)
                .map(k -> in[t / 16 * 16 + k] * in[ITEMS + 16 * k + t % 16])
                .sum());
    CASES.put(
        "histogram",
        in ->
            IntStream.range(0, 16)
                .map(bin -> (int) Arrays.stream(in, 0, ITEMS).filter(x -> x >>> 28 == bin).count())
                .toArray());
    CASES.put(
        "compacted",
        in ->
            Arrays.stream(in, 0, ITEMS)
                .filter(x -> Integer.remainderUnsigned(x, 3) == 0)
                .toArray());
    each("collatz_steps", (in, t) -> steps(Integer.remainderUnsigned(in[t], 10000) + 1));
    each("common_divisor", (in, t) -> big(in[t]).gcd(big(in[ITEMS + t])).intValue());
    each("recursion_in_recursion", CorpusProgramsTest::ackermann);
    each(
        "called_by_pointer",
        (in, t) ->
            switch (Integer.remainderUnsigned(in[t], 3)) {
              case 0 -> in[t] + in[ITEMS + t];
              case 1 -> in[t] * in[ITEMS + t];
              default -> Integer.rotateLeft(in[t], in[ITEMS + t]);
            });
    each("checksum_crc", (in, t) -> checksum(new CRC32(), in, t % 64 + 1));
    each("checksum_adler", (in, t) -> checksum(new Adler32(), in, t + 1));
    each("digest_of_a_word", (in, t) -> digest(in[t]));
    each("drawn_numbers", (in, t) -> drawn(in[t], in[ITEMS + t]));
    each(
        "interleaved_bits",
        (in, t) -> spread(in[t] & 0xffff) | spread(in[ITEMS + t] & 0xffff) << 1);
    each(
        "counted_bits",
        (in, t) ->
            Integer.bitCount(in[t])
                | Integer.numberOfLeadingZeros(in[t]) << 8
                | (in[t] == 0 ? 0 : Integer.numberOfTrailingZeros(in[t]) + 1) << 16
                | Integer.reverse(in[t]) & 0xff00_0000);
    each("queens_placed", (in, t) -> new int[] {2, 10, 4, 40}[t % 4]);
    CASES.put("cells_that_live", CorpusProgramsTest::generations);
    each("steps_that_differ", (in, t) -> distance(in[t], in[ITEMS + t], 8, 8));
    each("long_product", CorpusProgramsTest::productWord);
    each(
        "power_modulo",
        (in, t) ->
            big(in[t]).modPow(BigInteger.valueOf(65537 + t), big(in[ITEMS + t] | 3)).intValue());
    each("whole_root", (in, t) -> big(in[t]).sqrt().intValue());
    each(
        "found_by_halving",
        (in, t) ->
            (int)
                IntStream.range(0, ITEMS)
                    .filter(
                        k ->
                            (k * 0x0100_0000L + (in[k] & 0xff_ffff))
                                < (in[ITEMS + t] & 0xffff_ffffL))
                    .count());
    each("many_ways", (in, t) -> ways(in[t]));
    each("summed_with_care", CorpusProgramsTest::sum);
  }

  private interface Item {
    int answer(int[] in, int item);
  }

  private static void each(String name, Item item) {
    CASES.put(name, in -> IntStream.range(0, ITEMS).map(t -> item.answer(in, t)).toArray());
  }

  static Stream<Arguments> cases() {
    return CorpusCase.of("programs", CASES);
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("cases")
  void givesTheAnswer(String name, Target target, Program program) {
    int[] in = new Random(name.hashCode()).ints(2 * ITEMS).toArray();
    in[0] = 0;
    in[1] = -1;
    in[2] = in[3];
    TestGpu gpu = CorpusGpu.checked(target);
    long out = gpu.poisoned(4 * ITEMS);
    gpu.launch(name, 1, ITEMS, gpu.ints(in), out);
    int[] expected = new int[ITEMS];
    Arrays.fill(expected, -1);
    int[] answer = program.answer(in);
    System.arraycopy(answer, 0, expected, 0, answer.length);
    assertThat(gpu.readInts(out, ITEMS)).as(name).isEqualTo(expected);
  }

  private static BigInteger big(int unsigned) {
    return BigInteger.valueOf(unsigned & 0xffff_ffffL);
  }

  private static int[] sorted(int[] in) {
    return Arrays.stream(in, 0, ITEMS)
        .mapToLong(x -> x & 0xffff_ffffL)
        .sorted()
        .mapToInt(x -> (int) x)
        .toArray();
  }

  private static int steps(long x) {
    int steps = 0;
    for (; x != 1; steps++) {
      x = x % 2 == 0 ? x / 2 : 3 * x + 1;
    }
    return steps;
  }

  /** In closed form for the first three of the family. */
  private static int ackermann(int[] in, int t) {
    int n = Integer.remainderUnsigned(Integer.divideUnsigned(in[t], 3), 4);
    return switch (Integer.remainderUnsigned(in[t], 3)) {
      case 0 -> n + 1;
      case 1 -> n + 2;
      default -> 2 * n + 3;
    };
  }

  private static int checksum(Checksum checksum, int[] in, int words) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * words).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(in, 0, words);
    checksum.update(bytes);
    return (int) checksum.getValue();
  }

  private static int digest(int word) {
    try {
      byte[] bytes = ByteBuffer.allocate(4).putInt(word).array();
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes)).getInt();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** The generator PCG-XSH-RR, in numbers of any length. */
  private static int drawn(int first, int second) {
    BigInteger all = BigInteger.ONE.shiftLeft(64);
    BigInteger state =
        big(first).multiply(new BigInteger("5851f42d4c957f2d", 16)).add(big(second)).mod(all);
    int last = 0;
    for (int k = 0; k < 20; k++) {
      int mixed = state.shiftRight(18).xor(state).shiftRight(27).intValue();
      last ^= Integer.rotateRight(mixed, state.shiftRight(59).intValue());
      state =
          state
              .multiply(new BigInteger("6364136223846793005"))
              .add(new BigInteger("1442695040888963407"))
              .mod(all);
    }
    return last;
  }

  private static int spread(int half) {
    int spread = 0;
    for (int k = 0; k < 16; k++) {
      spread |= (half >> k & 1) << 2 * k;
    }
    return spread;
  }

  private static int[] generations(int[] in) {
    int[] cells = IntStream.range(0, ITEMS).map(t -> in[t] & 1).toArray();
    for (int generation = 0; generation < 5; generation++) {
      int[] old = cells;
      cells =
          IntStream.range(0, ITEMS)
              .map(
                  t -> {
                    int neighbours = -old[t];
                    for (int k = 0; k < 9; k++) {
                      int y = t / 16 + k / 3 + 15 & 15;
                      neighbours += old[16 * y + (t + k % 3 + 15 & 15)];
                    }
                    return neighbours == 3 || neighbours == 2 && old[t] == 1 ? 1 : 0;
                  })
              .toArray();
    }
    return cells;
  }

  /** The edit distance of the first digits of two words, by its definition. */
  private static int distance(int x, int y, int i, int j) {
    int[][] table = new int[i + 1][j + 1];
    for (int a = 0; a <= i; a++) {
      for (int b = 0; b <= j; b++) {
        if (a == 0 || b == 0) {
          table[a][b] = a + b;
        } else {
          boolean same = (x >>> 4 * (a - 1) & 15) == (y >>> 4 * (b - 1) & 15);
          int changed = table[a - 1][b - 1] + (same ? 0 : 1);
          table[a][b] = Math.min(changed, 1 + Math.min(table[a - 1][b], table[a][b - 1]));
        }
      }
    }
    return table[i][j];
  }

  private static int productWord(int[] in, int t) {
    BigInteger product = number(in, 4 * (t % 64)).multiply(number(in, ITEMS + 4 * (t % 64)));
    int at = 64 * (t / 64);
    return product.shiftRight(at).intValue() ^ product.shiftRight(at + 32).intValue();
  }

  private static BigInteger number(int[] in, int at) {
    BigInteger number = BigInteger.ZERO;
    for (int k = 3; k >= 0; k--) {
      number = number.shiftLeft(32).add(big(in[at + k]));
    }
    return number;
  }

  private static int ways(int x) {
    for (int k = 0; k < 12; k++) {
      switch (Integer.remainderUnsigned(x, 7)) {
        case 0 -> x = 3 * x + 1;
        case 1 -> x ^= x >>> 5;
        case 2 -> x += (x & 0x100) != 0 ? 0 : 0x123_4567;
        case 3 -> x = ~x;
        case 4 -> x = Integer.rotateLeft(x, 3) - 77;
        case 5 -> x -= 77;
        default -> {
          if (Integer.compareUnsigned(x, 0xf000_0000) > 0) {
            return x;
          }
          x += k;
        }
      }
    }
    return x;
  }

  private static int sum(int[] in, int t) {
    double sum = 0;
    double lost = 0;
    for (int k = 0; k < 64; k++) {
      double value = in[(t + k) % ITEMS] * 1e-3 - lost;
      double next = sum + value;
      lost = next - sum - value;
      sum = next;
    }
    long bits = Double.doubleToRawLongBits(sum);
    return (int) (bits ^ bits >>> 32);
  }
}
