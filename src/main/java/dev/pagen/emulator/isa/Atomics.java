package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.AddressSpace;
import dev.pagen.emulator.machine.Region;
import dev.pagen.emulator.machine.Wave;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Read-modify-write operations on memory, by the names of global and flat instructions. Operations
 * of one instruction take the lanes in ascending order; operations of several workgroups on one
 * allocation exclude each other, in no fixed order.
 */
final class Atomics {
  private Atomics() {}

  /** What is stored, given the old value, the data, and for compare-and-swap the comparison. */
  @FunctionalInterface
  interface Update {
    long apply(long old, long data, long compare);
  }

  private static final Nan SINGLE = Nan.of(ValueType.F32, ValueType.F32, ValueType.F32);
  private static final Nan WIDE = Nan.of(ValueType.F64, ValueType.F64, ValueType.F64);
  private static final Nan HALF = Nan.of(ValueType.F16, ValueType.F16, ValueType.F16);
  private static final Nan BRAIN = Nan.of(ValueType.BF16, ValueType.BF16, ValueType.BF16);

  static final Map<String, Update> WORDS = words();
  static final Map<String, Update> DOUBLE_WORDS = doubleWords();

  /**
   * One atomic instruction.
   *
   * @param words 1 for 32 bits, 2 for 64
   * @param data register of the data (lane 0)
   * @param compare register of the comparison value, or any where there is none
   * @param to register of the old value, or -1 where it is not returned
   */
  record Atomic(AddressSpace space, Update update, int words, int data, int compare, int to) {
    void run(Wave wave, long mask) {
      int[] v = wave.v;
      @Nullable Region region = null;
      for (long m = mask; m != 0; m &= m - 1) {
        int lane = Long.numberOfTrailingZeros(m);
        long address = wave.addresses[lane];
        if (region == null || !region.holds(address, 4L * words)) {
          region = space.resolve(wave, lane, address, 4 * words);
        }
        long old =
            exchange(
                region,
                region.offset(address, lane),
                value(v, data, lane),
                value(v, compare, lane));
        if (to >= 0) {
          v[to + lane] = (int) old;
          if (words == 2) {
            v[to + Wave.LANES + lane] = (int) (old >>> 32);
          }
        }
      }
    }

    private long value(int[] v, int register, int lane) {
      long low = v[register + lane] & 0xffff_ffffL;
      return words == 1 ? low : low | (long) v[register + Wave.LANES + lane] << 32;
    }

    private long exchange(Region region, long offset, long value, long expected) {
      synchronized (region) {
        if (words == 1) {
          long old = region.segment.get(Region.INT, offset) & 0xffff_ffffL;
          region.segment.set(Region.INT, offset, (int) update.apply(old, value, expected));
          return old;
        }
        long old = region.segment.get(Region.LONG, offset);
        region.segment.set(Region.LONG, offset, update.apply(old, value, expected));
        return old;
      }
    }
  }

  private static Map<String, Update> words() {
    Map<String, Update> t = new LinkedHashMap<>();
    t.put("swap", (old, x, c) -> x);
    t.put("cmpswap", (old, x, c) -> old == c ? x : old);
    t.put("add", (old, x, c) -> old + x);
    t.put("sub", (old, x, c) -> old - x);
    t.put("smin", (old, x, c) -> Math.min((int) old, (int) x));
    t.put("smax", (old, x, c) -> Math.max((int) old, (int) x));
    t.put("umin", (old, x, c) -> Math.min(old, x));
    t.put("umax", (old, x, c) -> Math.max(old, x));
    t.put("and", (old, x, c) -> old & x);
    t.put("or", (old, x, c) -> old | x);
    t.put("xor", (old, x, c) -> old ^ x);
    t.put("inc", (old, x, c) -> old >= x ? 0 : old + 1);
    t.put("dec", (old, x, c) -> old == 0 || old > x ? x : old - 1);
    t.put("add_f32", Atomics::add);
    t.put("pk_add_f16", inHalves(Atomics::addHalf));
    t.put("pk_add_bf16", inHalves(Atomics::addBrainFloat));
    return t;
  }

  private static Map<String, Update> doubleWords() {
    Map<String, Update> t = new LinkedHashMap<>();
    t.put("swap", (old, x, c) -> x);
    t.put("cmpswap", (old, x, c) -> old == c ? x : old);
    t.put("add", (old, x, c) -> old + x);
    t.put("sub", (old, x, c) -> old - x);
    t.put("smin", (old, x, c) -> Math.min(old, x));
    t.put("smax", (old, x, c) -> Math.max(old, x));
    t.put("umin", (old, x, c) -> Long.compareUnsigned(old, x) <= 0 ? old : x);
    t.put("umax", (old, x, c) -> Long.compareUnsigned(old, x) >= 0 ? old : x);
    t.put("and", (old, x, c) -> old & x);
    t.put("or", (old, x, c) -> old | x);
    t.put("xor", (old, x, c) -> old ^ x);
    t.put("inc", (old, x, c) -> Long.compareUnsigned(old, x) >= 0 ? 0 : old + 1);
    t.put("dec", (old, x, c) -> old == 0 || Long.compareUnsigned(old, x) > 0 ? x : old - 1);
    t.put("add_f64", Atomics::addWide);
    t.put("min_f64", (old, x, c) -> MinMax.min(old, x));
    t.put("max_f64", (old, x, c) -> MinMax.max(old, x));
    return t;
  }

  private static long add(long old, long x, long unused) {
    return SINGLE.checked(Floats.bits(Floats.f32(old) + Floats.f32(x)), old, x, 0);
  }

  private static long addWide(long old, long x, long unused) {
    return WIDE.checked(Floats.bits(Floats.f64(old) + Floats.f64(x)), old, x, 0);
  }

  private static long addHalf(long old, long x, long unused) {
    double sum = (double) Floats.f16(old) + Floats.f16(x);
    return HALF.checked(Floats.half(sum, 0), old, x, 0);
  }

  private static long addBrainFloat(long old, long x, long unused) {
    double sum = (double) Floats.bf16(old) + Floats.bf16(x);
    return BRAIN.checked(Floats.brain(sum, 0), old, x, 0);
  }

  /** The update of each half of a word. */
  private static Update inHalves(Update f) {
    return (old, x, c) ->
        Conversions.pack(f.apply(old, x, c), f.apply(old >>> 16, x >>> 16, c >>> 16));
  }
}
