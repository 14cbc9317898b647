package dev.pagen.toolchain;

import static dev.pagen.toolchain.BundleMachine.failing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles from files that the user brought, on a machine whose archive cannot be reached. */
class BroughtFilesTest {
  private static final String LIB = "usr/lib/x86_64-linux-gnu/";

  @TempDir Path temp;
  private BundleMachine machine;

  @BeforeEach
  void machine() {
    machine = new BundleMachine(temp);
  }

  /** A folder with all packages of an archive, in several versions where it has them. */
  private Path debs() throws Exception {
    FakeArchive.offering(temp.resolve("debs"), 6, 7)
        .withComgr("forky", "1:8.0-1")
        .withHiprtc("forky", 7, "7.2-1", "libamd-comgr3 (>= 1:8)");
    FileTree.delete(temp.resolve("debs/dists"));
    return temp.resolve("debs");
  }

  private Path only(Path folder, String... names) throws Exception {
    Path some = Files.createDirectories(temp.resolve("some"));
    try (var debs = Files.list(folder)) {
      for (Path deb : (Iterable<Path>) debs::iterator) {
        for (String name : names) {
          if (deb.getFileName().toString().startsWith(name + "_")) {
            Files.copy(deb, some.resolve(deb.getFileName()));
          }
        }
      }
    }
    return some;
  }

  private void refused(Path folder, String... parts) {
    assertThatThrownBy(() -> machine.installFrom(folder))
        .isInstanceOf(ToolchainException.class)
        .message()
        .contains(parts)
        .doesNotContain("Exception");
    assertThat(machine.installed()).isEmpty();
    assertThat(machine.leftovers()).isEmpty();
  }

  @Test
  void takesOfManyPackagesTheNewestHiprtcWithWhatItNeeds() throws Exception {
    Path debs = debs();
    Files.writeString(debs.resolve("notes.txt"), "not a package");
    Files.writeString(debs.resolve("broken_1_amd64.deb"), "not one either");
    Toolchain toolchain = machine.installFrom(debs);
    assertThat(toolchain.version()).isEqualTo("HIPRTC 7.2-1");
    assertThat(toolchain.root().resolveSibling("bundle.txt"))
        .content()
        .contains("package libamd-comgr3 1:8.0-1\n", "package libhiprtc-builtins7 7.2-1\n")
        .doesNotContain("libhiprtc6", "7.1-1", "suite ");
    assertThat(machine.inUse()).isEqualTo("HIPRTC 7.2-1");
    assertThat(machine.notes).first().asString().contains("no signature", debs.toString());
    assertThat(machine.downloads).hasValue(0);
  }

  @Test
  void anIncompleteNewestIsPassedOverForACompleteOlderOne() throws Exception {
    Path some =
        only(
            debs(),
            "libhiprtc7",
            "libhiprtc6",
            "libhiprtc-builtins6",
            "libamdhip64-6",
            "libamd-comgr3",
            "libc6");
    assertThat(machine.installFrom(some).version()).isEqualTo("HIPRTC 6.1-1");
    assertThat(machine.notes.getLast())
        .contains("libhiprtc7 7.2-1: it lacks libhiprtc-builtins.so")
        .contains("libhiprtc-builtins7 (= 7.2-1)");
  }

  @Test
  void theHipRuntimeNeedNotBeBrought() throws Exception {
    Path some = only(debs(), "libhiprtc6", "libhiprtc-builtins6", "libamd-comgr3", "libc6");
    Toolchain toolchain = machine.installFrom(some);
    assertThat(toolchain.hipRuntime()).isEmpty();
    assertThat(toolchain.disassembler()).isPresent();
  }

  @Test
  void whatIsMissingIsNamedWithItsPackage() throws Exception {
    Path all = debs();
    refused(only(all, "libhiprtc7", "libhiprtc-builtins7", "libamd-comgr3"), "loader", "libc6");
    FileTree.delete(temp.resolve("some"));
    refused(
        only(all, "libhiprtc7", "libhiprtc-builtins7", "libamdhip64-7", "libc6"),
        "libamd_comgr.so",
        "libamd-comgr3 (>= 1:8)");
    FileTree.delete(temp.resolve("some"));
    refused(only(all, "libc6", "libamd-comgr3"), "no HIPRTC", "libhiprtc7");
  }

