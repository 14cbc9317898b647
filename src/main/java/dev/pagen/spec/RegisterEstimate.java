package dev.pagen.spec;

import dev.pagen.spec.Tuning.LoadPath;

/**
 * Registers per lane that a kernel cannot do without: what is known before anything is compiled.
 * The code object tells the real number.
 */
final class RegisterEstimate {
  /** Addresses, indices, probabilities and what the compiler keeps besides. */
  private static final int OTHER = 48;

  /**
   * Where values have rows of their own: offsets of a lane's and of four others', and addresses.
   */
  private static final int VALUE_ROWS = 18;

  private RegisterEstimate() {}

  /** Registers of one lane, on AMD's targets VGPRs and AGPRs together. */
  static int of(KernelSpec spec) {
    return switch (spec.target().family()) {
      case CDNA -> cdna(spec.attention(), spec.tuning());
      case NVIDIA -> NvidiaTuning.registers(spec.attention(), spec.tuning());
    };
  }

  private static int cdna(AttentionSpec attention, Tuning tuning) {
    int bytesPerRegister = Family.CDNA.waveSize() * 4;
    int tileRegisters = 2 * tuning.tile() * attention.rowBytes() / bytesPerRegister;
    int queryRegisters = 16 * attention.rowBytes() / bytesPerRegister;
    int outputRegisters = 16 * attention.headSize() * 4 / bytesPerRegister;
    int transposedRegisters = tuning.mfma().k() * attention.rowBytes() / bytesPerRegister;
    boolean copied = tuning.kPath() == LoadPath.COPY;
    return (copied ? 0 : tuning.buffering() * tileRegisters)
        + queryRegisters
        + outputRegisters
        + transposedRegisters
        + (attention.kvStrides().isPresent() ? VALUE_ROWS : 0)
        + OTHER;
  }

  /** Waves of one SIMD of a CDNA target that this many registers leave room for, at least 1. */
  static int wavesPerSimd(AttentionSpec attention, Tuning tuning) {
    int waves = Target.REGISTERS_PER_LANE / cdna(attention, tuning);
    return Math.clamp(waves, 1, Family.CDNA.maxWavesPerSimd());
  }
}
