package dev.pagen.emulator.isa;

import static dev.pagen.emulator.isa.ValueType.B16;
import static dev.pagen.emulator.isa.ValueType.B32;
import static dev.pagen.emulator.isa.ValueType.F16;
import static dev.pagen.emulator.isa.ValueType.F32;
import static dev.pagen.emulator.isa.ValueType.F64;

import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.Wave;

/**
 * Conversions between number formats. Float to integer truncates, saturates, and gives 0 for NaN,
 * as Java's casts do. Source: AMD's CDNA 3 and 4 ISA documents.
 */
final class Conversions {
  /** MODE's FP16_OVFL: small formats saturate instead of overflowing. */
  static final int SATURATE = 1 << 23;

  private Conversions() {}

  static void register(InstructionTable t) {
    floatsAndIntegers(t);
    halves(t);
    packed(t);
    SmallConversions.register(t);
  }

  private static void floatsAndIntegers(InstructionTable t) {
    t.add("v_cvt_f32_i32", WideForm.of((a, b, c, m) -> Floats.bits(round32((int) a, m)), F32, B32));
    t.add(
        "v_cvt_f32_u32",
        WideForm.of((a, b, c, m) -> Floats.bits(round32((double) a, m)), F32, B32));
    t.add("v_cvt_i32_f32", WideForm.of((a, b, c, m) -> (int) Floats.f32(a), B32, F32));
    t.add("v_cvt_u32_f32", WideForm.of((a, b, c, m) -> unsigned(Floats.f32(a)), B32, F32));
    t.add("v_cvt_f64_i32", WideForm.of((a, b, c, m) -> Floats.bits((double) (int) a), F64, B32));
    t.add("v_cvt_f64_u32", WideForm.of((a, b, c, m) -> Floats.bits((double) a), F64, B32));
    t.add("v_cvt_i32_f64", WideForm.of((a, b, c, m) -> (int) Floats.f64(a), B32, F64));
    t.add("v_cvt_u32_f64", WideForm.of((a, b, c, m) -> unsigned(Floats.f64(a)), B32, F64));
    t.add(
        "v_cvt_f32_f64",
        WideForm.of(
            (a, b, c, m) -> Floats.bits(Floats.output(round32(Floats.f64(a), m), m)), F32, F64));
    t.add(
        "v_cvt_f64_f32",
        WideForm.of(
            (a, b, c, m) -> Floats.bits((double) Floats.input(Floats.f32(a), m)), F64, F32));
    for (int i = 0; i < 4; i++) {
      int shift = 8 * i;
      t.add(
          "v_cvt_f32_ubyte" + i,
          WideForm.of((a, b, c, m) -> Floats.bits((float) (a >> shift & 0xff)), F32, B32));
    }
    t.add(
        "v_cvt_rpi_i32_f32",
        WideForm.of((a, b, c, m) -> (int) Math.floor(halfAbove(a, m)), B32, F32));
    t.add(
        "v_cvt_flr_i32_f32",
        WideForm.of((a, b, c, m) -> (int) Math.floor(Floats.input(Floats.f32(a), m)), B32, F32));
    t.add(
        "v_cvt_off_f32_i4",
        WideForm.of((a, b, c, m) -> Floats.bits(((int) a << 28 >> 28) / 16f), F32, B32));
  }

  private static void halves(InstructionTable t) {
    t.add(
        "v_cvt_f16_f32",
        WideForm.of((a, b, c, m) -> FloatForms.half(Floats.input(Floats.f32(a), m), m), F16, F32));
    t.add(
        "v_cvt_f32_f16",
        WideForm.of((a, b, c, m) -> Floats.bits((float) FloatForms.in16(a, m)), F32, F16));
    t.add("v_cvt_f16_u16", WideForm.of((a, b, c, m) -> FloatForms.half((double) a, m), F16, B16));
    t.add("v_cvt_f16_i16", WideForm.of((a, b, c, m) -> FloatForms.half((short) a, m), F16, B16));
    t.add(
        "v_cvt_u16_f16",
        WideForm.of((a, b, c, m) -> Math.clamp((int) Floats.f16(a), 0, 0xffff), B16, F16));
    t.add(
        "v_cvt_i16_f16",
        WideForm.of((a, b, c, m) -> Math.clamp((int) Floats.f16(a), -32768, 32767), B16, F16));
    t.add(
        "v_cvt_norm_i16_f16",
        WideForm.of((a, b, c, m) -> normalized(FloatForms.in16(a, m), -32767, 32767), B16, F16));
    t.add(
        "v_cvt_norm_u16_f16",
        WideForm.of((a, b, c, m) -> normalized(FloatForms.in16(a, m), 0, 65535), B16, F16));
  }

