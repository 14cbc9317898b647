package dev.pagen.emulator.isa;

import static dev.pagen.emulator.isa.ValueType.B16;
import static dev.pagen.emulator.isa.ValueType.B32;
import static dev.pagen.emulator.isa.ValueType.B64;
import static dev.pagen.emulator.isa.ValueType.I64;
import static dev.pagen.emulator.isa.VectorForms.int1;
import static dev.pagen.emulator.isa.VectorForms.int2;
import static dev.pagen.emulator.isa.VectorForms.int3;

import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.Wave;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * 32- and 64-bit integer and bit instructions of the vector unit. Source: AMD's CDNA 3 and 4 ISA
 * documents.
 */
final class VectorInteger {
  private VectorInteger() {}

  static void register(InstructionTable t) {
    moves(t);
    arithmetic(t);
    bits(t);
    threeOperands(t);
    minMax(t);
    wide(t);
    carries(t);
  }

  private static void moves(InstructionTable t) {
    t.add("v_mov_b32", int1(a -> a));
    t.add("v_accvgpr_read_b32", int1(a -> a));
    t.add("v_accvgpr_write_b32", int1(a -> a));
    t.add("v_accvgpr_mov_b32", int1(a -> a));
    t.add("v_mov_b64", WideForm.of((a, b, c, m) -> a, B64, B64));
    t.add("v_nop", d -> w -> {});
    t.add("v_not_b32", int1(a -> ~a));
    t.add("v_bfrev_b32", int1(Integer::reverse));
    t.add("v_ffbh_u32", int1(a -> a == 0 ? -1 : Integer.numberOfLeadingZeros(a)));
    t.add("v_ffbl_b32", int1(a -> a == 0 ? -1 : Integer.numberOfTrailingZeros(a)));
    t.add("v_ffbh_i32", int1(VectorInteger::firstUnlikeSign));
    t.add("v_cndmask_b32", VectorInteger::select);
    t.add("v_swap_b32", VectorInteger::swap);
  }

  private static void arithmetic(InstructionTable t) {
    t.add("v_add_u32", int2(Integer::sum, VectorInteger::saturatingAdd));
    t.add("v_sub_u32", int2((a, b) -> a - b, VectorInteger::saturatingSubtract));
    t.add("v_subrev_u32", int2((a, b) -> b - a, (a, b) -> saturatingSubtract(b, a)));
    t.add("v_add_i32", int2(Integer::sum, (a, b) -> clampSigned((long) a + b)));
    t.add("v_sub_i32", int2((a, b) -> a - b, (a, b) -> clampSigned((long) a - b)));
    t.add("v_mul_lo_u32", int2((a, b) -> a * b));
    t.add("v_mul_hi_u32", int2((a, b) -> (int) ((unsigned(a) * unsigned(b)) >>> 32)));
    t.add("v_mul_hi_i32", int2((a, b) -> (int) (((long) a * b) >> 32)));
    t.add("v_mul_u32_u24", int2((a, b) -> u24(a) * u24(b)));
    t.add("v_mul_hi_u32_u24", int2((a, b) -> (int) (((long) u24(a) * u24(b)) >>> 32)));
    t.add("v_mul_i32_i24", int2((a, b) -> i24(a) * i24(b)));
    t.add("v_mul_hi_i32_i24", int2((a, b) -> (int) (((long) i24(a) * i24(b)) >> 32)));
  }

