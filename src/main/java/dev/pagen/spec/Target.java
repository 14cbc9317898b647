package dev.pagen.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A GPU architecture that kernels are generated for, with the limits that decide occupancy.
 *
 * <p>Sources: AMD's CDNA 2, 3 and 4 instruction set documents and data sheets; LLVM's AMDGPU
 * back-end documentation; NVIDIA's data sheets and the CUDA programming guide.
 */
public enum Target {
  /** CDNA 2: Instinct MI210, MI250, MI250X (per graphics compute die). */
  GFX90A("gfx90a", Family.CDNA, "MI250X (one GCD)", 110, 1, 64 * 1024, 32, 1.6e12, 8),
  /** CDNA 3: Instinct MI300A, MI300X, MI325X. */
  GFX942("gfx942", Family.CDNA, "MI300X", 304, 8, 64 * 1024, 32, 5.3e12, 256),
  /** CDNA 4: Instinct MI350X, MI355X. */
  GFX950("gfx950", Family.CDNA, "MI355X", 256, 8, 160 * 1024, 64, 8.0e12, 256),
  /** Ampere: A100. */
  SM_80("sm_80", Family.NVIDIA, "A100", 108, 1, 164 * 1024, 32, 2.0e12, 40),
  /** Hopper: H100, H200. */
  SM_90("sm_90", Family.NVIDIA, "H200", 132, 1, 228 * 1024, 32, 4.8e12, 60),
  /** Blackwell: B200. */
  SM_100("sm_100", Family.NVIDIA, "B200", 148, 1, 228 * 1024, 32, 8.0e12, 126);

  /** SIMD units of a compute unit. */
  public static final int SIMDS_PER_CU = 4;

  /** 32-bit registers of a lane on one SIMD, VGPRs and AGPRs together. */
  public static final int REGISTERS_PER_LANE = 512;

  /** Registers are handed to a wave in steps of this many. */
  public static final int REGISTER_GRANULE = 8;

  /** Bytes that one lane can load with one instruction. */
  public static final int WIDEST_LOAD_BYTES = 16;

  private final String arch;
  private final Family family;
  private final String product;
  private final int computeUnits;
  private final int xcds;
  private final int ldsBytesPerCu;
  private final int ldsBanks;
  private final double nominalBandwidth;
  private final int cacheMegabytes;

  Target(
      String arch,
      Family family,
      String product,
      int computeUnits,
      int xcds,
      int ldsBytesPerCu,
      int ldsBanks,
      double nominalBandwidth,
      int cacheMegabytes) {
    this.arch = arch;
    this.family = family;
    this.product = product;
    this.computeUnits = computeUnits;
    this.xcds = xcds;
    this.ldsBytesPerCu = ldsBytesPerCu;
    this.ldsBanks = ldsBanks;
    this.nominalBandwidth = nominalBandwidth;
    this.cacheMegabytes = cacheMegabytes;
  }

  /** The target whose {@link #arch()} is {@code arch}, if this project generates for it. */
  public static Optional<Target> ofArch(String arch) {
    return Arrays.stream(values()).filter(t -> t.arch.equals(arch)).findFirst();
  }

  /** The name that {@code --offload-arch} takes, such as {@code gfx942} or {@code sm_90}. */
  public String arch() {
    return arch;
  }

  /** What it shares with other targets. */
  public Family family() {
    return family;
  }

  /** The targets that are meant where nobody names one: AMD's. */
  public static List<Target> usual() {
    return of(Family.CDNA);
  }

  /** The targets of {@code family}. */
  public static List<Target> of(Family family) {
    return Arrays.stream(values()).filter(t -> t.family == family).toList();
  }

  /** The product whose compute unit count and bandwidth are given here. */
  public String product() {
    return product;
  }

  /** Compute units of {@link #product()}. */
  public int computeUnits() {
    return computeUnits;
  }

  /** Dies of {@link #product()} that have compute units and an L2 of their own. */
  public int xcds() {
    return xcds;
  }

  /** LDS of one compute unit, in bytes. */
  public int ldsBytesPerCu() {
    return ldsBytesPerCu;
  }

  /** The most LDS that one workgroup can have, in bytes. */
  public int ldsBytesPerWorkgroup() {
    return ldsBytesPerCu - family.ldsReserve();
  }

  /** LDS banks, 4 bytes wide each. */
  public int ldsBanks() {
    return ldsBanks;
  }

  /** Nominal memory bandwidth of {@link #product()}, in bytes per second. */
  public double nominalBandwidth() {
    return nominalBandwidth;
  }

  /** What the last cache before the memory of {@link #product()} holds, in bytes. */
  public long lastLevelCacheBytes() {
    return (long) cacheMegabytes << 20;
  }

  /**
   * The 8-bit floats of a KV cache: those that the target's instructions convert. gfx90a has no
   * such instructions; kernels convert in software there, from the flavor that others use.
   */
  public Fp8Flavor fp8Flavor() {
    return this == GFX942 ? Fp8Flavor.FNUZ : Fp8Flavor.OCP;
  }

  @Override
  public String toString() {
    return arch;
  }
}
