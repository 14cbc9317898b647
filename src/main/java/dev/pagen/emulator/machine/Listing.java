package dev.pagen.emulator.machine;

import dev.pagen.codeobject.Instruction;

/** Where the instructions of a program are, for jumps and for reports. */
public interface Listing {
  /**
   * Word index in the program of an address in memory.
   *
   * @throws LaneFault if no instruction can be there
   */
  int indexOf(long address);

  /** Address in memory of a word. */
  long addressOf(int index);

  /** An instruction, as it is written, and where it is. */
  String place(Instruction instruction);
}