  private static void bits(InstructionTable t) {
    t.add("v_and_b32", int2((a, b) -> a & b));
    t.add("v_or_b32", int2((a, b) -> a | b));
    t.add("v_xor_b32", int2((a, b) -> a ^ b));
    t.add("v_xnor_b32", int2((a, b) -> ~(a ^ b)));
    t.add("v_lshlrev_b32", int2((a, b) -> b << a));
    t.add("v_lshrrev_b32", int2((a, b) -> b >>> a));
    t.add("v_ashrrev_i32", int2((a, b) -> b >> a));
    t.add("v_bfm_b32", int2((a, b) -> ((1 << (a & 31)) - 1) << b));
    t.add("v_bcnt_u32_b32", int2((a, b) -> Integer.bitCount(a) + b));
    t.add("v_bfe_u32", int3((a, b, c) -> extract(a, b, c)));
    t.add("v_bfe_i32", int3(VectorInteger::extractSigned));
    t.add("v_bfi_b32", int3((a, b, c) -> (a & b) | (~a & c)));
    t.add("v_alignbit_b32", int3((a, b, c) -> (int) (join(a, b) >>> (c & 31))));
    byTruthTable(t, "v_bitop3_b32", VectorForms::int3);
    byTruthTable(
        t,
        "v_bitop3_b16",
        f -> WideForm.of((a, b, c, m) -> f.apply((int) a, (int) b, (int) c), B16, B16, B16, B16));
  }

  /** Each table that occurs is a function of its own. */
  private static void byTruthTable(
      InstructionTable t, String name, Function<WordLoop.Function, Binder> form) {
    Map<Integer, Binder> tables = new ConcurrentHashMap<>();
    t.add(
        name,
        d ->
            tables
                .computeIfAbsent(
                    d.modifiers().integer("bitop3", 0), table -> form.apply(truthTable(table)))
                .bind(d));
  }

  private static void threeOperands(InstructionTable t) {
    t.add("v_add3_u32", int3((a, b, c) -> a + b + c));
    t.add("v_lshl_add_u32", int3((a, b, c) -> (a << b) + c));
    t.add("v_add_lshl_u32", int3((a, b, c) -> (a + b) << c));
    t.add("v_lshl_or_b32", int3((a, b, c) -> a << b | c));
    t.add("v_and_or_b32", int3((a, b, c) -> (a & b) | c));
    t.add("v_or3_b32", int3((a, b, c) -> a | b | c));
    t.add("v_xad_u32", int3((a, b, c) -> (a ^ b) + c));
    t.add("v_mad_u32_u24", int3((a, b, c) -> u24(a) * u24(b) + c));
    t.add("v_mad_i32_i24", int3((a, b, c) -> i24(a) * i24(b) + c));
    WideForm unsigned16 = WideForm.of((a, b, c, m) -> a * b + c, B32, B16, B16, B32);
    WideForm signed16 =
        WideForm.of((a, b, c, m) -> (long) (short) a * (short) b + c, B32, B16, B16, B32);
    t.add("v_mad_u32_u16", unsigned16);
    t.add("v_mad_i32_i16", signed16);
  }

