package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Family;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
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

  /** Scales of tokens, those that are on their way, and what is made of them for a subtile. */
  private static final int TOKEN_SCALES = 16;

  /** What widening works with, and what it leaves no room for where there are these too. */
  private static final int WIDENING = 10;

  private static final int WIDENING_BESIDE_SLOPES = 8;
  private static final int WIDENING_BESIDE_START = 4;
  private static final int WIDENING_BESIDE_STARTS_THAT_DIFFER = 18;
  private static final int WIDENING_BESIDE_GROUPS = 4;
  private static final int WIDENING_PACKED = 8;

  /** What rows of 8 bits take, however short, where values have rows of their own. */
  private static final int LEAST_OF_WIDENED_VALUE_ROWS = 132;

  /** What each slice of a row after the first takes besides. */
  private static final int SLICE = 16;

  /** What the four lanes of a query head's column take from its row at a time: 4 registers each. */
  private static final int CHUNKS_BYTES = 64;

  private RegisterEstimate() {}

  /** Registers of one lane, on AMD's targets VGPRs and AGPRs together. */
  static int of(KernelSpec spec) {
    return switch (spec.target().family()) {
      case CDNA -> cdna(spec.attention(), spec.tuning());
      case NVIDIA -> NvidiaTuning.registers(spec.attention(), spec.tuning());
    };
  }

  private static int cdna(AttentionSpec attention, Tuning tuning) {
    if (attention.latent().isPresent()) {
      return LatentSupport.registers(attention, tuning);
    }
    int bytesPerRegister = Family.CDNA.waveSize() * 4;
    RowSlices slices = RowSlices.of(attention);
    int elements = slices.loadedBytes() / attention.kvDtype().bytes();
    int rowBytes = elements * attention.dtype().bytes();
    int tileRegisters = 2 * tuning.tile() * slices.loadedBytes() / bytesPerRegister;
    int widened = attention.dtype().bytes() / attention.kvDtype().bytes();
    int queryRegisters = Math.ceilDiv(attention.rowBytes(), CHUNKS_BYTES) * 4 * widened;
    int outputRegisters = 16 * elements * 4 / bytesPerRegister;
    int transposedRegisters = tuning.mfma().k() * rowBytes / bytesPerRegister;
    boolean copied = tuning.kPath() == LoadPath.COPY;
    boolean valueRows = attention.kvStrides().isPresent();
    int least = valueRows && attention.quantised() ? LEAST_OF_WIDENED_VALUE_ROWS : 0;
    int registers =
        (copied ? 0 : tuning.buffering() * tileRegisters)
            + queryRegisters
            + outputRegisters
            + transposedRegisters
            + (valueRows ? VALUE_ROWS : 0)
            + (slices.count() - 1) * SLICE
            + (attention.kvScales() == KvScales.TOKEN ? TOKEN_SCALES : 0)
            + (attention.quantised() ? widening(attention) : 0)
            + OTHER;
    return Math.max(least, registers);
  }

  private static int widening(AttentionSpec attention) {
    return WIDENING
        + (attention.alibi() ? WIDENING_BESIDE_SLOPES : 0)
        + (attention.lookback().most().isEmpty()
            ? 0
            : attention.qLen() == 1 ? WIDENING_BESIDE_START : WIDENING_BESIDE_STARTS_THAT_DIFFER)
        + (HeadGroups.of(attention, Family.CDNA).count() > 1 ? WIDENING_BESIDE_GROUPS : 0)
        + (attention.layout() == KvLayout.PACKED ? WIDENING_PACKED : 0);
  }

  /**
   * Waves of one SIMD of a CDNA target that this many registers leave room for, at least a
   * workgroup.
   */
  static int wavesPerSimd(AttentionSpec attention, Tuning tuning) {
    int registers =
        attention.latent().isPresent()
            ? LatentSupport.comfortableRegisters(attention, tuning)
            : cdna(attention, tuning);
    int ofWorkgroup = Math.ceilDiv(tuning.waves(), Target.SIMDS_PER_CU);
    return Math.clamp(
        Target.REGISTERS_PER_LANE / registers, ofWorkgroup, Family.CDNA.maxWavesPerSimd());
  }
}
