package dev.pagen.emulator.isa;

import static dev.pagen.emulator.isa.ValueType.B32;
import static dev.pagen.emulator.isa.ValueType.B64;

import dev.pagen.emulator.machine.Wave;

/** The shapes that scalar instructions come in. */
final class ScalarForms {
  private ScalarForms() {}

  @FunctionalInterface
  interface S1 {
    long apply(long a);
  }

  @FunctionalInterface
  interface S2 {
    long apply(long a, long b);
  }

  @FunctionalInterface
  interface Test {
    boolean test(long a, long b);
  }

  /** Sets SCC itself. */
  @FunctionalInterface
  interface Flagged {
    long apply(Wave wave, long a, long b);
  }

  /** What becomes of SCC. */
  enum Scc {
    KEPT,
    NONZERO
  }

  static Binder unary(ValueType result, ValueType source, Scc scc, S1 f) {
    return d -> {
      ScalarSource a = d.scalar(1, source);
      ScalarTarget to = ScalarTarget.of(d.scalarRegister(0), result);
      return wave -> finish(wave, to, f.apply(a.get(wave)), result, scc);
    };
  }

  static Binder binary(ValueType result, ValueType a, ValueType b, Scc scc, S2 f) {
    return d -> {
      ScalarSource x = d.scalar(1, a);
      ScalarSource y = d.scalar(2, b);
      ScalarTarget to = ScalarTarget.of(d.scalarRegister(0), result);
      return wave -> finish(wave, to, f.apply(x.get(wave), y.get(wave)), result, scc);
    };
  }

  static Binder flagged(ValueType result, ValueType a, ValueType b, Flagged f) {
    return d -> {
      ScalarSource x = d.scalar(1, a);
      ScalarSource y = d.scalar(2, b);
      ScalarTarget to = ScalarTarget.of(d.scalarRegister(0), result);
      return wave -> to.set(wave, f.apply(wave, x.get(wave), y.get(wave)));
    };
  }

  static Binder compare(ValueType a, ValueType b, Test test) {
    return d -> {
      ScalarSource x = d.scalar(0, a);
      ScalarSource y = d.scalar(1, b);
      return wave -> wave.scc = test.test(x.get(wave), y.get(wave));
    };
  }

  /** With a 16-bit immediate, sign-extended. */
  static Binder immediate(Flagged f) {
    return d -> {
      int register = d.scalarRegister(0);
      long value = (short) d.immediate(1);
      return wave -> wave.s[register] = (int) f.apply(wave, wave.s[register], value);
    };
  }

  static Binder compareImmediate(boolean signed, Test test) {
    return d -> {
      int register = d.scalarRegister(0);
      int immediate = d.immediate(1);
      long value = signed ? (short) immediate : immediate & 0xffff;
      return wave -> {
        long a = signed ? wave.s[register] : wave.s[register] & 0xffff_ffffL;
        wave.scc = test.test(a, value);
      };
    };
  }

  /** D = old EXEC; EXEC = f(S0, EXEC); SCC = EXEC is not 0. */
  static Binder saveExec(S2 f) {
    return d -> {
      ScalarSource a = d.scalar(1, B64);
      int to = d.scalarRegister(0);
      return wave -> {
        long exec = wave.exec();
        long result = f.apply(a.get(wave), exec);
        wave.setPair(to, exec);
        wave.setExec(result);
        wave.scc = result != 0;
      };
    };
  }

  /** EXEC = D = f(S0, EXEC); SCC = EXEC is not 0. */
  static Binder writeExec(S2 f) {
    return d -> {
      ScalarSource a = d.scalar(1, B64);
      int to = d.scalarRegister(0);
      return wave -> {
        long result = f.apply(a.get(wave), wave.exec());
        wave.setPair(to, result);
        wave.setExec(result);
        wave.scc = result != 0;
      };
    };
  }

  private static void finish(Wave wave, ScalarTarget to, long value, ValueType type, Scc scc) {
    to.set(wave, value);
    if (scc == Scc.NONZERO) {
      wave.scc = type == B32 ? (int) value != 0 : value != 0;
    }
  }

  /** One scalar register, or two. */
  @FunctionalInterface
  interface ScalarTarget {
    void set(Wave wave, long value);

    static ScalarTarget of(int register, ValueType type) {
      return type.bits == 64 ? (w, x) -> w.setPair(register, x) : (w, x) -> w.s[register] = (int) x;
    }
  }
}
