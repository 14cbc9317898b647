package dev.pagen.emulator.isa;

import static dev.pagen.emulator.isa.ScalarForms.Scc.KEPT;
import static dev.pagen.emulator.isa.ScalarForms.Scc.NONZERO;
import static dev.pagen.emulator.isa.ScalarForms.binary;
import static dev.pagen.emulator.isa.ScalarForms.flagged;
import static dev.pagen.emulator.isa.ScalarForms.unary;
import static dev.pagen.emulator.isa.ValueType.B32;
import static dev.pagen.emulator.isa.ValueType.B64;
import static dev.pagen.emulator.isa.ValueType.I64;

import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.Wave;

/**
 * Scalar instructions. Functions see 32-bit sources zero-extended. Source: AMD's CDNA 3 ISA
 * document.
 */
final class ScalarAlu {
  private static final long U32 = 0xffff_ffffL;

  private ScalarAlu() {}

  static void register(InstructionTable t) {
    moves(t);
    logic(t);
    arithmetic(t);
    shifts(t);
    bits(t);
    comparisons(t);
    execMasks(t);
    immediates(t);
  }

  private static void moves(InstructionTable t) {
    t.add("s_mov_b32", unary(B32, B32, KEPT, a -> a));
    t.add("s_mov_b64", unary(B64, B64, KEPT, a -> a));
    t.add("s_cmov_b32", d -> conditionalMove(d, B32));
    t.add("s_cmov_b64", d -> conditionalMove(d, B64));
    t.add("s_cselect_b32", flagged(B32, B32, B32, (w, a, b) -> w.scc ? a : b));
    t.add("s_cselect_b64", flagged(B64, B64, B64, (w, a, b) -> w.scc ? a : b));
    t.add("s_movrels_b32", d -> relativeSource(d, B32));
    t.add("s_movrels_b64", d -> relativeSource(d, B64));
    t.add("s_movreld_b32", d -> relativeTarget(d, B32));
    t.add("s_movreld_b64", d -> relativeTarget(d, B64));
  }

  private static void logic(InstructionTable t) {
    both(t, "s_and", (a, b) -> a & b);
    both(t, "s_or", (a, b) -> a | b);
    both(t, "s_xor", (a, b) -> a ^ b);
    both(t, "s_andn2", (a, b) -> a & ~b);
    both(t, "s_orn2", (a, b) -> a | ~b);
    both(t, "s_nand", (a, b) -> ~(a & b));
    both(t, "s_nor", (a, b) -> ~(a | b));
    both(t, "s_xnor", (a, b) -> ~(a ^ b));
    t.add("s_not_b32", unary(B32, B32, NONZERO, a -> ~a));
    t.add("s_not_b64", unary(B64, B64, NONZERO, a -> ~a));
    t.add("s_wqm_b32", unary(B32, B32, NONZERO, ScalarAlu::wholeQuads));
    t.add("s_wqm_b64", unary(B64, B64, NONZERO, ScalarAlu::wholeQuads));
  }

  private static void both(InstructionTable t, String name, ScalarForms.S2 f) {
    t.add(name + "_b32", binary(B32, B32, B32, NONZERO, f));
    t.add(name + "_b64", binary(B64, B64, B64, NONZERO, f));
  }

