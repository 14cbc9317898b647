package dev.pagen.toolchain;

/** Whose GPUs a toolchain compiles for. */
public enum Vendor {
  /** HIPRTC and the HIP runtime of ROCm. */
  AMD("HIPRTC"),
  /** CUDA's NVRTC and driver, by way of this project's HIP on NVIDIA. */
  NVIDIA("NVRTC");

  private final String compiler;

  Vendor(String compiler) {
    this.compiler = compiler;
  }

  /** The vendor of an architecture such as {@code gfx942} or {@code sm_90}. */
  public static Vendor ofArch(String arch) {
    return arch.startsWith("sm_") ? NVIDIA : AMD;
  }

  /** The other one. */
  Vendor other() {
    return this == AMD ? NVIDIA : AMD;
  }

  /** What the vendor calls its run-time compiler. */
  public String compiler() {
    return compiler;
  }
}
