package dev.pagen.emulator.isa;

import static dev.pagen.emulator.isa.ValueType.B16;
import static dev.pagen.emulator.isa.ValueType.B32;
import static dev.pagen.emulator.isa.ValueType.BF16;
import static dev.pagen.emulator.isa.ValueType.F16;
import static dev.pagen.emulator.isa.ValueType.F32;

import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.emulator.machine.Wave;

/**
 * Packed instructions: two halves, or two 32-bit values in a register pair, at once;
 * mixed-precision multiply-add; dot products. Source: AMD's CDNA 3 and 4 ISA documents.
 */
final class PackedMath {
  private PackedMath() {}

  static void register(InstructionTable t) {
    halves(t);
    pairs(t);
    mixed(t);
    DotProducts.register(t);
  }

  private static void halves(InstructionTable t) {
    pack(t, "add_u16", B16, 2, (a, b, c, m) -> a + b, (a, b, c, m) -> Math.min(a + b, 0xffff));
    pack(t, "sub_u16", B16, 2, (a, b, c, m) -> a - b, (a, b, c, m) -> Math.max(a - b, 0));
    pack(t, "add_i16", B16, 2, (a, b, c, m) -> a + b, (a, b, c, m) -> clamp((short) a + (short) b));
    pack(t, "sub_i16", B16, 2, (a, b, c, m) -> a - b, (a, b, c, m) -> clamp((short) a - (short) b));
    pack(t, "mul_lo_u16", B16, 2, (a, b, c, m) -> a * b);
    pack(t, "mad_u16", B16, 3, (a, b, c, m) -> a * b + c);
    pack(t, "mad_i16", B16, 3, (a, b, c, m) -> a * b + c);
    pack(t, "min_u16", B16, 2, (a, b, c, m) -> Math.min(a, b));
    pack(t, "max_u16", B16, 2, (a, b, c, m) -> Math.max(a, b));
    pack(t, "min_i16", B16, 2, (a, b, c, m) -> Math.min((short) a, (short) b));
    pack(t, "max_i16", B16, 2, (a, b, c, m) -> Math.max((short) a, (short) b));
    pack(t, "lshlrev_b16", B16, 2, (a, b, c, m) -> b << (a & 15));
    pack(t, "lshrrev_b16", B16, 2, (a, b, c, m) -> b >>> (a & 15));
    pack(t, "ashrrev_i16", B16, 2, (a, b, c, m) -> (short) b >> (a & 15));
    pack(t, "add_f16", F16, 2, FloatForms.h2(Floats::addOdd).function());
    pack(t, "mul_f16", F16, 2, FloatForms.h2((a, b) -> a * b).function());
    pack(t, "fma_f16", F16, 3, FloatForms.h3(Floats::fmaOdd).function());
    Specialised<LaneLoop> fma = FloatForms.h3(Floats::fmaOdd).loop();
    t.add("v_pk_fmac_f16", FloatForms.accumulating(d -> packed(d, F16, 3, fma.get())));
  }

  private static void pairs(InstructionTable t) {
    pair(t, "v_pk_add_f32", 2, (a, b, c) -> a + b);
    pair(t, "v_pk_mul_f32", 2, (a, b, c) -> a * b);
    pair(t, "v_pk_fma_f32", 3, Math::fma);
    t.add("v_pk_mov_b32", PackedMath::movePair);
  }

  private static LaneFunction single(FloatForms.F3 f) {
    return (a, b, c, mode) -> {
      if ((mode & 3) != 0) {
        throw new UnmodelledException("packed 32-bit arithmetic in rounding mode " + (mode & 3));
      }
      float x = Floats.input(Floats.f32(a), mode);
      float y = Floats.input(Floats.f32(b), mode);
      float z = Floats.input(Floats.f32(c), mode);
      return Floats.bits(Floats.output(f.apply(x, y, z), mode));
    };
  }

  /** Sources are 32-bit, or half a register where op_sel_hi says so (op_sel then picks which). */
  private static void mixed(InstructionTable t) {
    for (String name : new String[] {"v_fma_mix", "v_mad_mix"}) {
      t.add(name + "_f32", d -> mix(d, WideDestination.words(d.vector(0)), false));
      t.add(name + "lo_f16", d -> mix(d, WideDestination.field(d.vector(0), 0, 16), true));
      t.add(name + "hi_f16", d -> mix(d, WideDestination.field(d.vector(0), 16, 16), true));
    }
  }

