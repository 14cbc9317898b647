package dev.pagen.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pagen.toolchain.Finding.Outcome;
import dev.pagen.toolchain.Toolchain.Disassembler;
import dev.pagen.toolchain.Toolchain.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NVRTC as toolkits, wheels, conda and PyTorch lay it out; each with the names of the real one. */
class NvrtcLayoutTest {
  @TempDir Path temp;
  private Path site;

  @BeforeEach
  void needsTheLibrary() throws IOException {
    assumeTrue(
        HipOnNvidia.library(Host.current(), Optional.empty()).isPresent(),
        "the build found no C compiler");
    site = temp.resolve("venv/lib/python3.12/site-packages");
  }

  private Host host() {
    return FakeTree.host(temp, "VIRTUAL_ENV", temp.resolve("venv").toString(), "PATH", "/none");
  }

  private Toolchain chosen() {
    return new Toolchains(host()).locate(Vendor.NVIDIA, Optional.empty());
  }

  private ToolchainSearch search() {
    return new Toolchains(host()).search(Vendor.NVIDIA, Optional.empty());
  }

  private Finding first(Origin origin) {
    return search().findings().stream()
        .filter(finding -> finding.origin() == origin)
        .findFirst()
        .orElseThrow();
  }

  /** An NVRTC that says, as real ones do, which built-in headers it opens. */
  private static void nvrtc(Path file, String version) {
    String name = "libnvrtc-builtins.so." + version;
    FakeTree.file(
        file, name + "\0nvrtc: error: failed to open " + name + ".\n  Make sure that it is there");
  }

  /** nvidia-cuda-nvrtc 13.0.88, which has a second build of each library. */
  private void wheel130() {
    nvrtc(site.resolve("nvidia/cu13/lib/libnvrtc.so.13"), "13.0");
    nvrtc(site.resolve("nvidia/cu13/lib/libnvrtc.alt.so.13"), "13.0");
    FakeTree.files(
        site.resolve("nvidia/cu13"),
        "include/nvrtc.h",
        "lib/libnvrtc-builtins.so.13.0",
        "lib/libnvrtc-builtins.alt.so.13.0",
        "lib/libnvrtc_static.a");
  }

  /** nvidia-cuda-nvrtc-cu12 12.9.86. */
  private void wheel129() {
    nvrtc(site.resolve("nvidia/cuda_nvrtc/lib/libnvrtc.so.12"), "12.9");
    FakeTree.files(
        site.resolve("nvidia/cuda_nvrtc/lib"),
        "libnvrtc-builtins.so.12.9",
        "libnvrtc-builtins.alt.so.12.9",
        "libnvrtc.alt.so.12");
  }