  private static void minMax(InstructionTable t) {
    t.add("v_min_i32", int2(Math::min));
    t.add("v_max_i32", int2(Math::max));
    t.add("v_min_u32", int2(VectorInteger::minUnsigned));
    t.add("v_max_u32", int2(VectorInteger::maxUnsigned));
    t.add("v_min3_i32", int3((a, b, c) -> Math.min(Math.min(a, b), c)));
    t.add("v_max3_i32", int3((a, b, c) -> Math.max(Math.max(a, b), c)));
    t.add("v_med3_i32", int3((a, b, c) -> Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))));
    t.add("v_min3_u32", int3((a, b, c) -> minUnsigned(minUnsigned(a, b), c)));
    t.add("v_max3_u32", int3((a, b, c) -> maxUnsigned(maxUnsigned(a, b), c)));
    t.add(
        "v_med3_u32",
        int3((a, b, c) -> maxUnsigned(minUnsigned(a, b), minUnsigned(maxUnsigned(a, b), c))));
  }

  private static void wide(InstructionTable t) {
    t.add("v_lshlrev_b64", WideForm.of((a, b, c, m) -> b << a, B64, B32, B64));
    t.add("v_lshrrev_b64", WideForm.of((a, b, c, m) -> b >>> a, B64, B32, B64));
    t.add("v_ashrrev_i64", WideForm.of((a, b, c, m) -> b >> a, B64, B32, I64));
    // The document's field is S1[2:0]; amounts above 4 are documented as unsupported.
    t.add("v_lshl_add_u64", WideForm.of((a, b, c, m) -> (a << (b & 7)) + c, B64, B64, B32, B64));
  }

  private static void carries(InstructionTable t) {
    t.add("v_add_co_u32", CarryForm.out((a, b) -> a + b));
    t.add("v_sub_co_u32", CarryForm.out((a, b) -> a - b));
    t.add("v_subrev_co_u32", CarryForm.out((a, b) -> b - a));
    t.add("v_addc_co_u32", CarryForm.inOut((a, b, c) -> a + b + c));
    t.add("v_subb_co_u32", CarryForm.inOut((a, b, c) -> a - b - c));
    t.add("v_subbrev_co_u32", CarryForm.inOut((a, b, c) -> b - a - c));
    t.add("v_mad_u64_u32", CarryForm.multiplyAdd(false));
    t.add("v_mad_i64_i32", CarryForm.multiplyAdd(true));
  }

  /** {@code D = mask bit of the lane ? S1 : S0}; the mask is the last operand. */
  private static Operation select(Decoding d) {
    ScalarSource condition = d.scalar(3, B64);
    LaneSource a = d.lanes(1, 0, ValueType.F32);
    LaneSource b = d.lanes(2, 1, ValueType.F32);
    LaneMask active = d.mask();
    WideDestination destination = d.destination(0, B32, false);
    return wave -> {
      long chosen = condition.get(wave);
      int[] x = a.fetch(wave, wave.t0);
      int[] y = b.fetch(wave, wave.t1);
      long[] out = wave.l0;
      for (int lane = 0; lane < Wave.LANES; lane++) {
        out[lane] = (chosen >>> lane & 1) != 0 ? y[b.base + lane] : x[a.base + lane];
      }
      destination.store(wave, out, active.of(wave));
    };
  }

  private static Operation swap(Decoding d) {
    int a = d.vector(0) * Wave.LANES;
    int b = d.vector(1) * Wave.LANES;
    return wave -> {
      int[] v = wave.v;
      for (long m = wave.exec(); m != 0; m &= m - 1) {
        int lane = Long.numberOfTrailingZeros(m);
        int kept = v[a + lane];
        v[a + lane] = v[b + lane];
        v[b + lane] = kept;
      }
    };
  }

  static int firstUnlikeSign(int a) {
    int folded = a ^ a >> 31;
    return folded == 0 ? -1 : Integer.numberOfLeadingZeros(folded);
  }

  static int extract(int value, int offset, int width) {
    int bits = width & 31;
    return bits == 0 ? 0 : value >>> (offset & 31) & (1 << bits) - 1;
  }

  static int extractSigned(int value, int offset, int width) {
    int bits = width & 31;
    int shifted = value >> (offset & 31);
    return bits == 0 ? 0 : shifted << (32 - bits) >> (32 - bits);
  }

  /** Bit {@code 4 a + 2 b + c} of the table is the result for source bits a, b, c. */
  private static WordLoop.Function truthTable(int table) {
    return (a, b, c) -> {
      int result = 0;
      for (int i = 0; i < 8; i++) {
        if ((table >> i & 1) != 0) {
          result |= ((i & 4) != 0 ? a : ~a) & ((i & 2) != 0 ? b : ~b) & ((i & 1) != 0 ? c : ~c);
        }
      }
      return result;
    };
  }

  static long join(int high, int low) {
    return (long) high << 32 | unsigned(low);
  }

  static long unsigned(int a) {
    return a & 0xffff_ffffL;
  }

  private static int u24(int a) {
    return a & 0xff_ffff;
  }

  private static int i24(int a) {
    return a << 8 >> 8;
  }

  private static int minUnsigned(int a, int b) {
    return Integer.compareUnsigned(a, b) <= 0 ? a : b;
  }

  private static int maxUnsigned(int a, int b) {
    return Integer.compareUnsigned(a, b) >= 0 ? a : b;
  }

  private static int saturatingAdd(int a, int b) {
    return (int) Math.min(unsigned(a) + unsigned(b), 0xffff_ffffL);
  }

  private static int saturatingSubtract(int a, int b) {
    return (int) Math.max(unsigned(a) - unsigned(b), 0);
  }

  private static int clampSigned(long a) {
    return Math.clamp(a, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }
}