  private static void arithmetic(InstructionTable t) {
    t.add("s_add_u32", flagged(B32, B32, B32, (w, a, b) -> carry(w, a + b)));
    t.add("s_addc_u32", flagged(B32, B32, B32, (w, a, b) -> carry(w, a + b + (w.scc ? 1 : 0))));
    t.add("s_sub_u32", flagged(B32, B32, B32, (w, a, b) -> carry(w, a - b)));
    t.add("s_subb_u32", flagged(B32, B32, B32, (w, a, b) -> carry(w, a - b - (w.scc ? 1 : 0))));
    t.add("s_add_i32", flagged(B32, B32, B32, (w, a, b) -> overflow(w, (long) (int) a + (int) b)));
    t.add("s_sub_i32", flagged(B32, B32, B32, (w, a, b) -> overflow(w, (long) (int) a - (int) b)));
    t.add("s_mul_i32", binary(B32, B32, B32, KEPT, (a, b) -> a * b));
    t.add("s_mul_hi_u32", binary(B32, B32, B32, KEPT, (a, b) -> (a * b) >>> 32));
    t.add("s_mul_hi_i32", binary(B32, B32, B32, KEPT, (a, b) -> ((long) (int) a * (int) b) >> 32));
    t.add("s_min_u32", flagged(B32, B32, B32, (w, a, b) -> pick(w, a < b, a, b)));
    t.add("s_max_u32", flagged(B32, B32, B32, (w, a, b) -> pick(w, a >= b, a, b)));
    t.add("s_min_i32", flagged(B32, B32, B32, (w, a, b) -> pick(w, (int) a < (int) b, a, b)));
    t.add("s_max_i32", flagged(B32, B32, B32, (w, a, b) -> pick(w, (int) a >= (int) b, a, b)));
    t.add("s_abs_i32", unary(B32, B32, NONZERO, a -> Math.abs((int) a)));
    t.add("s_absdiff_i32", binary(B32, B32, B32, NONZERO, (a, b) -> Math.abs((int) a - (int) b)));
    t.add("s_sext_i32_i8", unary(B32, B32, KEPT, a -> (byte) a));
    t.add("s_sext_i32_i16", unary(B32, B32, KEPT, a -> (short) a));
    for (int n = 1; n <= 4; n++) {
      int shift = n;
      t.add(
          "s_lshl" + n + "_add_u32",
          flagged(B32, B32, B32, (w, a, b) -> carry(w, (a << shift) + b)));
    }
  }

  private static void shifts(InstructionTable t) {
    t.add("s_lshl_b32", binary(B32, B32, B32, NONZERO, (a, b) -> a << (b & 31)));
    t.add("s_lshr_b32", binary(B32, B32, B32, NONZERO, (a, b) -> a >>> (b & 31)));
    t.add("s_ashr_i32", binary(B32, B32, B32, NONZERO, (a, b) -> (int) a >> (b & 31)));
    t.add("s_lshl_b64", binary(B64, B64, B32, NONZERO, (a, b) -> a << b));
    t.add("s_lshr_b64", binary(B64, B64, B32, NONZERO, (a, b) -> a >>> b));
    t.add("s_ashr_i64", binary(B64, I64, B32, NONZERO, (a, b) -> a >> b));
    t.add("s_bfm_b32", binary(B32, B32, B32, KEPT, (a, b) -> ((1L << (a & 31)) - 1) << (b & 31)));
    t.add("s_bfm_b64", binary(B64, B32, B32, KEPT, (a, b) -> ((1L << (a & 63)) - 1) << b));
    t.add("s_bfe_u32", binary(B32, B32, B32, NONZERO, (a, b) -> field(a, b & 31, b >> 16 & 127)));
    t.add(
        "s_bfe_i32",
        binary(B32, B32, B32, NONZERO, (a, b) -> signedField(signed(a), b & 31, b >> 16 & 127)));
    t.add("s_bfe_u64", binary(B64, B64, B32, NONZERO, (a, b) -> field(a, b & 63, b >> 16 & 127)));
    t.add(
        "s_bfe_i64",
        binary(B64, I64, B32, NONZERO, (a, b) -> signedField(a, b & 63, b >> 16 & 127)));
    t.add("s_pack_ll_b32_b16", binary(B32, B32, B32, KEPT, (a, b) -> (a & 0xffff) | b << 16));
    t.add(
        "s_pack_lh_b32_b16",
        binary(B32, B32, B32, KEPT, (a, b) -> (a & 0xffff) | (b & 0xffff0000L)));
    t.add("s_pack_hh_b32_b16", binary(B32, B32, B32, KEPT, (a, b) -> a >>> 16 | (b & 0xffff0000L)));
  }