  private static void packed(InstructionTable t) {
    t.add(
        "v_cvt_pkrtz_f16_f32",
        WideForm.of(
            (a, b, c, m) -> pack(Floats.half(Floats.f32(a), 3), Floats.half(Floats.f32(b), 3)),
            B32,
            F32,
            F32));
    t.add(
        "v_cvt_pknorm_i16_f32",
        WideForm.of(
            (a, b, c, m) ->
                pack(
                    normalized(Floats.f32(a), -32767, 32767),
                    normalized(Floats.f32(b), -32767, 32767)),
            B32,
            F32,
            F32));
    t.add(
        "v_cvt_pknorm_u16_f32",
        WideForm.of(
            (a, b, c, m) ->
                pack(normalized(Floats.f32(a), 0, 65535), normalized(Floats.f32(b), 0, 65535)),
            B32,
            F32,
            F32));
    t.add(
        "v_cvt_pknorm_i16_f16",
        WideForm.of(
            (a, b, c, m) ->
                pack(
                    normalized(FloatForms.in16(a, m), -32767, 32767),
                    normalized(FloatForms.in16(b, m), -32767, 32767)),
            B32,
            F16,
            F16));
    t.add(
        "v_cvt_pknorm_u16_f16",
        WideForm.of(
            (a, b, c, m) ->
                pack(
                    normalized(FloatForms.in16(a, m), 0, 65535),
                    normalized(FloatForms.in16(b, m), 0, 65535)),
            B32,
            F16,
            F16));
    t.add(
        "v_cvt_pk_u16_u32",
        WideForm.of((a, b, c, m) -> pack(Math.min(a, 65535), Math.min(b, 65535)), B32, B32, B32));
    t.add(
        "v_cvt_pk_i16_i32",
        WideForm.of(
            (a, b, c, m) -> pack(VectorShort.clamp16((int) a), VectorShort.clamp16((int) b)),
            B32,
            B32,
            B32));
    t.add(
        "v_cvt_pk_u8_f32",
        WideForm.of(
            (a, b, c, m) -> {
              int shift = 8 * ((int) b & 3);
              long value = Math.clamp((int) Math.rint(Floats.f32(a)), 0, 255);
              return (c & ~(0xffL << shift)) | value << shift;
            },
            B32,
            F32,
            B32,
            B32));
    t.add("v_cvt_pkaccum_u8_f32", Conversions::accumulateByte);
    t.add("v_pack_b32_f16", WideForm.of((a, b, c, m) -> pack(a, b), B32, F16, F16));
  }

  /** One converted byte into the destination, which keeps its other bytes. */
  private static Operation accumulateByte(Decoding d) {
    int to = d.vector(0) * Wave.LANES;
    WideSource value = d.wide(1, 0, F32);
    WideSource position = d.wide(2, 1, B32);
    return wave -> {
      value.load(wave, wave.l0);
      position.load(wave, wave.l1);
      for (long m = wave.exec(); m != 0; m &= m - 1) {
        int lane = Long.numberOfTrailingZeros(m);
        int shift = 8 * ((int) wave.l1[lane] & 3);
        int code = Math.clamp((int) Math.rint(Floats.f32(wave.l0[lane])), 0, 255);
        wave.v[to + lane] = (wave.v[to + lane] & ~(0xff << shift)) | code << shift;
      }
    };
  }

  static long pack(long low, long high) {
    return (low & 0xffff) | (high & 0xffff) << 16;
  }

  private static float round32(double value, int mode) {
    return Floats.single(value, Floats.rounding32(mode));
  }

  /** The document's sum with a half is one of 32 bits, and rounded as such. */
  private static float halfAbove(long bits, int mode) {
    return round32(Floats.addOdd(Floats.input(Floats.f32(bits), mode), 0.5), mode);
  }

  private static long unsigned(double value) {
    return Math.clamp((long) value, 0, 0xffff_ffffL);
  }

  private static long normalized(double value, int min, int max) {
    return Double.isNaN(value) ? 0 : (long) Math.clamp(Math.rint(value * max), min, max);
  }
}
