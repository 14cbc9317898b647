package dev.pagen.emulator.isa;

import static dev.pagen.emulator.isa.ValueType.F16;
import static dev.pagen.emulator.isa.ValueType.F32;
import static dev.pagen.emulator.isa.ValueType.F64;

import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.UnmodelledException;

/**
 * Forms of floating-point vector instructions. In the default MODE, 32-bit arithmetic is Java's;
 * otherwise, and for 16 bits, the exact function's result is computed in double, rounded to odd,
 * and then rounded as MODE says.
 */
final class FloatForms {
  /** MODE's bits that change 32-bit results. */
  private static final int MODE_F32 = 0x33;

  private static final int DEFAULT_F32 = 0x30;

  private FloatForms() {}

  @FunctionalInterface
  interface F1 {
    float apply(float a);
  }

  @FunctionalInterface
  interface F2 {
    float apply(float a, float b);
  }

  @FunctionalInterface
  interface F3 {
    float apply(float a, float b, float c);
  }

  @FunctionalInterface
  interface D1 {
    double apply(double a);
  }

  @FunctionalInterface
  interface D2 {
    double apply(double a, double b);
  }

  @FunctionalInterface
  interface D3 {
    double apply(double a, double b, double c);
  }

  /** A function that does not round. */
  static Binder f1(F1 f) {
    return WideForm.of(
        (a, b, c, mode) ->
            Floats.bits(Floats.output(f.apply(Floats.input(Floats.f32(a), mode)), mode)),
        F32,
        F32);
  }

  /** {@code f} is the function in IEEE mode with denormals kept; it does not round. */
  static Binder ieee2(F2 f, LaneFunction general) {
    return ieee(2, (a, b, c) -> f.apply(a, b), WideForm.ofExact(general, F32, F32, F32));
  }

  /** {@code f} is the function in IEEE mode with denormals kept; it does not round. */
  static Binder ieee3(F3 f, LaneFunction general) {
    return ieee(3, f, WideForm.ofExact(general, F32, F32, F32, F32));
  }

  private static Binder ieee(int sources, F3 f, WideForm general) {
    int bits = MODE_F32 | OutputModifier.IEEE;
    int value = DEFAULT_F32 | OutputModifier.IEEE;
    Specialised<WordLoop> loop = WordLoop.of(onBits(f));
    return quick(d -> VectorForms.words(d, sources, F32, loop.get()), bits, value, general);
  }

  static Binder f2(F2 f, D2 exact) {
    LaneFunction general =
        (a, b, c, mode) -> {
          float x = Floats.input(Floats.f32(a), mode);
          float y = Floats.input(Floats.f32(b), mode);
          float z =
              (mode & 3) == 0
                  ? f.apply(x, y)
                  : Floats.single(exact.apply(x, y), Floats.rounding32(mode));
          return Floats.bits(Floats.output(z, mode));
        };
    return arithmetic(2, (a, b, c) -> f.apply(a, b), WideForm.of(general, F32, F32, F32));
  }

  static Binder f3(F3 f, D3 exact) {
    LaneFunction general =
        (a, b, c, mode) -> {
          float x = Floats.input(Floats.f32(a), mode);
          float y = Floats.input(Floats.f32(b), mode);
          float z = Floats.input(Floats.f32(c), mode);
          float r =
              (mode & 3) == 0
                  ? f.apply(x, y, z)
                  : Floats.single(exact.apply(x, y, z), Floats.rounding32(mode));
          return Floats.bits(Floats.output(r, mode));
        };
    return arithmetic(3, f, WideForm.of(general, F32, F32, F32, F32));
  }

  private static Binder arithmetic(int sources, F3 f, WideForm general) {
    WordLoop.Function function = onBits(f);
    Specialised<WordLoop> unchecked = WordLoop.of(function);
    Specialised<WordLoop> checked =
        WordLoop.of((a, b, c) -> Nan.checked(function.apply(a, b, c), a, b, c));
    return quick(
        d -> VectorForms.floats(d, sources, unchecked.get(), checked.get()),
        MODE_F32,
        DEFAULT_F32,
        general);
  }

  private static WordLoop.Function onBits(F3 f) {
    return (a, b, c) ->
        Float.floatToRawIntBits(
            f.apply(Float.intBitsToFloat(a), Float.intBitsToFloat(b), Float.intBitsToFloat(c)));
  }

  /** {@code plain} where those bits of MODE have that value. */
  private static Binder quick(Binder plain, int bits, int value, WideForm general) {
    return d -> {
      Operation slow = general.bind(d);
      if (!d.plainDestination()) {
        return slow;
      }
      Operation fast = plain.bind(d);
      return wave -> ((wave.mode & bits) == value ? fast : slow).execute(wave);
    };
  }

  /** Takes the destination as the last source. */
  static Binder accumulating(Binder binder) {
    return d -> binder.bind(d.withOperand(d.instruction.operands().getFirst()));
  }

  static WideForm h1(D1 f) {
    return WideForm.of((a, b, c, mode) -> half(f.apply(in16(a, mode)), mode), F16, F16);
  }

  static WideForm h2(D2 f) {
    return WideForm.of(
        (a, b, c, mode) -> half(f.apply(in16(a, mode), in16(b, mode)), mode), F16, F16, F16);
  }

  static WideForm h3(D3 f) {
    return WideForm.of(
        (a, b, c, mode) -> half(f.apply(in16(a, mode), in16(b, mode), in16(c, mode)), mode),
        F16,
        F16,
        F16,
        F16);
  }

  static WideForm d1(D1 f) {
    return WideForm.of((a, b, c, m) -> Floats.bits(f.apply(in64(a, m))), F64, F64);
  }

  static WideForm d2(D2 f) {
    return WideForm.of((a, b, c, m) -> Floats.bits(f.apply(in64(a, m), in64(b, m))), F64, F64, F64);
  }

  static WideForm d3(D3 f) {
    return WideForm.of(
        (a, b, c, m) -> Floats.bits(f.apply(in64(a, m), in64(b, m), in64(c, m))),
        F64,
        F64,
        F64,
        F64);
  }

  static double in16(long bits, int mode) {
    return Floats.f16((mode & 0x40) == 0 ? Floats.flush16(bits) : bits);
  }

  /** Rounds a result, exact or rounded to odd, to 16 bits as MODE says. */
  static long half(double value, int mode) {
    long bits = Floats.half(value, Floats.rounding16(mode));
    return (mode & 0x80) == 0 ? Floats.flush16(bits) : bits;
  }

  static double in64(long bits, int mode) {
    return Floats.f64(requireDefault64(bits, mode));
  }

  /** The bits of a 64-bit source; other modes than the default are not modelled. */
  static long requireDefault64(long bits, int mode) {
    if ((mode & 0xcc) != 0xc0) {
      throw new UnmodelledException(
          "64-bit arithmetic in rounding or denormal mode 0x%x".formatted(mode));
    }
    return bits;
  }
}
