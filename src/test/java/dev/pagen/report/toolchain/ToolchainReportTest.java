package dev.pagen.report.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.toolchain.CompilerVersion;
import dev.pagen.toolchain.Finding;
import dev.pagen.toolchain.Finding.Outcome;
import dev.pagen.toolchain.Toolchain.Origin;
import dev.pagen.toolchain.ToolchainSearch;
import dev.pagen.toolchain.Vendor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ToolchainReportTest {
  private static final String WHEEL =
      "/home/user/.pyenv/versions/3.12.1/lib/python3.12/site-packages/nvidia/cu13/lib/libnvrtc.so.13";

  private static String text(Finding... findings) {
    return ToolchainReport.text(
        new ToolchainSearch(Vendor.NVIDIA, Optional.empty(), List.of(findings)));
  }

  private static Optional<CompilerVersion> version(String text) {
    return Optional.of(new CompilerVersion(13, text));
  }

  @Test
  void aPathStandsOnALineOfItsOwnAndReasonsAreBroken() {
    String reason =
        "has NVRTC, but no libnvrtc-builtins.so.13.0, which it opens; there is"
            + " libnvrtc-builtins.so.13.5";
    assertThat(
            text(
                new Finding(
                    Origin.CUDA_HOME,
                    "CUDA_HOME, CUDA_PATH",
                    Outcome.ABSENT,
                    Optional.empty(),
                    "neither is set"),
                new Finding(Origin.PYTHON, WHEEL, Outcome.INCOMPLETE, version("13.0"), reason)))
        .startsWith(
            String.join(
                "\n",
                "NVRTC  outcome     where, and why",
                "-      absent      CUDA_HOME, CUDA_PATH: neither is set",
                "13.0   incomplete  " + WHEEL,
                "                   Python's packages: has NVRTC, but no"
                    + " libnvrtc-builtins.so.13.0, which it",
                "                   opens; there is libnvrtc-builtins.so.13.5",
                ""));
  }

  @Test
  void noLineButAPathIsWiderThan100Columns() {
    String wordy = "usable all the same, ".repeat(20).strip();
    for (Outcome outcome : Outcome.values()) {
      for (Origin origin : Origin.values()) {
        Finding finding = new Finding(origin, WHEEL, outcome, version("13.5.37.4711"), wordy);
        assertThat(text(finding).lines().filter(line -> !line.contains(WHEEL)))
            .allMatch(line -> line.length() <= 100);
      }
    }
  }
}
