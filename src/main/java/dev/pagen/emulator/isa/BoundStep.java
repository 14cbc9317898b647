package dev.pagen.emulator.isa;

import dev.pagen.codeobject.Instruction;
import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.Step;
import dev.pagen.emulator.machine.Wave;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A step that also tells what its instruction is about; programs consist of these. */
public final class BoundStep extends Step {
  // Found when they are first asked for; threads that ask at once find the same.
  private @Nullable RegisterUse use;
  private @Nullable WaitUse waits;

  /**
   * A decoded instruction.
   *
   * @param next word index of the instruction after it
   */
  public BoundStep(Instruction instruction, Operation operation, int next) {
    super(instruction, operation, next);
  }

  /** The one that the wave executes. */
  public static BoundStep of(Wave wave) {
    return (BoundStep) Objects.requireNonNull(wave.step);
  }

  /** The registers that it reads and writes. */
  public RegisterUse use() {
    RegisterUse known = use;
    if (known == null) {
      known = RegisterUse.of(instruction());
      use = known;
    }
    return known;
  }

  /** What it has to do with waiting. */
  public WaitUse waits() {
    WaitUse known = waits;
    if (known == null) {
      known = WaitUse.of(instruction());
      waits = known;
    }
    return known;
  }
}
