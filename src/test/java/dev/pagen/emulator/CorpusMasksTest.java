package dev.pagen.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.Target;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Masks of lanes, folds of a whole wave, and moves of 64 bits. */
@Tag("compiler")
@ResourceLock("corpus")
class CorpusMasksTest {
  /** What lane {@code lane} of one wave with words {@code a} and {@code b} should get. */
  interface Words {
    long of(long[] a, long[] b, int lane);
  }

  private record Fold(BinaryOperator<Number> combine, char type) {}

  static final Map<String, Object> CASES = new HashMap<>();

  static {
    mask("lanes_equal", (a, b) -> lane -> Integer.remainderUnsigned((int) a[lane], 7) == 3);
    mask(
        "lanes_below_unsigned",
        (a, b) -> lane -> Integer.compareUnsigned((int) a[lane], (int) b[lane]) < 0);
    mask("lanes_below_signed", (a, b) -> lane -> (int) a[lane] < (int) b[lane]);
    mask("lanes_not_below_wide", (a, b) -> lane -> Long.compareUnsigned(a[lane], b[lane]) >= 0);
    mask("lanes_not_below_signed_wide", (a, b) -> lane -> a[lane] >= b[lane]);
    mask("lanes_equal_float", (a, b) -> lane -> f(a[lane]) == f(b[lane]));
    mask("lanes_unordered_or_below", (a, b) -> lane -> !(f(a[lane]) >= f(b[lane])));
    mask("ballot", (a, b) -> lane -> Long.remainderUnsigned(a[lane], 5) == 2 || lane == 63);
    CASES.put(
        "ballot_of_some",
        (Words)
            (a, b, lane) ->
                (a[lane] & 1) == 0 ? -1 : collected(at -> (a[at] & 1) != 0 && (b[at] & 1) != 0));
    CASES.put("shuffle_doubles", (Words) (a, b, lane) -> a[32 | lane & 15]);
    CASES.put(
        "swap_rows",
        (Words)
            (a, b, lane) ->
                lane / 16 % 2 == 0 ? pair(a[lane], a[lane + 16]) : pair(b[lane - 16], b[lane]));
    CASES.put(
        "swap_halves",
        (Words)
            (a, b, lane) -> lane < 32 ? pair(a[lane], a[lane + 32]) : pair(b[lane - 32], b[lane]));
    fold("wave_sum", 'i', (x, y) -> x.intValue() + y.intValue());
    fold("wave_minimum", 'i', (x, y) -> Math.min(x.intValue(), y.intValue()));
    fold(
        "wave_maximum",
        'i',
        (x, y) ->
            Integer.compareUnsigned(x.intValue(), y.intValue()) > 0 ? x.intValue() : y.intValue());
    fold("wave_and", 'i', (x, y) -> x.intValue() & y.intValue());
    fold("wave_or", 'i', (x, y) -> x.intValue() | y.intValue());
    fold("wave_xor", 'i', (x, y) -> x.intValue() ^ y.intValue());
    fold("wave_sum_wide", 'l', (x, y) -> x.longValue() + y.longValue());
    fold("wave_minimum_wide", 'l', (x, y) -> Math.min(x.longValue(), y.longValue()));
    fold(
        "wave_maximum_wide",
        'l',
        (x, y) ->
            Long.compareUnsigned(x.longValue(), y.longValue()) > 0 ? x.longValue() : y.longValue());
    fold("wave_sum_f32", 'f', (x, y) -> x.floatValue() + y.floatValue());
    fold("wave_maximum_f32", 'f', (x, y) -> Math.max(x.floatValue(), y.floatValue()));
    fold("wave_sum_f64", 'd', (x, y) -> x.doubleValue() + y.doubleValue());
    fold("wave_minimum_f64", 'd', (x, y) -> Math.min(x.doubleValue(), y.doubleValue()));
  }

  private interface Predicate {
    IntPredicate of(long[] a, long[] b);
  }

