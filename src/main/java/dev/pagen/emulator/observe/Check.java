package dev.pagen.emulator.observe;

/** What is looked for while a kernel runs that hardware does not tell. */
public enum Check {
  /** Two waves that access the same byte of LDS between two barriers, at least one writing. */
  RACES("races"),
  /** Reads of LDS that nothing has written. */
  LDS("lds"),
  /** Reads of registers that nothing has written. */
  REGISTERS("registers"),
  /** Pointer arguments that point to no allocation. */
  POINTERS("pointers"),
  /** Accesses to LDS that a copy may still be on its way to. */
  COPIES("copies"),
  /** Uses of registers that a load may still be on its way to. */
  WAITS("waits");

  private final String text;

  Check(String text) {
    this.text = text;
  }

  /** Its name on the command line. */
  @Override
  public String toString() {
    return text;
  }
}
