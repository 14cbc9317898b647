package dev.pagen.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pagen.files.PagenHome;
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

class NvrtcDiscoveryTest {
  @TempDir Path temp;

  @BeforeEach
  void needsTheLibrary() throws IOException {
    assumeTrue(
        HipOnNvidia.library(Host.current(), Optional.empty()).isPresent(),
        "the build found no C compiler");
  }

  /**
   * A machine on which nothing of CUDA is in the usual places, and Python in a folder of its own.
   */
  private Host host(String... variables) {
    return FakeTree.host(temp, variables).with("PATH", temp.resolve("venv/bin").toString());
  }

  private static void nvrtc(Path folder, String version) {
    int major = Integer.parseInt(version.split("\\.", -1)[0]);
    FakeTree.file(folder.resolve("libnvrtc.so." + major), "NVRTC " + version);
    FakeTree.file(folder.resolve("libnvrtc-builtins.so." + version), "its headers " + version);
  }

  private static Toolchain chosen(Host host) {
    return new Toolchains(host).locate(Vendor.NVIDIA, Optional.empty());
  }

  @Test
  void triesThePlacesInTheirOrder() throws IOException {
    Path home = temp.resolve("toolkit");
    nvrtc(home.resolve("lib64"), "12.8");
    nvrtc(temp.resolve("usr/local/cuda-13.0/lib64"), "13.0");
    nvrtc(temp.resolve("usr/local/cuda-12.9/lib64"), "12.9");
    nvrtc(temp.resolve("usr/lib/x86_64-linux-gnu"), "12.4");
    FakeTree.program(temp.resolve("venv/bin/python3"));
    nvrtc(temp.resolve("venv/lib/python3.12/site-packages/nvidia/cu13/lib"), "13.1");
    Host plain = host();

    Toolchain named = chosen(plain.with("CUDA_HOME", home.toString()));
    assertThat(named.origin()).isEqualTo(Origin.CUDA_HOME);
    assertThat(named.version()).isEqualTo("NVRTC 12.8");
    assertThat(named.vendor()).isEqualTo(Vendor.NVIDIA);
    assertThat(named.nvrtc()).contains(home.resolve("lib64/libnvrtc.so.12"));
    assertThat(named.libraryPath()).containsExactly(home.resolve("lib64"));
    assertThat(named.hipRuntime()).contains(named.hiprtc());
    assertThat(named.disassembler()).isEmpty();
    assertThat(chosen(plain).version()).isEqualTo("NVRTC 13.0");
    FileTree.delete(temp.resolve("usr/local"));
    assertThat(chosen(plain).origin()).isEqualTo(Origin.SYSTEM);
    FileTree.delete(temp.resolve("usr"));
    assertThat(chosen(plain).origin()).isEqualTo(Origin.PYTHON);
    assertThat(chosen(plain).version()).isEqualTo("NVRTC 13.1");
    FileTree.delete(temp.resolve("venv"));
    assertThatThrownBy(() -> chosen(plain))
        .isInstanceOf(ToolchainException.class)
        .hasMessageContaining("No NVRTC found")
        .hasMessageContaining("CUDA_HOME")
        .hasMessageContaining("pip install nvidia-cuda-nvrtc");
  }

  @Test
  void theDisassemblerOfTheToolkitComesFirst() {
    Path home = temp.resolve("toolkit");
    nvrtc(home.resolve("lib"), "13.0");
    FakeTree.program(temp.resolve("venv/bin/nvdisasm"));
    Host host = host("CUDA_PATH", home.toString());
    assertThat(chosen(host).disassembler())
        .contains(new Disassembler.Nvdisasm(temp.resolve("venv/bin/nvdisasm")));
    FakeTree.program(home.resolve("bin/nvdisasm"));
    assertThat(chosen(host).disassembler())
        .contains(new Disassembler.Nvdisasm(home.resolve("bin/nvdisasm")));
  }