  @Test
  void wheelsOf12And13() {
    wheel129();
    assertThat(chosen().version()).isEqualTo("NVRTC 12.9");
    assertThat(chosen().nvrtc()).contains(site.resolve("nvidia/cuda_nvrtc/lib/libnvrtc.so.12"));
    wheel130();
    assertThat(chosen().version()).isEqualTo("NVRTC 13.0");
    assertThat(chosen().nvrtc()).contains(site.resolve("nvidia/cu13/lib/libnvrtc.so.13"));
    assertThat(search().findings())
        .filteredOn(finding -> finding.origin() == Origin.PYTHON)
        .extracting(Finding::outcome, finding -> finding.version().orElseThrow().text())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Outcome.CHOSEN, "13.0"),
            org.assertj.core.groups.Tuple.tuple(Outcome.AVAILABLE, "12.9"));
  }

  /** PyTorch 2.5 for CUDA 12.4, as its libtorch has the names. */
  @Test
  void pytorchPutsAHashIntoTheName() {
    nvrtc(site.resolve("torch/lib/libnvrtc-6d168ef8.so.12"), "12.4");
    FakeTree.files(site, "torch/lib/libnvrtc-builtins.so.12.4", "torch/lib/libcaffe2_nvrtc.so");
    assertThat(chosen().version()).isEqualTo("NVRTC 12.4");
    assertThat(chosen().nvrtc()).contains(site.resolve("torch/lib/libnvrtc-6d168ef8.so.12"));
    // nvidia-cuda-nvrtc-cu12 12.1.105 beside it is older.
    nvrtc(site.resolve("nvidia/cuda_nvrtc/lib/libnvrtc.so.12"), "12.1");
    FakeTree.files(
        site, "nvidia/cuda_nvrtc/__init__.py", "nvidia/cuda_nvrtc/lib/libnvrtc-builtins.so.12.1");
    assertThat(chosen().version()).isEqualTo("NVRTC 12.4");
  }

  /** conda-forge's cuda-nvrtc 12.4.127: links in lib to what is in targets. */
  @Test
  void condaLinksItsLibraries() {
    Path prefix = temp.resolve("miniforge3/envs/gpu");
    Path targets = prefix.resolve("targets/x86_64-linux/lib");
    FakeTree.files(prefix, "conda-meta/cuda-nvrtc-12.4.127-he02047a_0.json");
    for (String name : new String[] {"libnvrtc", "libnvrtc-builtins"}) {
      FakeTree.files(targets, name + ".so.12.4.127");
      String shorter = name + (name.equals("libnvrtc") ? ".so.12" : ".so.12.4");
      FakeTree.link(targets.resolve(shorter), name + ".so.12.4.127");
      for (String link : new String[] {shorter, name + ".so.12.4.127"}) {
        FakeTree.link(prefix.resolve("lib").resolve(link), targets.resolve(link).toString());
      }
    }
    FakeTree.program(prefix.resolve("bin/nvdisasm"));
    Host host = FakeTree.host(temp, "CONDA_PREFIX", prefix.toString(), "PATH", "/none");
    ToolchainSearch search = new Toolchains(host).search(Vendor.NVIDIA, Optional.empty());
    assertThat(search.chosen().orElseThrow().nvrtc())
        .contains(prefix.resolve("lib/libnvrtc.so.12"));
    assertThat(search.chosen().orElseThrow().version()).isEqualTo("NVRTC 12.4");
    assertThat(search.chosen().orElseThrow().disassembler())
        .contains(new Disassembler.Nvdisasm(prefix.resolve("bin/nvdisasm")));
    assertThat(search.findings())
        .filteredOn(finding -> finding.origin() == Origin.PYTHON)
        .hasSize(1);
  }

  /** A toolkit as NVIDIA's packages have it: lib64 is a link, and names have the full version. */
  private void toolkit(Path root, String version) {
    Path lib = root.resolve("targets/x86_64-linux/lib");
    String minor = version.substring(0, version.lastIndexOf('.'));
    FakeTree.files(lib, "libnvrtc.so." + version, "libnvrtc-builtins.so." + version);
    FakeTree.link(
        lib.resolve("libnvrtc.so." + minor.substring(0, minor.indexOf('.'))),
        "libnvrtc.so." + version);
    FakeTree.link(lib.resolve("libnvrtc-builtins.so." + minor), "libnvrtc-builtins.so." + version);
    FakeTree.link(root.resolve("lib64"), "targets/x86_64-linux/lib");
  }

  @Test
  void theNewestToolkitIsTakenUnlessALinkNamesAnother() {
    toolkit(temp.resolve("usr/local/cuda-12.9"), "12.9.86");
    toolkit(temp.resolve("usr/local/cuda-13.5"), "13.5.37");
    toolkit(temp.resolve("usr/local/cuda-13.10"), "13.10.2");
    toolkit(temp.resolve("usr/local/cuda-11.8"), "11.8.89");
    assertThat(search().findings())
        .filteredOn(finding -> finding.origin() == Origin.USR_LOCAL_CUDA)
        .extracting(Finding::outcome, finding -> finding.version().orElseThrow().text())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Outcome.CHOSEN, "13.10"),
            org.assertj.core.groups.Tuple.tuple(Outcome.AVAILABLE, "13.5"),
            org.assertj.core.groups.Tuple.tuple(Outcome.AVAILABLE, "12.9"),
            org.assertj.core.groups.Tuple.tuple(Outcome.TOO_OLD, "11.8"));
    FakeTree.link(temp.resolve("usr/local/cuda"), "cuda-12.9");
    assertThat(chosen().version()).isEqualTo("NVRTC 12.9");
  }

  @Test
  void archHasItsToolkitInOpt() {
    toolkit(temp.resolve("opt/cuda"), "13.2.51");
    assertThat(chosen().origin()).isEqualTo(Origin.USR_LOCAL_CUDA);
    assertThat(chosen().version()).isEqualTo("NVRTC 13.2");
  }

  @Test
  void anOldOneIsUsedWhenItIsNamed() {
    toolkit(temp.resolve("usr/local/cuda-11.8"), "11.8.89");
    Path named = temp.resolve("usr/local/cuda-11.8");
    assertThat(search().chosen()).isEmpty();
    assertThat(new Toolchains(host()).locate(Vendor.NVIDIA, Optional.of(named)).version())
        .isEqualTo("NVRTC 11.8");
  }

  @Test
  void headersOfAnotherVersionAreNamed() throws IOException {
    wheel130();
    Path lib = site.resolve("nvidia/cu13/lib");
    Files.move(lib.resolve("libnvrtc-builtins.so.13.0"), lib.resolve("libnvrtc-builtins.so.13.5"));
    Finding wheel = first(Origin.PYTHON);
    assertThat(wheel.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(wheel.reason())
        .contains("no libnvrtc-builtins.so.13.0", "there is libnvrtc-builtins.so.13.5");

    toolkit(temp.resolve("usr/local/cuda"), "13.0.88");
    Path toolkit = temp.resolve("usr/local/cuda/lib64");
    Files.delete(toolkit.resolve("libnvrtc-builtins.so.13.0"));
    Files.delete(toolkit.resolve("libnvrtc-builtins.so.13.0.88"));
    FakeTree.files(toolkit, "libnvrtc-builtins.so.13.1");
    assertThat(first(Origin.USR_LOCAL_CUDA).reason()).contains("no libnvrtc-builtins.so.13.0");
  }

  @Test
  void amongHeadersOfSeveralVersionsItsOwnAreTaken() {
    wheel130();
    FakeTree.files(site, "nvidia/cu13/lib/libnvrtc-builtins.so.13.5");
    assertThat(chosen().version()).isEqualTo("NVRTC 13.0");
    // And again, when the digests are remembered.
    assertThat(chosen().version()).isEqualTo("NVRTC 13.0");
  }

  @Test
  void headersThatGoAfterTheyWereSeenAreMissed() throws IOException {
    wheel130();
    assertThat(chosen().version()).isEqualTo("NVRTC 13.0");
    Path lib = site.resolve("nvidia/cu13/lib");
    Files.move(lib.resolve("libnvrtc-builtins.so.13.0"), lib.resolve("libnvrtc-builtins.so.13.5"));
    assertThat(search().chosen()).isEmpty();
  }

  /** The wheels nvidia-cuda-nvdisasm 13.5.37 and triton 3.9.0 have the program. */
  @Test
  void theDisassemblerMayBeAPackageOfTheSamePython() {
    wheel129();
    assertThat(chosen().disassembler()).isEmpty();
    Path triton = FakeTree.program(site.resolve("triton/backends/nvidia/bin/nvdisasm"));
    assertThat(chosen().disassembler()).contains(new Disassembler.Nvdisasm(triton));
    Path wheel = FakeTree.program(site.resolve("nvidia/cu13/bin/nvdisasm"));
    assertThat(chosen().disassembler()).contains(new Disassembler.Nvdisasm(wheel));
  }

  /** As in images with CUDA's runtime alone, which have NVRTC and no programs. */
  @Test
  void aToolkitWithoutADisassemblerTakesOneOfAPython() {
    toolkit(temp.resolve("usr/local/cuda"), "13.5.37");
    wheel130();
    Path wheel = FakeTree.program(site.resolve("nvidia/cu13/bin/nvdisasm"));
    assertThat(chosen().origin()).isEqualTo(Origin.USR_LOCAL_CUDA);
    assertThat(chosen().disassembler()).contains(new Disassembler.Nvdisasm(wheel));
    Path own = FakeTree.program(temp.resolve("usr/local/cuda/bin/nvdisasm"));
    assertThat(chosen().disassembler()).contains(new Disassembler.Nvdisasm(own));
  }
}