  private static Operation mix(Decoding d, WideDestination destination, boolean half) {
    WideSource[] sources = new WideSource[3];
    boolean[] narrow = new boolean[3];
    for (int i = 0; i < 3; i++) {
      narrow[i] = d.modifiers().element("op_sel_hi", i, 0) == 1;
      boolean high = d.modifiers().element("op_sel", i, 0) == 1;
      sources[i] = narrow[i] ? selected(d, i + 1, i, F16, high) : plain(d, i + 1, F32);
      Operand operand = d.operand(i + 1);
      long sign = narrow[i] ? 0x8000 : 0x8000_0000L;
      boolean negate = operand.negate() || d.modifiers().element("neg_lo", i, 0) == 1;
      boolean absolute = operand.absolute() || d.modifiers().element("neg_hi", i, 0) == 1;
      sources[i] = sources[i].masked(absolute ? sign : 0, negate ? sign : 0);
    }
    ValueType result = half ? F16 : F32;
    OutputModifier output = OutputModifier.of(d.modifiers(), result);
    Nan nan = Nan.of(result, type(narrow[0]), type(narrow[1]), type(narrow[2]));
    return wave -> {
      sources[0].load(wave, wave.l0);
      sources[1].load(wave, wave.l1);
      sources[2].load(wave, wave.l2);
      for (int lane = 0; lane < Wave.LANES; lane++) {
        long a = wave.l0[lane];
        long b = wave.l1[lane];
        long c = wave.l2[lane];
        double exact =
            Floats.fmaOdd(
                value(a, narrow[0], wave.mode),
                value(b, narrow[1], wave.mode),
                value(c, narrow[2], wave.mode));
        long r =
            half
                ? FloatForms.half(exact, wave.mode)
                : Floats.bits(
                    Floats.output(Floats.single(exact, Floats.rounding32(wave.mode)), wave.mode));
        wave.l0[lane] = output.apply(nan.checked(r, a, b, c), wave.mode);
      }
      destination.store(wave, wave.l0, wave.exec());
    };
  }

  private static ValueType type(boolean narrow) {
    return narrow ? F16 : F32;
  }

  private static double value(long bits, boolean narrow, int mode) {
    return narrow ? FloatForms.in16(bits, mode) : Floats.input(Floats.f32(bits), mode);
  }

  static void pack(InstructionTable t, String name, ValueType type, int sources, LaneFunction f) {
    Specialised<LaneLoop> loop = LaneLoop.of(f);
    t.add("v_pk_" + name, d -> packed(d, type, sources, loop.get()));
  }

  private static void pack(
      InstructionTable t,
      String name,
      ValueType type,
      int sources,
      LaneFunction f,
      LaneFunction clamped) {
    Specialised<LaneLoop> plain = LaneLoop.of(f);
    Specialised<LaneLoop> saturating = LaneLoop.of(clamped);
    t.add(
        "v_pk_" + name,
        d ->
            d.modifiers().has("clamp")
                ? packed(d.without("clamp"), type, sources, saturating.get())
                : packed(d, type, sources, plain.get()));
  }

  private static Operation packed(Decoding d, ValueType type, int count, LaneLoop loop) {
    WideSource[] low = new WideSource[3];
    WideSource[] high = new WideSource[3];
    for (int i = 0; i < 3; i++) {
      low[i] = i < count ? half(d, i + 1, i, type, false) : WideSource.scalar(w -> 0);
      high[i] = i < count ? half(d, i + 1, i, type, true) : WideSource.scalar(w -> 0);
    }
    WideDestination destination = WideDestination.words(d.vector(0));
    OutputModifier output = OutputModifier.of(d.modifiers(), type);
    LaneMask active = d.mask();
    return wave -> {
      apply(wave, low, loop, output);
      System.arraycopy(wave.l0, 0, wave.l3, 0, Wave.LANES);
      apply(wave, high, loop, output);
      for (int lane = 0; lane < Wave.LANES; lane++) {
        wave.l3[lane] = Conversions.pack(wave.l3[lane], wave.l0[lane]);
      }
      destination.store(wave, wave.l3, active.of(wave));
    };
  }

  private static void apply(Wave wave, WideSource[] sources, LaneLoop loop, OutputModifier output) {
    sources[0].load(wave, wave.l0);
    sources[1].load(wave, wave.l1);
    sources[2].load(wave, wave.l2);
    loop.run(wave.l0, wave.l1, wave.l2, wave.mode, -1);
    output.applyTo(wave.l0, wave.mode, -1);
  }

  /** The half of source {@code i} that the low or the high result takes, with its negation. */
  static WideSource half(Decoding d, int operand, int i, ValueType type, boolean high) {
    Modifiers m = d.modifiers();
    boolean upper = high ? m.element("op_sel_hi", i, 1) == 1 : m.element("op_sel", i, 0) == 1;
    boolean negate = m.element(high ? "neg_hi" : "neg_lo", i, 0) == 1;
    if (negate && !type.floating || !d.operand(operand).isPlain()) {
      throw new UnmodelledException("a modifier of source %d of packed values".formatted(i));
    }
    return selected(d, operand, i, type, upper).masked(0, negate ? 0x8000 : 0);
  }

