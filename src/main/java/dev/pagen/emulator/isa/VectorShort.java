package dev.pagen.emulator.isa;

import static dev.pagen.emulator.isa.ValueType.B16;

/** 16-bit integer instructions of the vector unit. Source: AMD's CDNA 3 and 4 ISA documents. */
final class VectorShort {
  private VectorShort() {}

  static void register(InstructionTable t) {
    half2(t, "v_add_u16", (a, b, c, m) -> a + b, (a, b, c, m) -> Math.min(a + b, 0xffff));
    half2(t, "v_sub_u16", (a, b, c, m) -> a - b, (a, b, c, m) -> Math.max(a - b, 0));
    half2(t, "v_subrev_u16", (a, b, c, m) -> b - a, (a, b, c, m) -> Math.max(b - a, 0));
    half2(t, "v_mul_lo_u16", (a, b, c, m) -> a * b);
    half2(t, "v_add_i16", (a, b, c, m) -> a + b, (a, b, c, m) -> clamp16((short) a + (short) b));
    half2(t, "v_sub_i16", (a, b, c, m) -> a - b, (a, b, c, m) -> clamp16((short) a - (short) b));
    half2(t, "v_lshlrev_b16", (a, b, c, m) -> b << (a & 15));
    half2(t, "v_lshrrev_b16", (a, b, c, m) -> b >>> (a & 15));
    half2(t, "v_ashrrev_i16", (a, b, c, m) -> (short) b >> (a & 15));
    half2(t, "v_min_u16", (a, b, c, m) -> Math.min(a, b));
    half2(t, "v_max_u16", (a, b, c, m) -> Math.max(a, b));
    half2(t, "v_min_i16", (a, b, c, m) -> Math.min((short) a, (short) b));
    half2(t, "v_max_i16", (a, b, c, m) -> Math.max((short) a, (short) b));
    half3(t, "v_min3_u16", (a, b, c, m) -> Math.min(Math.min(a, b), c));
    half3(t, "v_max3_u16", (a, b, c, m) -> Math.max(Math.max(a, b), c));
    half3(t, "v_med3_u16", (a, b, c, m) -> median(a, b, c));
    half3(t, "v_min3_i16", (a, b, c, m) -> Math.min(Math.min((short) a, (short) b), (short) c));
    half3(t, "v_max3_i16", (a, b, c, m) -> Math.max(Math.max((short) a, (short) b), (short) c));
    half3(t, "v_med3_i16", (a, b, c, m) -> median((short) a, (short) b, (short) c));
    multiplyAdd(t, "v_mad_u16");
    multiplyAdd(t, "v_mad_i16");
    t.add("v_mad_legacy_u16", WideForm.of((a, b, c, m) -> a * b + c, B16, B16, B16, B16));
    t.add("v_mad_legacy_i16", WideForm.of((a, b, c, m) -> a * b + c, B16, B16, B16, B16));
  }

  private static void half2(InstructionTable t, String name, LaneFunction f) {
    t.add(name, WideForm.of(f, B16, B16, B16));
  }

  private static void half2(InstructionTable t, String name, LaneFunction f, LaneFunction clamped) {
    WideForm plain = WideForm.of(f, B16, B16, B16);
    WideForm saturating = WideForm.of(clamped, B16, B16, B16);
    t.add(
        name,
        d -> d.modifiers().has("clamp") ? saturating.bind(d.without("clamp")) : plain.bind(d));
  }

  private static void half3(InstructionTable t, String name, LaneFunction f) {
    t.add(name, WideForm.of(f, B16, B16, B16, B16).keepingHighHalf());
  }

  private static void multiplyAdd(InstructionTable t, String name) {
    t.add(name, WideForm.of((a, b, c, m) -> a * b + c, B16, B16, B16, B16).keepingHighHalf());
  }

  static int clamp16(int a) {
    return Math.clamp(a, Short.MIN_VALUE, Short.MAX_VALUE);
  }

  private static long median(long a, long b, long c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
