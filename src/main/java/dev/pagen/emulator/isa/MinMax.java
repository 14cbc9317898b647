package dev.pagen.emulator.isa;

import dev.pagen.spec.Target;

/**
 * Minima, maxima and medians of floats, on their bits, since conversions do not keep a NaN as it
 * is.
 *
 * <p>A NaN gives way to a number. While MODE has IEEE set, a signalling NaN does not: it is the
 * result, made quiet. {@code minimum3} and {@code maximum3} give a NaN wherever there is one. Of
 * two zeros the negative one is the smaller. Source: the pseudocode of AMD's CDNA 3 and 4 ISA
 * documents.
 *
 * @param type F16, F32 or F64
 * @param quiet the bit that is set in quiet NaNs
 */
record MinMax(ValueType type, long quiet) {
  private static final MinMax HALF = new MinMax(ValueType.F16, 0x200);
  private static final MinMax SINGLE = new MinMax(ValueType.F32, 0x40_0000);
  private static final MinMax WIDE = new MinMax(ValueType.F64, 0x8_0000_0000_0000L);

  static void register(InstructionTable t) {
    t.add("v_min_f32", FloatForms.ieee2(MinMax::min, SINGLE.function2(false)));
    t.add("v_max_f32", FloatForms.ieee2(MinMax::max, SINGLE.function2(true)));
    FloatForms.F3 min3 = (a, b, c) -> min(min(a, b), c);
    FloatForms.F3 max3 = (a, b, c) -> max(max(a, b), c);
    t.add("v_min3_f32", FloatForms.ieee3(min3, SINGLE.function3(false)));
    t.add("v_max3_f32", FloatForms.ieee3(max3, SINGLE.function3(true)));
    t.add("v_med3_f32", FloatForms.ieee3(MinMax::median, SINGLE::median));
    for (boolean max : new boolean[] {false, true}) {
      String name = max ? "max" : "min";
      LaneFunction two = HALF.function2(max);
      ValueType half = ValueType.F16;
      t.add("v_" + name + "_f16", WideForm.ofExact(two, half, half, half));
      t.add(
          "v_" + name + "3_f16",
          WideForm.ofExact(HALF.function3(max), half, half, half, half).keepingHighHalf());
      PackedMath.pack(t, name + "_f16", half, 2, two);
      ValueType wide = ValueType.F64;
      t.add("v_" + name + "_f64", WideForm.ofExact(WIDE.function2(max), wide, wide, wide));
      if (t.target() == Target.GFX950) {
        ValueType single = ValueType.F32;
        t.add(
            "v_" + name + "imum3_f32",
            WideForm.ofExact(SINGLE.propagating3(max), single, single, single, single));
        PackedMath.pack(t, name + "imum3_f16", half, 3, HALF.propagating3(max));
      }
    }
    t.add(
        "v_med3_f16",
        WideForm.ofExact(HALF::median, ValueType.F16, ValueType.F16, ValueType.F16, ValueType.F16)
            .keepingHighHalf());
  }

  private LaneFunction function2(boolean max) {
    return (a, b, c, mode) -> flushed(pick(in(a, mode), in(b, mode), mode, max), mode);
  }

  private LaneFunction function3(boolean max) {
    return (a, b, c, mode) ->
        flushed(pick(pick(in(a, mode), in(b, mode), mode, max), in(c, mode), mode, max), mode);
  }

  private LaneFunction propagating3(boolean max) {
    return (a, b, c, mode) ->
        flushed(propagate(propagate(in(a, mode), in(b, mode), max), in(c, mode), max), mode);
  }

  /**
   * The largest of the two that are not the largest of all, which is found without regard to the
   * signs of zeros. With a NaN among the sources, the smallest of the others.
   */
  private long median(long a, long b, long c, int mode) {
    long x = in(a, mode);
    long y = in(b, mode);
    long z = in(c, mode);
    if (isNan(x) || isNan(y) || isNan(z)) {
      return flushed(pick(pick(x, y, mode, false), z, mode, false), mode);
    }
    double most = value(number(number(x, y, true), z, true));
    long middle =
        most == value(x)
            ? number(y, z, true)
            : most == value(y) ? number(x, z, true) : number(x, y, true);
    return flushed(middle, mode);
  }

  private long pick(long a, long b, int mode, boolean max) {
    if ((mode & OutputModifier.IEEE) != 0 && (signals(a) || signals(b))) {
      return (signals(a) ? a : b) | quiet;
    }
    return isNan(a) ? b : isNan(b) ? a : number(a, b, max);
  }

  private long propagate(long a, long b, boolean max) {
    return isNan(a) ? a | quiet : isNan(b) ? b | quiet : number(a, b, max);
  }

  private long number(long a, long b, boolean max) {
    return Double.compare(value(a), value(b)) < 0 == max ? b : a;
  }

  private boolean signals(long bits) {
    return isNan(bits) && (bits & quiet) == 0;
  }

  private boolean isNan(long bits) {
    return Double.isNaN(value(bits));
  }

  private double value(long bits) {
    return switch (type) {
      case F16 -> Floats.f16(bits);
      case F32 -> Floats.f32(bits);
      default -> Floats.f64(bits);
    };
  }

  /** The bits of a source, flushed if MODE says so. */
  private long in(long bits, int mode) {
    return switch (type) {
      case F16 -> (mode & 0x40) == 0 ? Floats.flush16(bits) : bits & 0xffff;
      case F32 -> (mode & 0x10) == 0 ? flush32(bits) : bits;
      default -> FloatForms.requireDefault64(bits, mode);
    };
  }

  private long flushed(long bits, int mode) {
    return switch (type) {
      case F16 -> (mode & 0x80) == 0 ? Floats.flush16(bits) : bits;
      case F32 -> (mode & 0x20) == 0 ? flush32(bits) : bits;
      default -> bits;
    };
  }

  private static long flush32(long bits) {
    return (bits & 0x7f80_0000L) == 0 ? bits & 0x8000_0000L : bits;
  }

  /** The minimum in IEEE mode. */
  static float min(float a, float b) {
    return Float.isNaN(a) || Float.isNaN(b) ? withNan(a, b) : Math.min(a, b);
  }

  /** The maximum in IEEE mode. */
  static float max(float a, float b) {
    return Float.isNaN(a) || Float.isNaN(b) ? withNan(a, b) : Math.max(a, b);
  }

  /** The minimum of doubles in IEEE mode. */
  static long min(long a, long b) {
    return WIDE.pick(a, b, OutputModifier.IEEE, false);
  }

  /** The maximum of doubles in IEEE mode. */
  static long max(long a, long b) {
    return WIDE.pick(a, b, OutputModifier.IEEE, true);
  }

  private static float withNan(float a, float b) {
    return Floats.f32(SINGLE.pick(Floats.bits(a), Floats.bits(b), OutputModifier.IEEE, false));
  }

  private static float median(float a, float b, float c) {
    if (Float.isNaN(a) || Float.isNaN(b) || Float.isNaN(c)) {
      return min(min(a, b), c);
    }
    float most = Math.max(Math.max(a, b), c);
    return most == a ? Math.max(b, c) : most == b ? Math.max(a, c) : Math.max(a, b);
  }
}
