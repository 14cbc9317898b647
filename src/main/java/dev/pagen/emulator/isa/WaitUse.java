package dev.pagen.emulator.isa;

import dev.pagen.codeobject.Instruction;
import dev.pagen.codeobject.InstructionClass;
import dev.pagen.codeobject.InstructionClass.Unit;

/**
 * What an instruction has to do with waiting.
 *
 * @param source where its results come from, later
 * @param toLds whether these go to LDS, past the registers
 * @param left in {@code vmcnt} after it waited, or -1 where it does not wait
 * @param localLeft the same in {@code lgkmcnt}
 */
public record WaitUse(Source source, boolean toLds, int left, int localLeft) {
  /** Where the results of an instruction come from, later. */
  public enum Source {
    NONE,
    MEMORY,
    LDS,
    FLAT,
    SCALAR
  }

  static WaitUse of(Instruction instruction) {
    return new WaitUse(
        source(instruction),
        instruction.kind() == InstructionClass.GLOBAL_TO_LDS,
        instruction.vectorMemoryWait().orElse(-1),
        instruction.localWait().orElse(-1));
  }

  /** Whether {@code vmcnt} counts it. */
  public boolean countsAsMemory() {
    return source == Source.MEMORY || source == Source.FLAT;
  }

  private static Source source(Instruction instruction) {
    if (instruction.mnemonic().startsWith("flat_")) {
      return Source.FLAT;
    } else if (instruction.countsAsVectorMemory()) {
      return Source.MEMORY;
    }
    Unit unit = instruction.kind().unit();
    return unit == Unit.LDS ? Source.LDS : unit == Unit.SCALAR_MEMORY ? Source.SCALAR : Source.NONE;
  }
}
