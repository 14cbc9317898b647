package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.Operation;

/**
 * The general form of a vector instruction with up to three sources of any width: every source
 * modifier, SDWA, DPP, output multiplier and clamp.
 *
 * @param keepsHighHalf for 16-bit results: whether the upper half of the register keeps its value
 *     (else it becomes zero)
 */
record WideForm(
    LaneFunction function,
    Specialised<LaneLoop> loop,
    ValueType result,
    ValueType[] sources,
    boolean keepsHighHalf)
    implements Binder {

  private static final WideSource ZERO = WideSource.scalar(ScalarSource.constant(0));

  /** Where the result is a float, what NaN the function makes is of no account: {@link Nan}. */
  static WideForm of(LaneFunction function, ValueType result, ValueType... sources) {
    return result.floating
        ? ofExact(Nan.of(result, sources).checking(function), result, sources)
        : ofExact(function, result, sources);
  }

  /** Every bit of the result is the function's, of a NaN too. */
  static WideForm ofExact(LaneFunction function, ValueType result, ValueType... sources) {
    return new WideForm(function, LaneLoop.of(function), result, sources, false);
  }

  WideForm keepingHighHalf() {
    return new WideForm(function, loop, result, sources, true);
  }

  @Override
  public Operation bind(Decoding d) {
    return bind(d, 0, 1);
  }

  /** Binds with the result in operand {@code to} and the sources from {@code first} on. */
  Operation bind(Decoding d, int to, int first) {
    WideSource a = d.wide(first, 0, sources[0]);
    WideSource b = sources.length > 1 ? d.wide(first + 1, 1, sources[1]) : ZERO;
    WideSource c = sources.length > 2 ? d.wide(first + 2, 2, sources[2]) : ZERO;
    WideDestination destination = d.destination(to, result, keepsHighHalf);
    OutputModifier output = OutputModifier.of(d.modifiers(), result);
    LaneMask active = d.mask();
    LaneLoop each = loop.get();
    return wave -> {
      a.load(wave, wave.l0);
      b.load(wave, wave.l1);
      c.load(wave, wave.l2);
      long mask = active.of(wave);
      each.run(wave.l0, wave.l1, wave.l2, wave.mode, mask);
      output.applyTo(wave.l0, wave.mode, mask);
      destination.store(wave, wave.l0, mask);
    };
  }
}
