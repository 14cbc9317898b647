package dev.pagen.emulator;

import dev.pagen.codeobject.Instruction;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An instruction as the interpreter holds it. */
final class Step {
  private final Instruction instruction;
  private final Operation operation;
  private final int next;

  // Found when they are first asked for; threads that ask at once find the same.
  private @Nullable RegisterUse use;
  private @Nullable WaitUse waits;

  /**
   * A decoded instruction.
   *
   * @param next word index of the instruction after it
   */
  Step(Instruction instruction, Operation operation, int next) {
    this.instruction = instruction;
    this.operation = operation;
    this.next = next;
  }

  /** The one that the wave executes. */
  static Step of(Wave wave) {
    return Objects.requireNonNull(wave.step);
  }

  Instruction instruction() {
    return instruction;
  }

  Operation operation() {
    return operation;
  }

  int next() {
    return next;
  }

  /** The registers that it reads and writes. */
  RegisterUse use() {
    RegisterUse known = use;
    if (known == null) {
      known = RegisterUse.of(instruction);
      use = known;
    }
    return known;
  }

  /** What it has to do with waiting. */
  WaitUse waits() {
    WaitUse known = waits;
    if (known == null) {
      known = WaitUse.of(instruction);
      waits = known;
    }
    return known;
  }
}