  private static void bits(InstructionTable t) {
    t.add("s_brev_b32", unary(B32, B32, KEPT, a -> Integer.reverse((int) a)));
    t.add("s_brev_b64", unary(B64, B64, KEPT, Long::reverse));
    t.add("s_bcnt0_i32_b32", unary(B32, B32, NONZERO, a -> 32 - Long.bitCount(a)));
    t.add("s_bcnt1_i32_b32", unary(B32, B32, NONZERO, Long::bitCount));
    t.add("s_bcnt0_i32_b64", unary(B32, B64, NONZERO, a -> 64 - Long.bitCount(a)));
    t.add("s_bcnt1_i32_b64", unary(B32, B64, NONZERO, Long::bitCount));
    t.add("s_ff0_i32_b32", unary(B32, B32, KEPT, a -> first(~a & U32)));
    t.add("s_ff1_i32_b32", unary(B32, B32, KEPT, ScalarAlu::first));
    t.add("s_ff0_i32_b64", unary(B32, B64, KEPT, a -> first(~a)));
    t.add("s_ff1_i32_b64", unary(B32, B64, KEPT, ScalarAlu::first));
    t.add(
        "s_flbit_i32_b32",
        unary(B32, B32, KEPT, a -> a == 0 ? -1 : Long.numberOfLeadingZeros(a) - 32));
    t.add(
        "s_flbit_i32_b64", unary(B32, B64, KEPT, a -> a == 0 ? -1 : Long.numberOfLeadingZeros(a)));
    t.add("s_flbit_i32", unary(B32, B32, KEPT, a -> VectorInteger.firstUnlikeSign((int) a)));
    t.add("s_flbit_i32_i64", unary(B32, I64, KEPT, ScalarAlu::firstUnlikeSign));
    t.add("s_bitset0_b32", d -> setBit(d, false, B32));
    t.add("s_bitset1_b32", d -> setBit(d, true, B32));
    t.add("s_bitset0_b64", d -> setBit(d, false, B64));
    t.add("s_bitset1_b64", d -> setBit(d, true, B64));
    t.add("s_bitreplicate_b64_b32", unary(B64, B32, KEPT, ScalarAlu::replicate));
    t.add("s_quadmask_b32", unary(B32, B32, NONZERO, ScalarAlu::quadMask));
    t.add("s_quadmask_b64", unary(B64, B64, NONZERO, ScalarAlu::quadMask));
  }

  private static void comparisons(InstructionTable t) {
    compare(t, "eq", (a, b) -> a == b, true);
    compare(t, "lg", (a, b) -> a != b, true);
    compare(t, "gt", (a, b) -> a > b, false);
    compare(t, "ge", (a, b) -> a >= b, false);
    compare(t, "lt", (a, b) -> a < b, false);
    compare(t, "le", (a, b) -> a <= b, false);
    t.add("s_bitcmp0_b32", ScalarForms.compare(B32, B32, (a, b) -> (a >> (b & 31) & 1) == 0));
    t.add("s_bitcmp1_b32", ScalarForms.compare(B32, B32, (a, b) -> (a >> (b & 31) & 1) == 1));
    t.add("s_bitcmp0_b64", ScalarForms.compare(B64, B32, (a, b) -> (a >> b & 1) == 0));
    t.add("s_bitcmp1_b64", ScalarForms.compare(B64, B32, (a, b) -> (a >> b & 1) == 1));
  }

  private static void compare(
      InstructionTable t, String name, ScalarForms.Test test, boolean wide) {
    t.add("s_cmp_" + name + "_u32", ScalarForms.compare(B32, B32, test));
    t.add(
        "s_cmp_" + name + "_i32",
        ScalarForms.compare(B32, B32, (a, b) -> test.test(signed(a), signed(b))));
    t.add("s_cmpk_" + name + "_u32", ScalarForms.compareImmediate(false, test));
    t.add("s_cmpk_" + name + "_i32", ScalarForms.compareImmediate(true, test));
    if (wide) {
      t.add("s_cmp_" + name + "_u64", ScalarForms.compare(B64, B64, test));
    }
  }

  private static void execMasks(InstructionTable t) {
    t.add("s_and_saveexec_b64", ScalarForms.saveExec((a, e) -> a & e));
    t.add("s_or_saveexec_b64", ScalarForms.saveExec((a, e) -> a | e));
    t.add("s_xor_saveexec_b64", ScalarForms.saveExec((a, e) -> a ^ e));
    t.add("s_andn1_saveexec_b64", ScalarForms.saveExec((a, e) -> ~a & e));
    t.add("s_andn2_saveexec_b64", ScalarForms.saveExec((a, e) -> a & ~e));
    t.add("s_orn1_saveexec_b64", ScalarForms.saveExec((a, e) -> ~a | e));
    t.add("s_orn2_saveexec_b64", ScalarForms.saveExec((a, e) -> a | ~e));
    t.add("s_nand_saveexec_b64", ScalarForms.saveExec((a, e) -> ~(a & e)));
    t.add("s_nor_saveexec_b64", ScalarForms.saveExec((a, e) -> ~(a | e)));
    t.add("s_xnor_saveexec_b64", ScalarForms.saveExec((a, e) -> ~(a ^ e)));
    t.add("s_andn1_wrexec_b64", ScalarForms.writeExec((a, e) -> ~a & e));
    t.add("s_andn2_wrexec_b64", ScalarForms.writeExec((a, e) -> a & ~e));
  }

