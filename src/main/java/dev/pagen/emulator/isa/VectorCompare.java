package dev.pagen.emulator.isa;

import static dev.pagen.emulator.isa.ValueType.B16;
import static dev.pagen.emulator.isa.ValueType.B32;
import static dev.pagen.emulator.isa.ValueType.B64;
import static dev.pagen.emulator.isa.ValueType.F16;
import static dev.pagen.emulator.isa.ValueType.F32;
import static dev.pagen.emulator.isa.ValueType.F64;
import static dev.pagen.emulator.isa.ValueType.I64;

import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.Wave;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Vector comparisons: a bit per lane into VCC or a pair of scalar registers, 0 for lanes that are
 * not active; {@code v_cmpx} also into EXEC.
 */
final class VectorCompare {
  private VectorCompare() {}

  /** Compares two lanes' raw bits. */
  @FunctionalInterface
  interface LaneTest {
    boolean test(long a, long b, int mode);
  }

  /** A comparison's outcome: -1, 0, 1, or {@link #UNORDERED}. */
  @FunctionalInterface
  private interface Order {
    int compare(long a, long b, int mode);
  }

  private static final int UNORDERED = 2;

  /** Which of less, equal, greater, unordered (bits 0 to 3) make each condition true. */
  private static final Map<String, Integer> FLOAT_CONDITIONS = floatConditions();

  private static final Map<String, Integer> INTEGER_CONDITIONS =
      Map.of("f", 0, "lt", 1, "eq", 2, "le", 3, "gt", 4, "ne", 5, "ge", 6, "t", 7);

  static void register(InstructionTable t) {
    ordered(t, "f32", F32, (a, b, m) -> single(a, b, m), FLOAT_CONDITIONS);
    ordered(t, "f64", F64, (a, b, m) -> order(wide(a, m), wide(b, m)), FLOAT_CONDITIONS);
    ordered(
        t,
        "f16",
        F16,
        (a, b, m) -> order(FloatForms.in16(a, m), FloatForms.in16(b, m)),
        FLOAT_CONDITIONS);
    ordered(t, "i32", B32, (a, b, m) -> Integer.compare((int) a, (int) b), INTEGER_CONDITIONS);
    ordered(t, "u32", B32, (a, b, m) -> Long.compare(a, b), INTEGER_CONDITIONS);
    ordered(t, "i64", I64, (a, b, m) -> Long.compare(a, b), INTEGER_CONDITIONS);
    ordered(t, "u64", B64, (a, b, m) -> Long.compareUnsigned(a, b), INTEGER_CONDITIONS);
    ordered(t, "i16", B16, (a, b, m) -> Integer.compare((short) a, (short) b), INTEGER_CONDITIONS);
    ordered(t, "u16", B16, (a, b, m) -> Long.compare(a, b), INTEGER_CONDITIONS);
    both(
        t,
        "class_f32",
        F32,
        B32,
        (a, b, m) -> inClass(Floats.f32(a), (a & 0x400000) == 0, Float.MIN_NORMAL, b));
    both(
        t,
        "class_f64",
        F64,
        B32,
        (a, b, m) -> inClass(Floats.f64(a), (a & 1L << 51) == 0, Double.MIN_NORMAL, b));
    both(
        t,
        "class_f16",
        F16,
        B16,
        (a, b, m) -> inClass(Floats.f16(a), (a & 0x200) == 0, 0x1p-14, b));
  }

  private static Map<String, Integer> floatConditions() {
    Map<String, Integer> conditions = new LinkedHashMap<>();
    conditions.put("f", 0);
    conditions.put("lt", 1);
    conditions.put("eq", 2);
    conditions.put("le", 3);
    conditions.put("gt", 4);
    conditions.put("lg", 5);
    conditions.put("ge", 6);
    conditions.put("o", 7);
    conditions.put("u", 8);
    conditions.put("nge", 9);
    conditions.put("nlg", 10);
    conditions.put("ngt", 11);
    conditions.put("nle", 12);
    conditions.put("neq", 13);
    conditions.put("nlt", 14);
    conditions.put("tru", 15);
    return conditions;
  }

  private static void ordered(
      InstructionTable t,
      String suffix,
      ValueType type,
      Order order,
      Map<String, Integer> conditions) {
    conditions.forEach(
        (name, outcomes) ->
            both(
                t,
                name + "_" + suffix,
                type,
                type,
                (a, b, m) -> (outcomes >> (order.compare(a, b, m) + 1) & 1) != 0));
  }

  private static void both(
      InstructionTable t, String name, ValueType a, ValueType b, LaneTest test) {
    Specialised<LaneLoop> loop = LaneLoop.of((x, y, z, mode) -> test.test(x, y, mode) ? 1 : 0);
    t.add("v_cmp_" + name, d -> bind(d, a, b, loop.get(), false));
    t.add("v_cmpx_" + name, d -> bind(d, a, b, loop.get(), true));
  }

  private static Operation bind(
      Decoding d, ValueType aType, ValueType bType, LaneLoop loop, boolean writesExec) {
    int to = d.scalarRegister(0);
    WideSource a = d.wide(1, 0, aType);
    WideSource b = d.wide(2, 1, bType);
    return wave -> {
      a.load(wave, wave.l0);
      b.load(wave, wave.l1);
      long exec = wave.exec();
      loop.run(wave.l0, wave.l1, wave.l2, wave.mode, exec);
      long result = 0;
      for (int lane = 0; lane < Wave.LANES; lane++) {
        result |= (wave.l0[lane] & 1) << lane;
      }
      result &= exec;
      wave.setPair(to, result);
      if (writesExec) {
        wave.setExec(result);
      }
    };
  }

  private static int single(long a, long b, int mode) {
    return order(Floats.input(Floats.f32(a), mode), Floats.input(Floats.f32(b), mode));
  }

  private static double wide(long bits, int mode) {
    double x = Floats.f64(bits);
    return (mode & 0x40) == 0 && Math.abs(x) < Double.MIN_NORMAL ? 0 : x;
  }

  private static int order(double a, double b) {
    return a < b ? -1 : a == b ? 0 : a > b ? 1 : UNORDERED;
  }

  /** The mask's bits: signalling NaN, quiet NaN, -inf, -normal, -denormal, -0, +0, ... +inf. */
  private static boolean inClass(double x, boolean quietBitClear, double minNormal, long mask) {
    int bit;
    if (Double.isNaN(x)) {
      bit = quietBitClear ? 0 : 1;
    } else {
      double magnitude = Math.abs(x);
      int size = Double.isInfinite(x) ? 3 : magnitude >= minNormal ? 2 : magnitude > 0 ? 1 : 0;
      boolean negative = Double.doubleToRawLongBits(x) < 0;
      bit = negative ? 5 - size : 6 + size;
    }
    return (mask >> bit & 1) != 0;
  }
}
