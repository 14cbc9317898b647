package dev.pagen.spec;

/**
 * Registers per lane that a kernel cannot do without: what is known before anything is compiled.
 * The code object tells the real number.
 */
final class RegisterEstimate {
  /** Addresses, indices, probabilities and what the compiler keeps besides. */
  private static final int OTHER = 48;

  private RegisterEstimate() {}

  static int of(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    Tuning tuning = spec.tuning();
    int bytesPerRegister = Target.WAVE_SIZE * 4;
    int tileRegisters = 2 * tuning.tile() * attention.rowBytes() / bytesPerRegister;
    int queryRegisters = 16 * attention.rowBytes() / bytesPerRegister;
    int outputRegisters = 16 * attention.headSize() * 4 / bytesPerRegister;
    return tuning.buffering() * tileRegisters + queryRegisters + outputRegisters + OTHER;
  }
}
