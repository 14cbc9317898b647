package dev.pagen.emulator.isa;

import static dev.pagen.emulator.isa.ValueType.B32;
import static dev.pagen.emulator.isa.ValueType.B64;

import dev.pagen.emulator.machine.Operation;
import java.math.BigInteger;

/**
 * Vector additions and subtractions with a carry per lane: out in the second operand, in as the
 * last. Carry bits of lanes that are not active become 0.
 */
final class CarryForm {
  private CarryForm() {}

  /** Computes on zero-extended values; bit 32 of the result is the carry or borrow. */
  @FunctionalInterface
  interface Sum {
    long apply(long a, long b);
  }

  /** As {@link Sum}, with the carry in. */
  @FunctionalInterface
  interface SumWithCarry {
    long apply(long a, long b, long carry);
  }

  static Binder out(Sum f) {
    return d -> bind(d, (a, b, carry) -> f.apply(a, b), ScalarSource.constant(0));
  }

  static Binder inOut(SumWithCarry f) {
    return d -> bind(d, f, d.scalar(4, B64));
  }

  private static Operation bind(Decoding d, SumWithCarry f, ScalarSource carryIn) {
    int carryOut = d.scalarRegister(1);
    WideSource a = d.wide(2, 0, B32);
    WideSource b = d.wide(3, 1, B32);
    WideDestination destination = d.destination(0, B32, false);
    LaneMask active = d.mask();
    return wave -> {
      a.load(wave, wave.l0);
      b.load(wave, wave.l1);
      long in = carryIn.get(wave);
      long mask = active.of(wave);
      long out = 0;
      for (long m = mask; m != 0; m &= m - 1) {
        int lane = Long.numberOfTrailingZeros(m);
        long sum = f.apply(wave.l0[lane], wave.l1[lane], in >>> lane & 1);
        wave.l0[lane] = sum;
        out |= (sum >>> 32 & 1) << lane;
      }
      destination.store(wave, wave.l0, mask);
      wave.setPair(carryOut, out);
    };
  }

  /** {@code v_mad_u64_u32} and {@code v_mad_i64_i32}: a * b + c, with the 65th bit as carry. */
  static Binder multiplyAdd(boolean signed) {
    return d -> {
      int carryOut = d.scalarRegister(1);
      WideSource a = d.wide(2, 0, B32);
      WideSource b = d.wide(3, 1, B32);
      WideSource c = d.wide(4, 2, signed ? ValueType.I64 : B64);
      WideDestination destination = d.destination(0, B64, false);
      return wave -> {
        a.load(wave, wave.l0);
        b.load(wave, wave.l1);
        c.load(wave, wave.l2);
        long mask = wave.exec();
        long out = 0;
        for (long m = mask; m != 0; m &= m - 1) {
          int lane = Long.numberOfTrailingZeros(m);
          long x = wave.l0[lane];
          long y = wave.l1[lane];
          long product = signed ? (long) (int) x * (int) y : x * y;
          long addend = wave.l2[lane];
          long sum = product + addend;
          boolean carry =
              signed ? signedCarry(product, addend) : Long.compareUnsigned(sum, product) < 0;
          wave.l0[lane] = sum;
          out |= carry ? 1L << lane : 0;
        }
        destination.store(wave, wave.l0, mask);
        wave.setPair(carryOut, out);
      };
    };
  }

  private static boolean signedCarry(long product, long addend) {
    return BigInteger.valueOf(product).add(BigInteger.valueOf(addend)).testBit(64);
  }
}
