package dev.pagen.spec;

/**
 * What the targets of one kind have in common. On both kinds a compute unit (NVIDIA: a streaming
 * multiprocessor) has 4 SIMDs, each of which gives its waves (warps) 512 registers per lane, in
 * steps of 8.
 *
 * <p>Sources: AMD's CDNA instruction set documents; the CUDA programming guide's table of technical
 * specifications per compute capability.
 */
public enum Family {
  /** AMD Instinct. */
  CDNA(64, 8, 512, 0, "compute unit", "CU", "wave"),
  /** NVIDIA GPUs from Ampere on, of the kind for data centres. */
  NVIDIA(32, 16, 255, 1024, "multiprocessor", "SM", "warp");

  private final int waveSize;
  private final int maxWavesPerSimd;
  private final int maxRegisters;
  private final int ldsReserve;
  private final String computeUnit;
  private final String computeUnitInBrief;
  private final String wave;

  Family(
      int waveSize,
      int maxWavesPerSimd,
      int maxRegisters,
      int ldsReserve,
      String computeUnit,
      String computeUnitInBrief,
      String wave) {
    this.waveSize = waveSize;
    this.maxWavesPerSimd = maxWavesPerSimd;
    this.maxRegisters = maxRegisters;
    this.ldsReserve = ldsReserve;
    this.computeUnit = computeUnit;
    this.computeUnitInBrief = computeUnitInBrief;
    this.wave = wave;
  }

  /** Lanes of a wave. */
  public int waveSize() {
    return waveSize;
  }

  /** Waves that one SIMD can hold at once. */
  public int maxWavesPerSimd() {
    return maxWavesPerSimd;
  }

  /** The most registers that one lane can have. */
  public int maxRegisters() {
    return maxRegisters;
  }

  /** Bytes of LDS that the system takes for each workgroup. */
  public int ldsReserve() {
    return ldsReserve;
  }

  /** What the vendor calls a compute unit. */
  public String computeUnit() {
    return computeUnit;
  }

  /** The same in two letters. */
  public String computeUnitInBrief() {
    return computeUnitInBrief;
  }

  /** What the vendor calls a wave. */
  public String wave() {
    return wave;
  }
}
