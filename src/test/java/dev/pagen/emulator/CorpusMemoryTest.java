package dev.pagen.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.Target;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Loads and stores of every way to memory, beside the same copies in Java. */
@Tag("compiler")
@ResourceLock("corpus")
class CorpusMemoryTest {
  private static final int WORDS = 4096;
  private static final int ITEMS = 64;

  /** What the output's words become, which were all ones, of those of the input. */
  private interface Effect {
    void on(Words in, Words out);
  }

  /** A buffer whose words, halves and bytes are read and written. */
  record Words(int[] words) {
    int at(int byteOffset) {
      return words[byteOffset / 4];
    }

    int part(int byteOffset, int bytes) {
      return words[byteOffset / 4] >>> 8 * (byteOffset & 3) & (1 << 8 * bytes) - 1;
    }

    void put(int byteOffset, int bytes, int value) {
      int shift = 8 * (byteOffset & 3);
      int mask = (bytes == 4 ? -1 : (1 << 8 * bytes) - 1) << shift;
      words[byteOffset / 4] = words[byteOffset / 4] & ~mask | value << shift & mask;
    }
  }

  /** A check, with the bytes of the buffers that a resource reaches. */
  record Check(int bytes, Effect effect) {}

  static final Map<String, Check> CASES = new HashMap<>();

  static {
    copies("global_dword", 4, 4, 4);
    copies("global_dwordx2", 8, 8, -8);
    copies("global_dwordx3", 12, 12, 0);
    copies("global_dwordx4", 16, 24, 0);
    copies("flat_dword", 4, 4, 136);
    copies("flat_dwordx4", 16, 16, 0);
    copies("global_with_scalar_base", 4, 8, 0);
    copies("buffer_dword", 4, 0, 0);
    copies("buffer_dword_offset", 4, 12, 8);
    copies("buffer_dwordx2", 8, 0, 0);
    copies("buffer_dwordx4", 16, 32, 0);
    copies("buffer_scalar_offset", 4, 4, 4);
    each("buffer_bytes", (in, out, i) -> out.put(2 * i + 1, 1, in.part(2 * i, 1)));
    each("buffer_halves", (in, out, i) -> out.put(2 * i, 2, in.part(2 * i, 2)));
    each("buffer_index", (in, out, i) -> out.put(16 * i + 8, 4, in.at(16 * i + 4)));
    each(
        "buffer_index_and_offset",
        (in, out, i) -> {
          int at = 16 * i + 4 * (i % 3) + 4;
          out.put(at, 4, in.at(at));
        });
    CASES.put(
        "buffer_ends",
        new Check(
            100,
            (in, out) -> {
              for (int i = 0; i < ITEMS; i++) {
                out.put(4 * (1024 + i), 4, i < 25 ? in.at(4 * i) : 0);
                if (i < 25) {
                  out.put(4 * i, 4, 0x1111 + i);
                }
              }
            }));
    each(
        "global_parts_of_words",
        (in, out, i) -> {
          out.put(20 * i, 4, in.part(4 * i, 1));
          out.put(20 * i + 4, 4, (byte) in.part(4 * i + 1, 1));
          out.put(20 * i + 8, 4, in.part(4 * i + 2, 2));
          out.put(20 * i + 12, 4, (short) in.part(4 * i + 2, 2));
          out.put(20 * i + 16, 4, in.part(4 * i, 2) << 16 | 0x5555);
        });
    each(
        "global_store_parts",
        (in, out, i) -> {
          out.put(8 * i, 1, in.part(4 * i, 1));
          out.put(8 * i + 1, 1, in.part(4 * i + 2, 1));
          out.put(8 * i + 2, 2, in.part(4 * i, 2));
          out.put(8 * i + 4, 2, in.part(4 * i + 2, 2));
        });
    scalars("scalar_words", 1, 2, 3, 8, 9, 10, 11);
    scalars("buffer_scalar_loads", 3, 6, 7, 18, 19, 20, 21);
    scalars(
        "scalar_rows",
        4,
        5,
        6,
        7,
        8,
        9,
        10,
        11,
        18,
        19,
        20,
        21,
        22,
        23,
        24,
        25,
        26,
        27,
        28,
        29,
        30,
        31,
        32,
        33);
    each(
        "flat_apertures",
        (in, out, i) ->
            out.put(
                4 * i,
                4,
                switch (i % 3) {
                  case 0 -> in.at(4 * i);
                  case 1 -> 100 + (i ^ 1);
                  default -> 200 + 4 * i + (i & 3);
                }));
    each("scratch_widths", CorpusMemoryTest::privateBytes);
    lds("lds_parts", CorpusMemoryTest::partsOfLds);
    lds("lds_b64", (in, i) -> new int[] {in[2 * i + 4], in[2 * i + 5], 0, 0});
    lds("lds_b96", (in, i) -> new int[] {in[4 * i], in[4 * i + 1], in[4 * i + 2], 0});
    lds("lds_b128", (in, i) -> Arrays.copyOfRange(in, 4 * i + 8, 4 * i + 12));
    lds("lds_two_words", (in, i) -> new int[] {in[i + 3], in[i + 70], 0, 0});
    lds(
        "lds_two_doubles",
        (in, i) -> new int[] {in[2 * i + 18], in[2 * i + 19], in[2 * i + 4], in[2 * i + 5]});
    lds("lds_two_far_words", (in, i) -> new int[] {in[i + 64], in[i + 576], 0, 0});
    lds("lds_two_writes", (in, i) -> new int[] {i, 1000 + i, 1000 + i, i});
    lds("lds_exchange_two", (in, i) -> new int[] {in[i + 64], in[i + 128], 5 + i, 77});
    lds("lds_by_thread", (in, i) -> new int[] {3 * i, 3 * i, 0, 0});
    lds(
        "lds_halves_kept",
        (in, i) -> {
          int a = in[i] & 0xffff | in[i] >>> 24 << 16;
          return new int[] {a, in[i] & 0xff | (a >>> 16 & 0xff) << 8 | a & 0xffff_0000, 0, 0};
        });
    lds("to_lds_dword", (in, i) -> new int[] {in[i ^ 5], 0, 0, 0});
    lds(
        "to_lds_dwordx3",
        (in, i) -> new int[] {in[3 * (i ^ 5)], in[3 * (i ^ 5) + 1], in[3 * (i ^ 5) + 2], 0});
    lds("to_lds_dwordx4", (in, i) -> Arrays.copyOfRange(in, 4 * (i ^ 5), 4 * (i ^ 5) + 4));
    // Halfword n of lane l comes from lane (l & ~15 | l >> 2 & 3) + 4 n (TransposeReadMappingTest).
    lds("transposed_halves", CorpusMemoryTest::transposedHalves);
  }