  @Test
  void aDamagedPackageIsNamed() throws Exception {
    Path some = only(debs(), "libhiprtc6", "libhiprtc-builtins6", "libamdhip64-6", "libc6");
    Path comgr = temp.resolve("debs/libamd-comgr3_7.0+dfsg-3_amd64.deb");
    byte[] bytes = Files.readAllBytes(comgr);
    byte[] mark = "libamd-comgr3 1:7.0+dfsg-3\0".getBytes(StandardCharsets.UTF_8);
    int at =
        new String(bytes, StandardCharsets.ISO_8859_1)
            .lastIndexOf(new String(mark, StandardCharsets.ISO_8859_1));
    bytes[at] ^= 1;
    Files.write(some.resolve(comgr.getFileName()), bytes);
    refused(some, "libamd-comgr3_7.0+dfsg-3_amd64.deb is damaged");
  }

  @Test
  void anUnpackedRootIsCopiedAndThenNotNeeded() throws Exception {
    Toolchain elsewhere = new BundleMachine(temp.resolve("other")).installFrom(debs());
    Path root = temp.resolve("root");
    Files.move(elsewhere.root(), root);
    FakeTree.file(root.resolve("usr/share/doc/x"), "not needed to compile");
    FakeTree.link(root.resolve("usr/lib64/ld-linux-x86-64.so.2"), "../lib/x86_64-linux-gnu/x");
    Toolchain copy = machine.installFrom(root);
    FileTree.delete(root);
    assertThat(copy.root()).startsWith(temp.resolve("home"));
    assertThat(copy.identity()).isEqualTo(elsewhere.identity());
    assertThat(copy.root().resolve("usr/share")).doesNotExist();
    assertThat(machine.inUse()).isEqualTo("HIPRTC 7");
  }

  @Test
  void theBundleOfAnotherMachineIsAnUnpackedRootToo() throws Exception {
    Toolchain elsewhere = new BundleMachine(temp.resolve("other")).installFrom(debs());
    Toolchain copy = machine.installFrom(elsewhere.root().getParent());
    assertThat(copy.identity()).isEqualTo(elsewhere.identity());
    assertThat(copy.version()).isEqualTo("HIPRTC 7.2-1");
    assertThat(machine.installFrom(elsewhere.root())).isEqualTo(copy);
  }

  @Test
  void aRootThatLacksALibraryOrALoaderSaysSo() throws Exception {
    Path root = new BundleMachine(temp.resolve("other")).installFrom(debs()).root();
    Files.delete(root.resolve(LIB + "libamd_comgr.so.3"));
    refused(root, "lacks libamd_comgr.so", "dpkg-deb -x");
    Files.delete(root.resolve(LIB + "ld-linux-x86-64.so.2"));
    refused(root, "no dynamic loader", "libc6", "pa-gen toolchain use " + root);
    Path rocm = temp.resolve("rocm");
    FakeTree.hip(rocm.resolve("lib"), "7.2.0");
    refused(rocm, "no dynamic loader", "pa-gen toolchain use " + rocm);
  }

  @Test
  void whatIsNeitherIsRefusedByName() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("folder"));
    refused(folder, folder + " is empty");
    Path file = Files.writeString(folder.resolve("libhiprtc7.zip"), "");
    refused(folder, folder + " has neither");
    refused(file, file + " is a file");
    refused(temp.resolve("nowhere"), "nowhere does not exist");
  }

  @Test
  void anUnreadableFolderIsNamed() throws Exception {
    assumeFalse(System.getProperty("user.name").equals("root"), "root reads everything");
    Path folder = Files.createDirectory(temp.resolve("folder"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("---------"));
    assertThatThrownBy(() -> machine.installFrom(folder)).hasMessageContaining("may not be read");
  }

  @Test
  void whatFailsItsTrialDoesNotReplaceWhatWorks() throws Exception {
    Path debs = debs();
    machine.installFrom(only(debs, "libhiprtc6", "libhiprtc-builtins6", "libamd-comgr3", "libc6"));
    assertThatThrownBy(
            () ->
                machine
                    .toolchains()
                    .install(
                        new BundleSource.Folder(debs),
                        failing(v -> v.contains(" 7.")),
                        machine.progress()))
        .hasMessageContaining("HIPRTC 7.2-1 fails its trial")
        .hasMessageContaining("HIPRTC 6.1-1 stays the bundle in use");
    assertThat(machine.installed()).isEqualTo(List.of("6.1-1"));
  }
}
