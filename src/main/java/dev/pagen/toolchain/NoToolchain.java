package dev.pagen.toolchain;

import dev.pagen.toolchain.Finding.Outcome;
import dev.pagen.toolchain.Toolchain.Origin;
import java.util.StringJoiner;

/** What to say where a search chose no toolchain. */
final class NoToolchain {
  private NoToolchain() {}

  /** Whether the user named what is no toolchain, so that no other may stand in for it. */
  static boolean wasNamed(ToolchainSearch search) {
    return wasNamed(search, Origin.EXPLICIT) || wasNamed(search, Origin.USED);
  }

  private static boolean wasNamed(ToolchainSearch search, Origin by) {
    return search.findings().stream().anyMatch(finding -> finding.origin() == by);
  }

  static ToolchainException of(ToolchainSearch search) {
    StringJoiner places = new StringJoiner("\n  ", "\n  ", "\n");
    for (Finding finding : search.findings()) {
      if (finding.outcome() != Outcome.CHOSEN) {
        places.add(finding.place() + ": " + finding.reason());
      }
    }
    Vendor vendor = search.vendor();
    if (wasNamed(search, Origin.USED)) {
      return new ToolchainException(
          "The "
              + vendor.compiler()
              + " that \"pa-gen toolchain use\" chose cannot be used:"
              + places
              + "Choose another (\"pa-gen toolchain use VERSION|PATH\"; \"pa-gen toolchain status\""
              + " lists what there is), let pa-gen choose (\"pa-gen toolchain use auto\"), or name"
              + " one for this run with --toolchain.");
    }
    return wasNamed(search, Origin.EXPLICIT)
        ? new ToolchainException(
            "The toolchain you named cannot be used:" + places + howToName(vendor))
        : new ToolchainException(
            "No " + vendor.compiler() + " found:" + places + howToHave(vendor));
  }

  private static String howToName(Vendor vendor) {
    return switch (vendor) {
      case AMD ->
          "Name a ROCm tree, a folder with libhiprtc.so and libamd_comgr.so, a libhiprtc.so, or the"
              + " version of an installed bundle; or name none, to have one found.";
      case NVIDIA ->
          "Name a CUDA toolkit, a folder with libnvrtc.so and libnvrtc-builtins.so, or a"
              + " libnvrtc.so; or name none, to have one found.";
    };
  }

  private static String howToHave(Vendor vendor) {
    return switch (vendor) {
      case AMD ->
          "Run \"pa-gen toolchain install\" for a private one, or install ROCm and set ROCM_PATH.";
      case NVIDIA -> "Install CUDA and set CUDA_HOME, or run \"pip install nvidia-cuda-nvrtc\".";
    };
  }
}
