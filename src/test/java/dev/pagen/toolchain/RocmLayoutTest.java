package dev.pagen.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.toolchain.Finding.Outcome;
import dev.pagen.toolchain.Toolchain.Origin;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * ROCm where its own packages put it. The names are those of ROCm 7.2.0's packages ({@code
 * /opt/rocm-7.2.0/lib/libhiprtc.so.7.2.70200}), of ROCm's transition guide to the Core SDK, and of
 * the scripts that TheRock's packages run ({@code _alternatives_lib.j2}), as of 2026-11.
 */
class RocmLayoutTest {
  @TempDir Path temp;

  private Host host(String... variables) {
    return FakeTree.host(temp, variables).with("PATH", temp.resolve("bin").toString());
  }

  private Toolchain chosen(Host host) {
    return new Toolchains(host).locate(Vendor.AMD, Optional.empty());
  }

  private List<Finding> findings(Host host, Origin origin) {
    return new Toolchains(host)
        .search(Vendor.AMD, Optional.empty()).findings().stream()
            .filter(finding -> finding.origin() == origin)
            .toList();
  }

  /** A tree of ROCm, whose HIP has another version than it: HIP 7.15 is ROCm 10's. */
  private Path rocm(String folder, String hip, String version) {
    Path tree = temp.resolve(folder);
    FakeTree.hip(tree.resolve("lib"), hip);
    FakeTree.file(tree.resolve(".info/version"), version + "\n");
    return tree;
  }

