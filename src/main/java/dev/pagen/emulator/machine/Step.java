package dev.pagen.emulator.machine;

import dev.pagen.codeobject.Instruction;

/** An instruction of a program as waves execute it. */
public class Step {
  private final Instruction instruction;
  private final Operation operation;
  private final int next;

  /**
   * A decoded instruction.
   *
   * @param next word index of the instruction after it
   */
  protected Step(Instruction instruction, Operation operation, int next) {
    this.instruction = instruction;
    this.operation = operation;
    this.next = next;
  }

  /** The instruction, as it is executed. */
  public final Instruction instruction() {
    return instruction;
  }

  /** What it does. */
  public final Operation operation() {
    return operation;
  }

  /** Word index of the instruction after it. */
  public final int next() {
    return next;
  }
}
