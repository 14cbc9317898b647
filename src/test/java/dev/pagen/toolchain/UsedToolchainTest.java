package dev.pagen.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.files.PagenHome;
import dev.pagen.toolchain.Finding.Outcome;
import dev.pagen.toolchain.Toolchain.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Choosing among toolchains, for one run and for all. */
class UsedToolchainTest {
  @TempDir Path temp;
  private Host host;

  @BeforeEach
  void machine() throws Exception {
    host = FakeTree.host(temp, "ROCM_PATH", temp.resolve("rocm").toString());
    FakeTree.hip(temp.resolve("rocm/lib"), "6.3.1");
    FakeTree.hip(temp.resolve("elsewhere/lib"), "6.2.0");
    bundle("6.4.3-5");
    bundle("7.1-1");
    bundle("7.2.4-1~exp2");
  }

  /** A bundle that is whole as far as its stamp tells. */
  private Path bundle(String version) throws Exception {
    Path folder =
        PagenHome.of(host.environment())
            .toolchainDir()
            .resolve(BundleFolder.name(version, "packages of " + version));
    Path libraries = folder.resolve("root/usr/lib/x86_64-linux-gnu");
    FakeTree.hip(libraries, version.replaceAll("-.*", ""));
    InstalledBundle bundle =
        new InstalledBundle(
            folder,
            version,
            Optional.of("22"),
            List.of("sid"),
            Instant.EPOCH,
            Optional.of("identity of " + version));
    BundleFolder.stamp(bundle, List.of(), List.of(libraries.resolve("libamd_comgr.so.3")));
    return folder;
  }

  private Toolchains toolchains() {
    return new Toolchains(host);
  }

  private Toolchain located() {
    return toolchains().locate(Vendor.AMD, Optional.empty());
  }

  private List<Toolchain> use(String text) {
    return toolchains().use(toolchains().resolve(text));
  }

  @Test
  void aChoiceLastsAndComesBeforeWhatIsFound() {
    assertThat(located().origin()).isEqualTo(Origin.ROCM_PATH);
    assertThat(use("6.4.3")).singleElement().extracting(Toolchain::origin).isEqualTo(Origin.USED);
    assertThat(located().version()).isEqualTo("HIPRTC 6.4.3-5 (LLVM 22)");
    assertThat(located().origin()).isEqualTo(Origin.USED);
    assertThat(located().identity()).isEqualTo("identity of 6.4.3-5");
    use(temp.resolve("elsewhere").toString());
    assertThat(located().version()).isEqualTo("HIPRTC 6.2.0");
    toolchains().useAutomatic();
    assertThat(located().origin()).isEqualTo(Origin.ROCM_PATH);
    toolchains().useAutomatic();
  }

  @Test
  void whatIsNamedForOneRunComesBeforeTheChoice() {
    use("6.4.3");
    host = host.with("PAGEN_TOOLCHAIN", "7.2");
    assertThat(located().version()).isEqualTo("HIPRTC 7.2.4-1~exp2 (LLVM 22)");
    assertThat(located().origin()).isEqualTo(Origin.EXPLICIT);
    Path path = toolchains().resolve("7.1");
    assertThat(toolchains().locate(Vendor.AMD, Optional.of(path)).version()).contains("7.1-1");
  }

  @Test
  void aVersionMayBeAbbreviatedAsLongAsItIsOne() {
    for (String text : List.of("7.2.4-1~exp2", "7.2.4-1", "7.2.4", "7.2")) {
      assertThat(toolchains().resolve(text)).as(text).asString().contains("hiprtc-7.2.4-1~exp2-");
    }
    assertThat(toolchains().resolve("6")).asString().contains("hiprtc-6.4.3-5-");
    assertThatThrownBy(() -> use("7"))
        .isInstanceOf(ToolchainException.class)
        .hasMessageContaining("7: stands for several bundles")
        .hasMessageContaining("7.2.4-1~exp2")
        .hasMessageContaining("7.1-1");
    for (String text : List.of("8", "7.2.40", "7.3", "6.4.30")) {
      assertThatThrownBy(() -> use(text))
          .as(text)
          .isInstanceOf(ToolchainException.class)
          .hasMessageContaining(text + ": no bundle of that version")
          .hasMessageContaining("7.2.4-1~exp2, 7.1-1, 6.4.3-5");
    }
    assertThatThrownBy(() -> use("rocm-8")).hasMessageContaining("no such file or folder");
  }

