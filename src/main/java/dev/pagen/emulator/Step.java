package dev.pagen.emulator;

import dev.pagen.codeobject.Instruction;
import org.jspecify.annotations.Nullable;

/** An instruction as the interpreter holds it. */
final class Step {
  private final Instruction instruction;
  private final Operation operation;
  private final int next;

  /** Found when it is first asked for; threads that ask at once find the same. */
  private @Nullable RegisterUse use;

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
}