  private interface ItemEffect {
    void on(Words in, Words out, int item);
  }

  private interface LaneWords {
    int[] of(int[] in, int lane);
  }

  private static void each(String name, ItemEffect effect) {
    CASES.put(
        name,
        new Check(
            4 * WORDS,
            (in, out) -> {
              for (int i = 0; i < ITEMS; i++) {
                effect.on(in, out, i);
              }
            }));
  }

  private static void copies(String name, int bytes, int from, int to) {
    each(
        name,
        (in, out, i) -> {
          for (int k = 0; k < bytes; k += 4) {
            int start = to < 0 ? 64 : 0;
            out.put(start + bytes * i + k + to, 4, in.at(bytes * i + k + from));
          }
        });
  }

  private static void scalars(String name, int... words) {
    CASES.put(
        name,
        new Check(
            4 * WORDS,
            (in, out) -> {
              for (int k = 0; k < words.length; k++) {
                out.put(4 * k, 4, in.at(4 * words[k]));
              }
            }));
  }

  private static void lds(String name, LaneWords words) {
    each(
        name,
        (in, out, i) -> {
          int[] expected = words.of(in.words, i);
          for (int k = 0; k < 4; k++) {
            out.put(16 * i + 4 * k, 4, expected[k]);
          }
        });
  }

  private static int[] partsOfLds(int[] in, int i) {
    int w = in[i];
    return new int[] {w >>> 8 & 0xff, (byte) (w >> 16), w & 0xffff, w >> 16};
  }

  private static int[] transposedHalves(int[] in, int lane) {
    int[] words = new int[4];
    for (int n = 0; n < 4; n++) {
      int from = (lane & ~15 | lane >> 2 & 3) + 4 * n;
      int half = in[2 * from + (lane & 3) / 2] >>> 16 * (lane & 1) & 0xffff;
      words[n / 2] |= half << 16 * (n & 1);
    }
    return words;
  }

  private static void privateBytes(Words in, Words out, int i) {
    int[] bytes = new int[64];
    for (int k = 0; k < 64; k++) {
      bytes[k] = in.part(64 * i + (k * 37 + 11) % 64, 1);
    }
    int at = 4 * i & 63;
    int sum = word(bytes, at) + 3 * (word(bytes, at) >>> 16);
    sum += 5 * bytes[at + 61 & 63];
    int wide = at & 48;
    out.put(
        4 * i,
        4,
        sum
            ^ word(bytes, wide)
            ^ 7 * word(bytes, wide + 4)
            ^ 11 * word(bytes, wide + 8)
            ^ 13 * word(bytes, wide + 12));
  }

  private static int word(int[] bytes, int at) {
    return bytes[at] | bytes[at + 1] << 8 | bytes[at + 2] << 16 | bytes[at + 3] << 24;
  }

  static Stream<Arguments> cases() {
    return CorpusCase.of("memory", CASES);
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("cases")
  void movesTheBytesThatJavaMoves(String name, Target target, Check check) {
    int[] in = new Random(name.hashCode()).ints(WORDS).toArray();
    int[] expected = new int[WORDS];
    Arrays.fill(expected, -1);
    check.effect.on(new Words(in), new Words(expected));
    TestGpu gpu = CorpusGpu.checked(target);
    long out = gpu.poisoned(4 * WORDS);
    long start = name.equals("global_dwordx2") ? out + 64 : out;
    boolean scalar = name.startsWith("scalar_") || name.equals("buffer_scalar_loads");
    gpu.launch(name, 1, scalar ? 1 : ITEMS, gpu.ints(in), start, check.bytes);
    assertThat(gpu.readInts(out, WORDS)).as(name).isEqualTo(expected);
  }
}