  @Test
  void aFolderNameOrAPathOfABundleWillDoToo() {
    InstalledBundle old = toolchains().bundles().getLast();
    for (String text : List.of(old.name(), old.folder().toString(), old.root().toString())) {
      use(text);
      assertThat(located().version()).as(text).isEqualTo("HIPRTC 6.4.3-5 (LLVM 22)");
      assertThat(located().root()).isEqualTo(old.root());
      toolchains().useAutomatic();
    }
  }

  @Test
  void whatCannotBeUsedIsNotChosen() {
    assertThatThrownBy(() -> use(temp.resolve("nowhere").toString()))
        .isInstanceOf(ToolchainException.class)
        .hasMessageContaining("nowhere: no such file or folder");
    assertThat(located().origin()).isEqualTo(Origin.ROCM_PATH);
  }

  @Test
  void aChoiceThatHasVanishedIsSaidAndNothingElseIsUsed() throws Exception {
    use("7.1");
    Path folder = toolchains().bundles().get(1).folder();
    FileTree.delete(folder);
    vanished(folder + ": no longer there");
    Files.writeString(use(), "bundle " + bundle("7.1-1").getFileName() + "\n");
    Files.write(folder.resolve("root/usr/lib/x86_64-linux-gnu/libamd_comgr.so.3"), new byte[1]);
    vanished(folder + ": damaged");
    use(temp.resolve("elsewhere").toString());
    FileTree.delete(temp.resolve("elsewhere"));
    vanished(temp.resolve("elsewhere") + ": no such file or folder");
    Files.writeString(use(), "nonsense");
    vanished("says nothing that can be understood");
    Files.writeString(use(), "path a\0b");
    vanished("names no path");
    Files.writeString(use(), "bundle a\0b");
    vanished("names no path");
    toolchains().useAutomatic();
    assertThat(located().origin()).isEqualTo(Origin.ROCM_PATH);
  }

  private Path use() {
    return PagenHome.of(host.environment()).toolchainDir().resolve("use.amd");
  }

  private void vanished(String why) {
    assertThatThrownBy(
            () ->
                toolchains()
                    .locateOrInstall(
                        Vendor.AMD,
                        Optional.empty(),
                        _ -> Optional.empty(),
                        InstallProgress.SILENT))
        .isInstanceOf(ToolchainException.class)
        .hasMessageContaining(why)
        .hasMessageContaining("pa-gen toolchain use auto")
        .hasMessageContaining("pa-gen toolchain use VERSION|PATH");
    ToolchainSearch search = toolchains().search(Vendor.AMD, Optional.empty());
    assertThat(search.chosen()).isEmpty();
    assertThat(search.findings())
        .extracting(Finding::origin, Finding::outcome)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Origin.USED, Outcome.ABSENT));
  }

  @Test
  void anNvrtcIsChosenForNvidiaAlone() {
    Path cuda = temp.resolve("cuda");
    FakeTree.file(cuda.resolve("lib64/libnvrtc.so.13"), "nvrtc");
    FakeTree.file(cuda.resolve("lib64/libnvrtc-builtins.so.13.0"), "builtins");
    Optional<Toolchain> before = toolchains().search(Vendor.NVIDIA, Optional.of(cuda)).chosen();
    if (before.isEmpty()) {
      return; // A build without a C compiler has no HIP on NVIDIA.
    }
    assertThat(use(cuda.toString())).extracting(Toolchain::vendor).containsExactly(Vendor.NVIDIA);
    assertThat(toolchains().locate(Vendor.NVIDIA, Optional.empty()).origin())
        .isEqualTo(Origin.USED);
    assertThat(located().origin()).isEqualTo(Origin.ROCM_PATH);
  }

  @Test
  void ofSeveralBundlesTheNewestIsUsedAndAllAreListed() throws Exception {
    host = FakeTree.host(temp);
    assertThat(toolchains().bundles())
        .extracting(InstalledBundle::hiprtc)
        .containsExactly("7.2.4-1~exp2", "7.1-1", "6.4.3-5");
    assertThat(located().version()).contains("7.2.4-1~exp2");
    bundle("10.0-1");
    assertThat(located().version()).contains("10.0-1");
    assertThat(toolchains().search(Vendor.AMD, Optional.empty()).findings())
        .filteredOn(f -> f.origin() == Origin.BUNDLE)
        .extracting(Finding::outcome)
        .containsExactly(Outcome.CHOSEN, Outcome.AVAILABLE, Outcome.AVAILABLE, Outcome.AVAILABLE);
  }
}
