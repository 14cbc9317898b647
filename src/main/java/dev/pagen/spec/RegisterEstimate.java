package dev.pagen.spec;

/**
 * Registers per lane that a kernel cannot do without: what is known before anything is compiled.
 * The code object tells the real number.
 */
final class RegisterEstimate {
  /** Addresses, indices, probabilities and what the compiler keeps besides. */
  private static final int OTHER = 48;

  private RegisterEstimate() {}

  /** Registers of one lane, VGPRs and AGPRs together. */
  static int of(AttentionSpec attention, Tuning tuning) {
    int bytesPerRegister = Target.WAVE_SIZE * 4;
    int tileRegisters = 2 * tuning.tile() * attention.rowBytes() / bytesPerRegister;
    int queryRegisters = 16 * attention.rowBytes() / bytesPerRegister;
    int outputRegisters = 16 * attention.headSize() * 4 / bytesPerRegister;
    int transposedRegisters = tuning.mfma().k() * attention.rowBytes() / bytesPerRegister;
    return tuning.buffering() * tileRegisters
        + queryRegisters
        + outputRegisters
        + transposedRegisters
        + OTHER;
  }

  /** Waves of one SIMD that this many registers leave room for, at least 1. */
  static int wavesPerSimd(AttentionSpec attention, Tuning tuning) {
    int waves = Target.REGISTERS_PER_LANE / of(attention, tuning);
    return Math.clamp(waves, 1, Target.MAX_WAVES_PER_SIMD);
  }
}