  private static void immediates(InstructionTable t) {
    t.add("s_movk_i32", ScalarForms.immediate((w, a, k) -> k));
    t.add("s_cmovk_i32", ScalarForms.immediate((w, a, k) -> w.scc ? k : a));
    t.add("s_addk_i32", ScalarForms.immediate((w, a, k) -> overflow(w, a + k)));
    t.add("s_mulk_i32", ScalarForms.immediate((w, a, k) -> a * k));
  }

  private static Operation conditionalMove(Decoding d, ValueType type) {
    ScalarSource source = d.scalar(1, type);
    ScalarForms.ScalarTarget to = ScalarForms.ScalarTarget.of(d.scalarRegister(0), type);
    return wave -> {
      if (wave.scc) {
        to.set(wave, source.get(wave));
      }
    };
  }

  private static Operation relativeSource(Decoding d, ValueType type) {
    int from = d.scalarRegister(1);
    ScalarForms.ScalarTarget to = ScalarForms.ScalarTarget.of(d.scalarRegister(0), type);
    return wave -> {
      int register = from + wave.s[Wave.M0];
      to.set(wave, type.bits == 64 ? wave.pair(register) : wave.s[register]);
    };
  }

  private static Operation relativeTarget(Decoding d, ValueType type) {
    ScalarSource source = d.scalar(1, type);
    int to = d.scalarRegister(0);
    return wave ->
        ScalarForms.ScalarTarget.of(to + wave.s[Wave.M0], type).set(wave, source.get(wave));
  }

  private static Operation setBit(Decoding d, boolean on, ValueType type) {
    int register = d.scalarRegister(0);
    ScalarSource bit = d.scalar(1, B32);
    return wave -> {
      if (type.bits == 64) {
        long mask = 1L << bit.get(wave);
        long old = wave.pair(register);
        wave.setPair(register, on ? old | mask : old & ~mask);
      } else {
        int mask = 1 << bit.get(wave);
        wave.s[register] = on ? wave.s[register] | mask : wave.s[register] & ~mask;
      }
    };
  }

  private static long signed(long a) {
    return (int) a;
  }

  private static long carry(Wave wave, long sum) {
    wave.scc = (sum & ~U32) != 0;
    return sum;
  }

  private static long overflow(Wave wave, long sum) {
    wave.scc = sum != (int) sum;
    return sum;
  }

  private static long pick(Wave wave, boolean first, long a, long b) {
    wave.scc = first;
    return first ? a : b;
  }

  private static long first(long a) {
    return a == 0 ? -1 : Long.numberOfTrailingZeros(a);
  }

  private static long firstUnlikeSign(long a) {
    long folded = a ^ a >> 63;
    return folded == 0 ? -1 : Long.numberOfLeadingZeros(folded);
  }

  private static long field(long value, long offset, long width) {
    return width >= 64 ? value >>> offset : value >>> offset & (1L << width) - 1;
  }

  private static long signedField(long value, long offset, long width) {
    long shifted = value >> offset;
    return width == 0 ? 0 : width >= 64 ? shifted : shifted << (64 - width) >> (64 - width);
  }

  private static long wholeQuads(long a) {
    long any = a | a >>> 1 | a >>> 2 | a >>> 3;
    return (any & 0x1111_1111_1111_1111L) * 15;
  }

  private static long quadMask(long a) {
    long any = (a | a >>> 1 | a >>> 2 | a >>> 3) & 0x1111_1111_1111_1111L;
    return Long.compress(any, 0x1111_1111_1111_1111L);
  }

  private static long replicate(long a) {
    return Long.expand(a, 0x5555_5555_5555_5555L) * 3;
  }
}
