package dev.pagen.emulator.isa;

import static dev.pagen.emulator.isa.ValueType.B16;
import static dev.pagen.emulator.isa.ValueType.B32;
import static dev.pagen.emulator.isa.ValueType.BF16;
import static dev.pagen.emulator.isa.ValueType.F32;

import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.Target;

/** Conversions from and to 8-bit formats, and gfx950's from and to bfloat16. */
final class SmallConversions {
  private SmallConversions() {}

  static void register(InstructionTable t) {
    if (t.target() == Target.GFX90A) {
      return;
    }
    eightBits(t, "fp8", SmallFloat.fp8(t.target()), 12, 0x1p-20);
    eightBits(t, "bf8", SmallFloat.bf8(t.target()), 11, 0x1p-21);
    if (t.target() == Target.GFX950) {
      t.add(
          "v_cvt_pk_bf16_f32",
          WideForm.of(
              (a, b, c, m) ->
                  Conversions.pack(Floats.brain(Floats.f32(a), 0), Floats.brain(Floats.f32(b), 0)),
              B32,
              F32,
              F32));
      t.add(
          "v_cvt_pk_f16_f32",
          WideForm.of(
              (a, b, c, m) ->
                  Conversions.pack(Floats.half(Floats.f32(a), 0), Floats.half(Floats.f32(b), 0)),
              B32,
              F32,
              F32));
      t.add("v_cvt_sr_bf16_f32", stochastic(16));
      t.add("v_cvt_sr_f16_f32", stochastic(13));
      ScaledConversions.register(t);
      t.add(
          "v_cvt_f32_bf16",
          WideForm.of((a, b, c, m) -> Floats.bits(Floats.output(Floats.bf16(a), m)), F32, BF16));
    }
  }

  private static void eightBits(
      InstructionTable t, String name, SmallFloat format, int randomShift, double randomUnit) {
    t.add("v_cvt_f32_" + name, d -> decodeOne(d, format));
    t.add("v_cvt_pk_f32_" + name, d -> decodePair(d, format));
    t.add("v_cvt_pk_" + name + "_f32", d -> encodePair(d, format));
    t.add("v_cvt_sr_" + name + "_f32", d -> encodeDithered(d, format, randomShift, randomUnit));
  }

  private static Operation decodeOne(Decoding d, SmallFloat format) {
    int shift = 8 * d.sourceByte();
    return WideForm.of((a, b, c, m) -> Floats.bits(format.decode((int) a >>> shift)), F32, B32)
        .bind(d);
  }

  private static Operation decodePair(Decoding d, SmallFloat format) {
    int shift = 16 * d.modifiers().element("op_sel", 0, 0);
    int register = d.vector(0);
    WideSource source = d.wide(1, 0, B32);
    WideDestination destination = WideDestination.pairs(register);
    return wave -> {
      source.load(wave, wave.l0);
      for (int lane = 0; lane < Wave.LANES; lane++) {
        int codes = (int) (wave.l0[lane] >>> shift);
        long low = Floats.bits(format.decode(codes));
        wave.l0[lane] = low | Floats.bits(format.decode(codes >>> 8)) << 32;
      }
      destination.store(wave, wave.l0, d.mask().of(wave));
    };
  }

  /** Two codes into the low or, by op_sel, the high half; the other half is kept. */
  private static Operation encodePair(Decoding d, SmallFloat format) {
    LaneFunction f =
        (a, b, c, m) -> {
          boolean saturate = (m & Conversions.SATURATE) != 0;
          return format.encode(Floats.f32(a), saturate)
              | format.encode(Floats.f32(b), saturate) << 8;
        };
    return WideForm.of(f, B16, F32, F32).keepingHighHalf().bind(d);
  }

  /** One code into the byte that op_sel names; the other bytes are kept. */
  private static Operation encodeDithered(
      Decoding d, SmallFloat format, int randomShift, double randomUnit) {
    WideSource value = d.wide(1, 0, F32);
    WideSource random = d.wide(2, 1, B32);
    WideDestination destination = WideDestination.field(d.vector(0), 8 * d.destinationByte(), 8);
    return wave -> {
      value.load(wave, wave.l0);
      random.load(wave, wave.l1);
      boolean saturate = (wave.mode & Conversions.SATURATE) != 0;
      for (int lane = 0; lane < Wave.LANES; lane++) {
        double dither = (wave.l1[lane] >>> randomShift) * randomUnit;
        wave.l0[lane] = format.encode(Floats.f32(wave.l0[lane]), saturate, dither);
      }
      destination.store(wave, wave.l0, wave.exec());
    };
  }

  /**
   * Adds random bits below the kept mantissa and cuts: bfloat16 drops 16 bits of a float, half
   * precision 13 (and more of a value that is denormal there).
   */
  private static Binder stochastic(int dropped) {
    return WideForm.of(
            (a, b, c, m) -> {
              float x = Floats.f32(a);
              if (Float.isNaN(x) || Float.isInfinite(x)) {
                return dropped == 16 ? Floats.brain(x, 0) : Floats.half(x, 0);
              }
              int smallest = dropped == 16 ? Float.MIN_EXPONENT : -14;
              double unit = Math.scalb(1.0, Math.max(Math.getExponent(x), smallest) - 23 + dropped);
              double sum =
                  x + Math.copySign((b >>> (32 - dropped)) * Math.scalb(unit, -dropped), x);
              return dropped == 16 ? Floats.brain(sum, 3) : Floats.half(sum, 3);
            },
            B16,
            F32,
            B32)
        .keepingHighHalf();
  }
}
