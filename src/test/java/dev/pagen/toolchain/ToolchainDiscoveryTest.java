package dev.pagen.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.toolchain.Finding.Outcome;
import dev.pagen.toolchain.Toolchain.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolchainDiscoveryTest {
  @TempDir Path temp;

  private Path named() {
    return temp.resolve("named");
  }

  private Path rocm() {
    return temp.resolve("rocm-by-path");
  }

  private Host host() {
    return FakeTree.host(temp, "ROCM_PATH", rocm().toString(), "PATH", "/none");
  }

  /** A machine without any Python on the {@code PATH}. */
  private Host bare() {
    return FakeTree.host(temp, "PATH", "/none");
  }

  private static Toolchain chosen(Host host) {
    return new Toolchains(host).locate(Vendor.AMD, Optional.empty());
  }

  private static Finding finding(ToolchainSearch search, Origin origin) {
    return search.findings().stream().filter(f -> f.origin() == origin).findFirst().orElseThrow();
  }

  @Test
  void triesThePlacesInTheirOrder() throws Exception {
    FakeTree.hip(named().resolve("lib"), "6.1.1");
    FakeTree.hip(rocm().resolve("lib64"), "6.2.2");
    FakeTree.hip(temp.resolve("opt/rocm/lib"), "6.3.3");
    FakeTree.hip(temp.resolve("usr/lib/x86_64-linux-gnu"), "6.4.4");
    Host host = host().with("PAGEN_TOOLCHAIN", named().toString());

    assertThat(chosen(host).origin()).isEqualTo(Origin.EXPLICIT);
    assertThat(chosen(host).hiprtc()).isEqualTo(named().resolve("lib/libhiprtc.so.6"));
    assertThat(chosen(host()).origin()).isEqualTo(Origin.ROCM_PATH);
    assertThat(chosen(host()).libraryPath()).containsExactly(rocm().resolve("lib64"));
    FileTree.delete(rocm());
    assertThat(chosen(host()).origin()).isEqualTo(Origin.OPT_ROCM);
    FileTree.delete(temp.resolve("opt"));
    Toolchain system = chosen(host());
    assertThat(system.origin()).isEqualTo(Origin.SYSTEM);
    assertThat(system.version()).isEqualTo("HIPRTC 6.4.4");
    assertThat(system.libraryPath()).isEmpty();
    assertThat(system.loader()).isEmpty();
    FileTree.delete(temp.resolve("usr"));
    assertThatThrownBy(() -> chosen(host()))
        .isInstanceOf(ToolchainException.class)
        .hasMessageContaining(rocm() + ": no such folder")
        .hasMessageContaining("toolchain install");
  }

  @Test
  void aSearchReportsEveryPlaceAndWhy() {
    FakeTree.hip(temp.resolve("opt/rocm/lib"), "6.3.3");
    FakeTree.hip(temp.resolve("usr/lib/x86_64-linux-gnu"), "6.4.4");
    ToolchainSearch search = new Toolchains(host()).search(Vendor.AMD, Optional.empty());
    assertThat(search.findings())
        .extracting(Finding::origin, Finding::outcome)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Origin.ROCM_PATH, Outcome.ABSENT),
            org.assertj.core.groups.Tuple.tuple(Origin.OPT_ROCM, Outcome.CHOSEN),
            org.assertj.core.groups.Tuple.tuple(Origin.SYSTEM, Outcome.AVAILABLE),
            org.assertj.core.groups.Tuple.tuple(Origin.PYTHON, Outcome.ABSENT),
            org.assertj.core.groups.Tuple.tuple(Origin.BUNDLE, Outcome.ABSENT));
    assertThat(search.findings()).allSatisfy(f -> assertThat(f.reason()).isNotBlank());
  }

  @Test
  void passesOverATooOldHiprtcUnlessItIsNamed() {
    Path folder = temp.resolve("usr/lib/x86_64-linux-gnu");
    FakeTree.hip(folder, "5.2.21153");
    Host host = bare();
    ToolchainSearch search = new Toolchains(host).search(Vendor.AMD, Optional.empty());
    assertThat(search.chosen()).isEmpty();
    Finding finding = finding(search, Origin.SYSTEM);
    assertThat(finding.outcome()).isEqualTo(Outcome.TOO_OLD);
    assertThat(finding.version().map(CompilerVersion::text)).contains("5.2.21153");
    assertThat(finding.reason()).contains("gfx942");

    Toolchain named = new Toolchains(host).locate(Vendor.AMD, Optional.of(folder));
    assertThat(named.hiprtc()).isEqualTo(folder.resolve("libhiprtc.so.5"));
  }

  @Test
  void whatTheUserNamedIsUsedOrRefusedAndNeverPassedOver() {
    FakeTree.hip(temp.resolve("opt/rocm/lib"), "6.3.3");
    Toolchains toolchains = new Toolchains(bare());
    Path missing = temp.resolve("missing");
    assertThatThrownBy(
            () ->
                toolchains.locateOrInstall(
                    Vendor.AMD, Optional.of(missing), InstallProgress.SILENT))
        .isInstanceOf(ToolchainException.class)
        .hasMessageContaining(missing + ": no such file or folder");
  }

  @Test
  void aFileOrAFolderOfLibrariesCanBeNamed() {
    FakeTree.hip(named(), "6.1.1");
    FakeTree.hip(named(), "7.1.1");
    Toolchains toolchains = new Toolchains(bare());
    assertThat(toolchains.locate(Vendor.AMD, Optional.of(named())).hiprtc())
        .isEqualTo(named().resolve("libhiprtc.so.7"));
    Path older = named().resolve("libhiprtc.so.6");
    Toolchain toolchain = toolchains.locate(Vendor.AMD, Optional.of(older));
    assertThat(toolchain.hiprtc()).isEqualTo(older);
    assertThat(toolchain.hipRuntime()).contains(named().resolve("libamdhip64.so.6"));
  }

  @Test
  void takesTheComgrThatHiprtcAsksFor() {
    FakeTree.hip(named(), "6.1.1");
    FakeTree.file(named().resolve("libamd_comgr.so.2"), "an older comgr");
    FakeTree.file(named().resolve("libhiprtc.so.6.1.1"), "opens\0libamd_comgr.so.2\0by name");
    assertThat(
            new Toolchains(bare())
                .locate(Vendor.AMD, Optional.of(named()))
                .disassembler()
                .orElseThrow()
                .path())
        .isEqualTo(named().resolve("libamd_comgr.so.2"));
  }

  @Test
  void withoutComgrItIsIncomplete() throws Exception {
    FakeTree.hip(rocm().resolve("lib"), "6.2.2");
    Files.delete(rocm().resolve("lib/libamd_comgr.so.3.0.0"));
    Finding finding =
        finding(new Toolchains(host()).search(Vendor.AMD, Optional.empty()), Origin.ROCM_PATH);
    assertThat(finding.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(finding.reason()).contains("libamd_comgr");
  }

  @Test
  void theLoadersCacheLeadsToLibrariesInUnusualFolders() {
    FakeTree.hip(temp.resolve("apps/rocm-6.4.0/lib"), "6.4.4");
    FakeTree.file(
        temp.resolve("etc/ld.so.cache"),
        "glibc-ld.so.cache1.1\0libhiprtc.so.6\0/apps/rocm-6.4.0/lib/libhiprtc.so.6\0");
    assertThat(chosen(bare()).root()).isEqualTo(temp.resolve("apps/rocm-6.4.0/lib"));
  }

  @Test
  void aRocmTreeSaysItsOwnVersion() {
    FakeTree.hip(rocm().resolve("lib"), "6.2.41134");
    FakeTree.file(rocm().resolve(".info/version"), "6.2.0-66\n");
    assertThat(chosen(host()).version()).isEqualTo("HIPRTC 6.2.0-66");
  }

  @Test
  void anUnpackedRootRunsUnderItsOwnLoader() throws Exception {
    Path lib = named().resolve("usr/lib/x86_64-linux-gnu");
    FakeTree.hip(lib, "6.4.1");
    Path loader = FakeTree.file(lib.resolve("ld-linux-x86-64.so.2"), "loader");
    assertThat(loader.toFile().setExecutable(true)).isTrue();
    Toolchain toolchain = new Toolchains(bare()).locate(Vendor.AMD, Optional.of(named()));
    assertThat(toolchain.loader()).contains(loader);
    assertThat(toolchain.libraryPath()).containsExactly(lib);
  }

  @Test
  void worksWithoutAHomeFolder() {
    FakeTree.hip(temp.resolve("opt/rocm/lib"), "6.3.3");
    Toolchains toolchains = new Toolchains(bare().with("HOME", ""));
    assertThat(toolchains.locate(Vendor.AMD, Optional.empty()).origin()).isEqualTo(Origin.OPT_ROCM);
    assertThat(finding(toolchains.search(Vendor.AMD, Optional.empty()), Origin.BUNDLE).reason())
        .contains("PAGEN_HOME");
  }
}
