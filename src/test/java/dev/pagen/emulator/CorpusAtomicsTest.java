package dev.pagen.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.spec.Target;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Atomics of all lanes on four words, in whatever order: each value that a word ever had was left
 * by one lane, or was its first, and was found by one lane, or is its last.
 */
@Tag("compiler")
@ResourceLock("corpus")
class CorpusAtomicsTest {
  private static final int ITEMS = 256;

  /** What a word becomes. */
  private interface Update {
    long of(long old, long value);
  }

  /** A check of words of so many bytes, of values that are drawn somehow. */
  record Check(int bytes, Draw draw, Update update) {}

  private interface Draw {
    long of(Random random);
  }

  static final Map<String, Check> CASES = new HashMap<>();

  static {
    Draw any = Random::nextLong;
    Draw small = random -> random.nextInt(4, 100);
    put("atomic_add", 4, any, Long::sum);
    put("atomic_sub", 4, any, (old, v) -> old - v);
    put("atomic_min", 4, any, (old, v) -> Math.min((int) old, (int) v));
    put("atomic_max", 4, any, (old, v) -> Math.max(old & 0xffff_ffffL, v & 0xffff_ffffL));
    put("atomic_and", 4, any, (old, v) -> old & v);
    put("atomic_or", 4, any, (old, v) -> old | v);
    put("atomic_xor", 4, any, (old, v) -> old ^ v);
    put("atomic_exchange", 4, any, (old, v) -> v);
    put("atomic_increment", 4, any, (old, v) -> (old & 0xffff_ffffL) >= 9 ? 0 : old + 1);
    put(
        "atomic_decrement",
        4,
        any,
        (old, v) -> (int) old == 0 || (old & 0xffff_ffffL) > 9 ? 9 : old - 1);
    put("atomic_compare", 4, small, (old, v) -> old == (v & 3) ? v : old);
    put("atomic_add_wide", 8, any, Long::sum);
    put("atomic_max_wide", 8, any, Math::max);
    put("atomic_add_f32", 4, CorpusAtomicsTest::wholeFloat, (old, v) -> bits(f(old) + f(v)));
    put("atomic_add_f64", 8, CorpusAtomicsTest::wholeDouble, (old, v) -> bits(d(old) + d(v)));
    put("atomic_min_f64", 8, CorpusAtomicsTest::wholeDouble, (o, v) -> bits(Math.min(d(o), d(v))));
    put("atomic_max_f64", 8, CorpusAtomicsTest::wholeDouble, (o, v) -> bits(Math.max(d(o), d(v))));
    put(
        "atomic_min_f32_by_compare",
        4,
        CorpusAtomicsTest::wholeFloat,
        (old, v) -> bits(Math.min(f(old), f(v))));
    put("atomic_add_pair_f16", 4, random -> halves(random, true), (old, v) -> added(old, v, true));
    put("atomic_add_pair_bf16", 4, random -> halves(random, false), (o, v) -> added(o, v, false));
    put("lds_atomic_add", 4, any, Long::sum);
    put("lds_atomic_min", 4, any, (old, v) -> Math.min((int) old, (int) v));
    put("lds_atomic_compare", 4, small, (old, v) -> old == (v & 3) ? v : old);
    put("lds_atomic_or_wide", 8, any, (old, v) -> old | v);
    put("lds_atomic_add_f32", 4, CorpusAtomicsTest::wholeFloat, (o, v) -> bits(f(o) + f(v)));
    put(
        "lds_atomic_max_f32",
        4,
        CorpusAtomicsTest::wholeFloat,
        (old, v) -> bits(Math.max(f(old), f(v))));
  }

  private static void put(String name, int bytes, Draw draw, Update update) {
    CASES.put(name, new Check(bytes, draw, update));
  }

  static Stream<Arguments> cases() {
    return CorpusCase.of("atomics", CASES);
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("cases")
  void everyValueIsLeftByOneLaneAndFoundByOne(String name, Target target, Check check) {
    Random random = new Random(name.hashCode());
    long[] values = random.longs(ITEMS).map(_ -> check.draw.of(random)).toArray();
    // No denormals: what atomics make of these is not published for every kind of memory.
    long[] slots = name.matches(".*f\\d\\d.*") ? new long[4] : new long[] {0, 1, 2, 3};
    TestGpu gpu = CorpusGpu.checked(target);
    long slotsAt = upload(gpu, slots, check.bytes);
    long old = gpu.poisoned(check.bytes * ITEMS);
    int block = name.startsWith("lds_") ? ITEMS : ITEMS / 2;
    gpu.launch(name, ITEMS / block, block, slotsAt, upload(gpu, values, check.bytes), old);
    long[] seen = read(gpu, old, ITEMS, check.bytes);
    long[] last = read(gpu, slotsAt, 4, check.bytes);
    for (int slot = 0; slot < 4; slot++) {
      List<Long> left = new ArrayList<>(List.of(slots[slot]));
      List<Long> found = new ArrayList<>(List.of(last[slot]));
      for (int i = slot; i < ITEMS; i += 4) {
        found.add(seen[i]);
        left.add(cut(check.update.of(seen[i], values[i]), check.bytes));
      }
      assertThat(found).as("values of word %d", slot).containsExactlyInAnyOrderElementsOf(left);
    }
  }

  private static long cut(long value, int bytes) {
    return bytes == 4 ? (int) value : value;
  }

  private static long upload(TestGpu gpu, long[] values, int bytes) {
    return bytes == 8
        ? gpu.longs(values)
        : gpu.ints(Arrays.stream(values).mapToInt(v -> (int) v).toArray());
  }

  private static long[] read(TestGpu gpu, long address, int count, int bytes) {
    return bytes == 8
        ? gpu.readLongs(address, count)
        : Arrays.stream(gpu.readInts(address, count)).asLongStream().toArray();
  }

  private static long wholeFloat(Random random) {
    return bits((float) random.nextInt(-1000, 1000));
  }

  private static long wholeDouble(Random random) {
    return bits((double) random.nextInt(-1000, 1000));
  }

  private static long halves(Random random, boolean ieee) {
    return pair(random.nextInt(-3, 4), random.nextInt(-3, 4), ieee);
  }

  /** Each half by itself: none carries into the other. */
  private static long added(long old, long value, boolean ieee) {
    return pair(
        half((int) old, ieee) + half((int) value, ieee),
        half((int) old >>> 16, ieee) + half((int) value >>> 16, ieee),
        ieee);
  }

  private static float half(int bits, boolean ieee) {
    return ieee ? Float.float16ToFloat((short) bits) : Float.intBitsToFloat(bits << 16);
  }

  private static long pair(float low, float high, boolean ieee) {
    ByteBuffer pair = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    pair.putShort(code(low, ieee)).putShort(code(high, ieee));
    return pair.getInt(0);
  }

  private static short code(float value, boolean ieee) {
    return ieee ? Float.floatToFloat16(value) : (short) (Float.floatToRawIntBits(value) >>> 16);
  }

  private static float f(long bits) {
    return Float.intBitsToFloat((int) bits);
  }

  private static double d(long bits) {
    return Double.longBitsToDouble(bits);
  }

  private static long bits(float value) {
    return Float.floatToRawIntBits(value);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }
}