  private static WideSource selected(
      Decoding d, int operand, int i, ValueType type, boolean upper) {
    Operand o = d.operand(operand);
    if (o.kind() == Operand.Kind.CONSTANT) {
      return constantHalf(o, type, upper);
    }
    LaneSource lanes = d.permuted(d.raw(o, B32, 0), i);
    return WideSource.narrow(upper ? lanes.highHalf() : lanes.lowHalf());
  }

  /**
   * Inline constants are 16 bits with zeros (integers: their sign) above; literals have 32 bits.
   */
  private static WideSource constantHalf(Operand o, ValueType type, boolean upper) {
    boolean sixteen = o.name().contains(".") && (type == F16 || type == BF16 || type == B16);
    long bits = sixteen ? type.constant(o.name()) : B32.constant(o.name());
    return WideSource.scalar(ScalarSource.constant((upper ? bits >>> 16 : bits) & 0xffff));
  }

  private static WideSource plain(Decoding d, int operand, ValueType type) {
    return WideSource.narrow(d.raw(d.operand(operand), type, 0));
  }

  private static void pair(InstructionTable t, String name, int sources, FloatForms.F3 f) {
    Specialised<LaneLoop> unchecked = LaneLoop.of(single(f));
    Specialised<LaneLoop> checked = LaneLoop.of(Nan.of(F32, F32, F32, F32).checking(single(f)));
    t.add(name, d -> pair(d, sources, unchecked.get(), checked.get()));
  }

  /** Two 32-bit results; op_sel and op_sel_hi pick which register of each source pair they take. */
  private static Operation pair(Decoding d, int count, LaneLoop unchecked, LaneLoop checked) {
    int to = d.vector(0);
    WideSource[] low = new WideSource[3];
    WideSource[] high = new WideSource[3];
    for (int i = 0; i < 3; i++) {
      low[i] = i < count ? word(d, i + 1, i, false) : WideSource.scalar(w -> 0);
      high[i] = i < count ? word(d, i + 1, i, true) : WideSource.scalar(w -> 0);
    }
    WideDestination destination = WideDestination.pairs(to);
    OutputModifier output = OutputModifier.of(d.modifiers(), F32);
    return wave -> {
      pair(wave, low, high, unchecked, output);
      if (Nan.isAmong(wave.l3)) {
        pair(wave, low, high, checked, output);
      }
      destination.store(wave, wave.l3, wave.exec());
    };
  }

  private static void pair(
      Wave wave, WideSource[] low, WideSource[] high, LaneLoop loop, OutputModifier output) {
    apply(wave, low, loop, output);
    System.arraycopy(wave.l0, 0, wave.l3, 0, Wave.LANES);
    apply(wave, high, loop, output);
    for (int lane = 0; lane < Wave.LANES; lane++) {
      wave.l3[lane] = (wave.l3[lane] & 0xffff_ffffL) | wave.l0[lane] << 32;
    }
  }

  private static Operation movePair(Decoding d) {
    // The low result takes the first source, the high result the second, by op_sel alone.
    Modifiers m = d.modifiers().without("op_sel_hi");
    WideSource low = register(d, 1, m.element("op_sel", 0, 0));
    WideSource high = register(d, 2, m.element("op_sel", 1, 0));
    WideDestination destination = WideDestination.pairs(d.vector(0));
    return wave -> {
      low.load(wave, wave.l2);
      high.load(wave, wave.l3);
      for (int lane = 0; lane < Wave.LANES; lane++) {
        wave.l2[lane] = (wave.l2[lane] & 0xffff_ffffL) | wave.l3[lane] << 32;
      }
      destination.store(wave, wave.l2, wave.exec());
    };
  }

  private static WideSource word(Decoding d, int operand, int i, boolean high) {
    Modifiers m = d.modifiers();
    int register = m.element(high ? "op_sel_hi" : "op_sel", i, high ? 1 : 0);
    boolean negate = m.element(high ? "neg_hi" : "neg_lo", i, 0) == 1;
    return register(d, operand, register).masked(0, negate ? 0x8000_0000L : 0);
  }

  /** A constant is the same for both results. */
  private static WideSource register(Decoding d, int operand, int offset) {
    Operand o = d.operand(operand);
    return switch (o.kind()) {
      case VECTOR -> WideSource.narrow(LaneSource.register(o.index() + offset));
      case SCALAR -> WideSource.scalar(w -> w.s[o.index() + offset] & 0xffff_ffffL);
      default -> WideSource.scalar(ScalarSource.of(o, F32));
    };
  }

  private static long clamp(int x) {
    return Math.clamp(x, Short.MIN_VALUE, Short.MAX_VALUE);
  }
}