  @Test
  void withoutItsBuiltInHeadersItIsIncomplete() {
    Path home = temp.resolve("toolkit");
    FakeTree.file(home.resolve("lib/libnvrtc.so.13"), "NVRTC");
    ToolchainSearch search =
        new Toolchains(host("CUDA_HOME", home.toString())).search(Vendor.NVIDIA, Optional.empty());
    assertThat(search.chosen()).isEmpty();
    Finding finding = search.findings().getFirst();
    assertThat(finding.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(finding.reason()).contains("libnvrtc-builtins");
  }

  @Test
  void whatTheUserNamedIsTheToolchainOfItsOwnVendor() {
    Path cuda = temp.resolve("cuda");
    Path rocm = temp.resolve("rocm");
    nvrtc(cuda.resolve("lib"), "13.0");
    FakeTree.hip(rocm.resolve("lib"), "6.4.4");
    nvrtc(temp.resolve("usr/local/cuda/lib64"), "12.6");
    FakeTree.hip(temp.resolve("opt/rocm/lib"), "6.3.3");
    Toolchains toolchains = new Toolchains(host());

    for (Path named : new Path[] {cuda, cuda.resolve("lib"), cuda.resolve("lib/libnvrtc.so.13")}) {
      Toolchain nvidia = toolchains.locate(Vendor.NVIDIA, Optional.of(named));
      assertThat(nvidia.origin()).isEqualTo(Origin.EXPLICIT);
      assertThat(nvidia.version()).isEqualTo("NVRTC 13.0");
      assertThat(toolchains.locate(Vendor.AMD, Optional.of(named)).origin())
          .isEqualTo(Origin.OPT_ROCM);
    }
    assertThat(toolchains.locate(Vendor.AMD, Optional.of(rocm)).origin())
        .isEqualTo(Origin.EXPLICIT);
    assertThat(toolchains.locate(Vendor.NVIDIA, Optional.of(rocm)).origin())
        .isEqualTo(Origin.USR_LOCAL_CUDA);
    for (Vendor vendor : Vendor.values()) {
      assertThatThrownBy(() -> toolchains.locate(vendor, Optional.of(temp.resolve("nowhere"))))
          .isInstanceOf(ToolchainException.class)
          .hasMessageContaining("nowhere");
    }
  }

  @Test
  void theIdentityIsThatOfTheFilesAndNotOfTheirPlace() {
    nvrtc(temp.resolve("a/lib"), "13.0");
    nvrtc(temp.resolve("b/lib64"), "13.0");
    nvrtc(temp.resolve("c/lib"), "13.1");
    String a = chosen(host("CUDA_HOME", temp.resolve("a").toString())).identity();
    assertThat(chosen(host("CUDA_HOME", temp.resolve("b").toString())).identity()).isEqualTo(a);
    assertThat(chosen(host("CUDA_HOME", temp.resolve("c").toString())).identity()).isNotEqualTo(a);
  }

  @Test
  void outOfAJarTheLibraryGoesToPagensFolderOnce() throws IOException {
    byte[] library = {1, 2, 3};
    PagenHome home = new PagenHome(temp.resolve("home"));
    Path file = HipOnNvidia.unpacked(library, home);
    assertThat(file).hasBinaryContent(library).startsWith(home.nativeDir());
    assertThat(HipOnNvidia.unpacked(library, home)).isEqualTo(file);
    Files.write(file, new byte[] {9});
    assertThat(HipOnNvidia.unpacked(library, home)).isEqualTo(file).hasBinaryContent(library);
    assertThat(HipOnNvidia.unpacked(new byte[] {4}, home)).isNotEqualTo(file);
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aMachineThatItIsNotBuiltForHasNone() throws IOException {
    Host arm = new Host(host().environment(), temp, "Linux", "riscv64");
    assertThat(HipOnNvidia.library(arm, Optional.empty())).isEmpty();
    nvrtc(temp.resolve("usr/local/cuda/lib64"), "13.0");
    ToolchainSearch search = new Toolchains(arm).search(Vendor.NVIDIA, Optional.empty());
    assertThat(search.chosen()).isEmpty();
    assertThat(search.findings())
        .anyMatch(f -> f.reason().contains("install a C compiler and build it again"));
  }
}