  @Test
  void packagesUpTo72LinkOptRocmToOneOfTheVersions() {
    Path tree = rocm("opt/rocm-7.2.0", "7.2.70200", "7.2.0-43");
    rocm("opt/rocm-6.4.1", "6.4.60401", "6.4.1-83");
    FakeTree.link(temp.resolve("etc/alternatives/rocm"), tree.toString());
    FakeTree.link(temp.resolve("opt/rocm"), temp.resolve("etc/alternatives/rocm").toString());
    assertThat(chosen(host()).version()).isEqualTo("HIPRTC 7.2.0-43");
    assertThat(chosen(host()).hiprtc()).isEqualTo(temp.resolve("opt/rocm/lib/libhiprtc.so.7"));
    assertThat(findings(host(), Origin.OPT_ROCM))
        .extracting(Finding::outcome, finding -> finding.version().orElseThrow().text())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Outcome.CHOSEN, "7.2.0-43"),
            org.assertj.core.groups.Tuple.tuple(Outcome.AVAILABLE, "6.4.1-83"));
  }

  @Test
  void withoutALinkTheNewestVersionIsTaken() {
    rocm("opt/rocm-6.4.1", "6.4.60401", "6.4.1");
    rocm("opt/rocm-7.9.1", "7.9.1", "7.9.1");
    rocm("opt/rocm-7.10.0", "7.10.0", "7.10.0");
    FakeTree.files(temp.resolve("opt/rocm-99.0"), "README");
    assertThat(chosen(host()).version()).isEqualTo("HIPRTC 7.10.0");
    assertThat(findings(host(), Origin.OPT_ROCM))
        .extracting(finding -> finding.version().orElseThrow().text())
        .containsExactly("7.10.0", "7.9.1", "6.4.1");
  }

  @Test
  void theCoreSdkLinksPartsOfOptRocm() {
    Path tree = rocm("opt/rocm/core-10.0", "7.15.26333", "10.0.0");
    Path links = temp.resolve("etc/alternatives");
    FakeTree.link(links.resolve("core"), tree.toString());
    FakeTree.link(links.resolve("core-10"), tree.toString());
    FakeTree.link(links.resolve("rocm-lib"), tree.resolve("lib").toString());
    FakeTree.link(temp.resolve("opt/rocm/core"), links.resolve("core").toString());
    FakeTree.link(temp.resolve("opt/rocm/core-10"), links.resolve("core-10").toString());
    FakeTree.link(temp.resolve("opt/rocm/lib"), links.resolve("rocm-lib").toString());
    FakeTree.link(temp.resolve("opt/rocm-10.0.0"), tree.toString());
    FakeTree.file(
        temp.resolve("etc/ld.so.cache"), "libhiprtc.so.7\0/opt/rocm/lib/libhiprtc.so.7\0");

    Toolchain toolchain = chosen(host());
    assertThat(toolchain.version()).isEqualTo("HIPRTC 10.0.0");
    assertThat(toolchain.hiprtc()).isEqualTo(temp.resolve("opt/rocm/lib/libhiprtc.so.7"));
    assertThat(toolchain.hipRuntime()).contains(temp.resolve("opt/rocm/lib/libamdhip64.so.7"));
    assertThat(findings(host(), Origin.OPT_ROCM))
        .extracting(Finding::outcome)
        .containsExactly(Outcome.CHOSEN);
    assertThat(findings(host(), Origin.SYSTEM))
        .extracting(Finding::outcome)
        .containsExactly(Outcome.SAME);
  }

  @Test
  void aTreeThatNoLinkLeadsToIsFound() {
    rocm("opt/rocm/core-7.9", "7.9.1", "7.9.0");
    rocm("opt/rocm/core-7.14", "7.14.60850", "7.14.0");
    assertThat(chosen(host()).version()).isEqualTo("HIPRTC 7.14.0");
    rocm("opt/rocm-7.2.0", "7.2.70200", "7.2.0");
    assertThat(chosen(host()).version()).isEqualTo("HIPRTC 7.14.0");
    rocm("opt/rocm-10.0.0", "7.15.26333", "10.0.0");
    assertThat(chosen(host()).version()).isEqualTo("HIPRTC 10.0.0");
  }

  @Test
  void theVariablesThatRocmsOwnToolsGoByAreTriedInTheirOrder() {
    String hip = rocm("a", "6.4.60401", "6.4.1").toString();
    String home = rocm("b", "7.2.70200", "7.2.0").toString();
    rocm("c/core-10.0", "7.15.26333", "10.0.0");
    rocm("opt/rocm", "6.3.42134", "6.3.0");
    Host host = host("HIP_PATH", hip);
    assertThat(chosen(host).origin()).isEqualTo(Origin.HIP_PATH);
    host = host.with("ROCM_HOME", home);
    assertThat(chosen(host).origin()).isEqualTo(Origin.ROCM_HOME);
    host = host.with("ROCM_PATH", temp.resolve("c").toString());
    assertThat(chosen(host).origin()).isEqualTo(Origin.ROCM_PATH);
    assertThat(chosen(host).version()).isEqualTo("HIPRTC 10.0.0");
    assertThat(new Toolchains(host()).locate(Vendor.AMD, Optional.of(temp.resolve("c"))).version())
        .isEqualTo("HIPRTC 10.0.0");
  }

  @Test
  void rpmsHaveTheirLibrariesInLib64() {
    FakeTree.hip(temp.resolve("usr/lib64"), "7.1.52802");
    FakeTree.file(temp.resolve("etc/ld.so.cache"), "libhiprtc.so.7\0/usr/lib64/libhiprtc.so.7\0");
    assertThat(chosen(host()).hiprtc()).isEqualTo(temp.resolve("usr/lib64/libhiprtc.so.7"));
    FakeTree.hip(temp.resolve("rocm/lib64"), "7.2.70200");
    assertThat(chosen(host("ROCM_PATH", temp.resolve("rocm").toString())).version())
        .isEqualTo("HIPRTC 7.2.70200");
  }

  @Test
  void aRuntimeOfAnotherGenerationIsLeftAlone() {
    Path lib = temp.resolve("opt/rocm/lib");
    FakeTree.files(lib, "libhiprtc.so.6", "libamd_comgr.so.3", "libamdhip64.so.7.2.70200");
    FakeTree.link(lib.resolve("libamdhip64.so"), "libamdhip64.so.7.2.70200");
    assertThat(chosen(host()).hipRuntime()).isEmpty();
    FakeTree.files(lib, "libamdhip64.so.6");
    assertThat(chosen(host()).hipRuntime()).contains(lib.resolve("libamdhip64.so.6"));
  }

  @Test
  void aComgrThatHiprtcDoesNotTakeIsNamed() {
    Path lib = temp.resolve("opt/rocm/lib");
    FakeTree.files(lib, "libamd_comgr.so.2");
    FakeTree.file(lib.resolve("libhiprtc.so.7"), "opens\0libamd_comgr.so.3\0by name");
    Finding finding = findings(host(), Origin.OPT_ROCM).getFirst();
    assertThat(finding.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(finding.reason()).contains("no libamd_comgr.so.3 ");
  }

  @Test
  void comgrIsFoundWhereHiprtcAsksForIt() {
    Path tree = temp.resolve("opt/rocm");
    FakeTree.file(
        tree.resolve("lib/libhiprtc.so.7"),
        FakeTree.elf("$ORIGIN/llvm/lib", "libamd_comgr.so.3", "libc.so.6"));
    FakeTree.files(tree, "lib/llvm/lib/libamd_comgr.so.3");
    assertThat(chosen(host()).disassembler().orElseThrow().path())
        .isEqualTo(tree.resolve("lib/llvm/lib/libamd_comgr.so.3"));
  }
}