  private static void mask(String name, Predicate lanes) {
    CASES.put(name, (Words) (a, b, lane) -> collected(lanes.of(a, b)));
  }

  private static void fold(String name, char type, BinaryOperator<Number> combine) {
    CASES.put(name, new Fold(combine, type));
  }

  static Stream<Arguments> cases() {
    return CorpusCase.of("masks", CASES);
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("cases")
  void givesEveryLaneWhatJavaSays(String name, Target target, Object check) {
    Random random = new Random(name.hashCode());
    switch (check) {
      case Words words -> compare(name, target, words, random);
      case Fold fold -> fold(name, target, fold, random);
      default -> throw new AssertionError("no check for " + name);
    }
  }

  private static void compare(String name, Target target, Words words, Random random) {
    long[] a = random.longs(128).toArray();
    long[] b = random.longs(128).toArray();
    for (int i = 0; i < 128; i += 3) {
      b[i] = a[i];
      a[i + 1] = name.contains("float") || name.contains("below") ? 0x7fc0_0000L : a[i + 1];
    }
    TestGpu gpu = CorpusGpu.checked(target);
    long out = gpu.poisoned(8 * 128);
    gpu.launch(name, 1, 128, gpu.longs(a), gpu.longs(b), gpu.longs(b), out);
    long[] results = gpu.readLongs(out, 128);
    for (int i = 0; i < 128; i++) {
      long[] own = Arrays.copyOfRange(a, i & 64, (i & 64) + 64);
      long[] other = Arrays.copyOfRange(b, i & 64, (i & 64) + 64);
      assertThat(results[i])
          .as("%s in lane %d of wave %d", name, i % 64, i / 64)
          .isEqualTo(words.of(own, other, i % 64));
    }
  }

  /** Whole numbers, of which every order of additions gives the same sum. */
  private static void fold(String name, Target target, Fold fold, Random random) {
    TestGpu gpu = CorpusGpu.checked(target);
    long out = gpu.poisoned(8 * 64);
    Number[] values = new Number[64];
    for (int i = 0; i < 64; i++) {
      values[i] =
          switch (fold.type) {
            case 'i' -> random.nextInt();
            case 'l' -> random.nextLong();
            case 'f' -> (float) random.nextInt(-1000, 1000);
            default -> (double) random.nextInt(-1000, 1000);
          };
    }
    gpu.launch(name, 1, 64, upload(gpu, values, fold.type), out);
    Number expected = Arrays.stream(values).reduce(fold.combine).orElseThrow();
    for (int lane = 0; lane < 64; lane++) {
      Number actual =
          switch (fold.type) {
            case 'i' -> gpu.readInts(out, 64)[lane];
            case 'l' -> gpu.readLongs(out, 64)[lane];
            case 'f' -> gpu.readFloats(out, 64)[lane];
            default -> gpu.readDoubles(out, 64)[lane];
          };
      assertThat(actual).as("%s in lane %d", name, lane).isEqualTo(expected);
    }
  }

  private static long upload(TestGpu gpu, Number[] values, char type) {
    IntStream all = IntStream.range(0, values.length);
    return switch (type) {
      case 'i' -> gpu.ints(all.map(i -> values[i].intValue()).toArray());
      case 'l' -> gpu.longs(all.mapToLong(i -> values[i].longValue()).toArray());
      case 'd' -> gpu.doubles(all.mapToDouble(i -> values[i].doubleValue()).toArray());
      default -> {
        float[] floats = new float[values.length];
        all.forEach(i -> floats[i] = values[i].floatValue());
        yield gpu.floats(floats);
      }
    };
  }

  private static long collected(IntPredicate lanes) {
    return IntStream.range(0, 64).filter(lanes).mapToLong(i -> 1L << i).sum();
  }

  private static float f(long bits) {
    return Float.intBitsToFloat((int) bits);
  }

  private static long pair(long low, long high) {
    return low & 0xffff_ffffL | high << 32;
  }
}
