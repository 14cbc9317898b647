package dev.pagen.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.toolchain.Finding.Outcome;
import dev.pagen.toolchain.Toolchain.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HIPRTC among the packages of a Python: ROCm's own wheels, and PyTorch's builds for ROCm. */
class RocmWheelTest {
  @TempDir Path temp;
  private Path site;

  @BeforeEach
  void anEnvironment() {
    site = temp.resolve("venv/lib/python3.12/site-packages");
    FakeTree.files(temp.resolve("venv"), "pyvenv.cfg");
  }

  private Host host() {
    return FakeTree.host(temp, "VIRTUAL_ENV", temp.resolve("venv").toString())
        .with("PATH", temp.resolve("bin").toString());
  }

  private Toolchain chosen() {
    return new Toolchains(host()).locate(Vendor.AMD, Optional.empty());
  }

  /** The names of rocm-sdk-core 7.14.0: only the names by which libraries ask for each other. */
  private Path sdk(String version) {
    Path core = site.resolve("_rocm_sdk_core");
    FakeTree.file(core.resolve(".info/version"), version + "\n");
    FakeTree.file(
        core.resolve("lib/libhiprtc.so.7"),
        FakeTree.elfNamed("libhiprtc.so.7", "$ORIGIN", "libamd_comgr_loader.so.1"));
    FakeTree.file(
        core.resolve("lib/libamd_comgr.so.3"),
        FakeTree.elf("$ORIGIN:$ORIGIN/llvm/lib", "libLLVM.so.23.0git"));
    FakeTree.files(
        core,
        "lib/libhiprtc-builtins.so.7",
        "lib/libamd_comgr_loader.so.1",
        "lib/libamdhip64.so.7",
        "lib/libhsa-runtime64.so.1",
        "lib/rocm_sysdeps/lib/librocm_sysdeps_liblzma.so.5",
        "lib/llvm/lib/libLLVM.so.23.0git");
    return core;
  }

  /** The names of PyTorch's wheels for ROCm up to 7.2, whose libraries lost their versions. */
  private Path torch() {
    Path torch = site.resolve("torch");
    FakeTree.file(
        torch.resolve("lib/libhiprtc.so"),
        FakeTree.elfNamed("libhiprtc.so.6", "$ORIGIN", "libamd_comgr.so"));
    FakeTree.files(torch, "lib/libamd_comgr.so", "lib/libamdhip64.so", "lib/libtorch_hip.so");
    return torch;
  }

  @Test
  void rocmsOwnWheelIsATree() {
    Path core = sdk("7.14.0");
    Toolchain toolchain = chosen();
    assertThat(toolchain.origin()).isEqualTo(Origin.PYTHON);
    assertThat(toolchain.version()).isEqualTo("HIPRTC 7.14.0 (LLVM 23)");
    assertThat(toolchain.hiprtc()).isEqualTo(core.resolve("lib/libhiprtc.so.7"));
    assertThat(toolchain.disassembler().orElseThrow().path())
        .isEqualTo(core.resolve("lib/libamd_comgr.so.3"));
    assertThat(toolchain.hipRuntime()).contains(core.resolve("lib/libamdhip64.so.7"));
    assertThat(toolchain.libraryPath()).containsExactly(core.resolve("lib"));
    assertThat(toolchain.loader()).isEmpty();
  }

  @Test
  void pytorchBringsHiprtcWithoutAVersionInItsName() throws Exception {
    Path torch = torch();
    // As torch/version.py of 2.3.0.dev20240308+rocm6.0 has it.
    FakeTree.file(
        torch.resolve("version.py"),
        """
        cuda: Optional[str] = None
        hip: Optional[str] = '6.0.32830-d62f6a171'
        """);
    Toolchain toolchain = chosen();
    assertThat(toolchain.version()).isEqualTo("HIPRTC 6.0.32830-d62f6a171");
    assertThat(toolchain.hiprtc()).isEqualTo(torch.resolve("lib/libhiprtc.so"));
    assertThat(toolchain.disassembler().orElseThrow().path())
        .isEqualTo(torch.resolve("lib/libamd_comgr.so"));
    assertThat(toolchain.hipRuntime()).contains(torch.resolve("lib/libamdhip64.so"));
    Files.delete(torch.resolve("version.py"));
    assertThat(chosen().version()).isEqualTo("HIPRTC 6");
  }

  @Test
  void aPytorchForOtherMachinesHasNone() {
    FakeTree.files(site, "torch/lib/libtorch_cpu.so", "torch/version.py");
    ToolchainSearch search = new Toolchains(host()).search(Vendor.AMD, Optional.empty());
    assertThat(search.chosen()).isEmpty();
    assertThat(search.findings()).extracting(Finding::outcome).containsOnly(Outcome.ABSENT);
  }

  @Test
  void everyOneIsToldWithItsVersion() {
    sdk("10.0.0");
    torch();
    ToolchainSearch search = new Toolchains(host()).search(Vendor.AMD, Optional.empty());
    assertThat(search.findings())
        .filteredOn(finding -> finding.origin() == Origin.PYTHON)
        .extracting(Finding::outcome, finding -> finding.version().orElseThrow().text())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Outcome.CHOSEN, "10.0.0"),
            org.assertj.core.groups.Tuple.tuple(Outcome.AVAILABLE, "6"));
  }

  @Test
  void theSystemsOwnComesFirst() {
    sdk("10.0.0");
    FakeTree.hip(temp.resolve("usr/lib/x86_64-linux-gnu"), "7.2.53211");
    assertThat(chosen().origin()).isEqualTo(Origin.SYSTEM);
  }

  @Test
  void anEnvironmentCanBeNamed() {
    Path core = sdk("7.14.0");
    Toolchains elsewhere = new Toolchains(FakeTree.host(temp.resolve("other"), "PATH", "/none"));
    for (Path named : new Path[] {temp.resolve("venv"), site, core, core.resolve("lib")}) {
      assertThat(elsewhere.locate(Vendor.AMD, Optional.of(named)).hiprtc())
          .isEqualTo(core.resolve("lib/libhiprtc.so.7"));
    }
  }

  @Test
  void whatLiesInTheWorkingDirectoryIsToldAndNotUsed() {
    sdk("7.14.0");
    FakeTree.link(temp.resolve("work/.venv"), temp.resolve("venv").toString());
    Host host = FakeTree.host(temp, "PATH", "/none", "PWD", temp.resolve("work").toString());
    ToolchainSearch search = new Toolchains(host).search(Vendor.AMD, Optional.empty());
    assertThat(search.chosen()).isEmpty();
    assertThat(search.findings())
        .anyMatch(
            finding ->
                finding.outcome() == Outcome.AVAILABLE
                    && finding.version().orElseThrow().text().equals("7.14.0")
                    && finding.reason().contains("--toolchain"));
  }
}
