package dev.pagen.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.files.Ownership;
import dev.pagen.files.UntrustedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bundle is used while its libraries are what was installed, and nobody else could write them.
 */
class BundleTrustTest {
  @TempDir private Path temp;
  private BundleMachine machine;
  private FakeArchive archive;
  private Toolchain installed;

  @BeforeEach
  void install() throws Exception {
    machine = new BundleMachine(temp);
    archive = FakeArchive.offering(temp.resolve("archive"), 7);
    installed = machine.install(archive, "forky");
  }

  @Test
  void aLibraryWithOneOtherByteIsFoundThoughSizeAndTimeAreWhatTheyWere() throws Exception {
    for (Path library : List.of(installed.hiprtc(), comgr(), installed.loader().orElseThrow())) {
      change(library);
      Toolchains toolchains = machine.toolchains(archive);
      assertThat(toolchains.damagedBundles()).containsExactly(folder());
      assertThat(toolchains.bundles()).isEmpty();
      assertThat(toolchains.search(Vendor.AMD, Optional.empty()).findings().getLast().reason())
          .contains("not what was installed", "install it again");
      Toolchain again = machine.install(archive, "forky");
      assertThat(again).isEqualTo(installed);
      assertThat(machine.toolchains().damagedBundles()).isEmpty();
    }
  }

  @Test
  void aCopyWithOtherTimesIsReadAndFoundToBeTheSame() throws Exception {
    Path parent = folder().getParent();
    Path moved = parent.resolve("moved");
    Files.move(folder(), moved);
    FileTree.copyLibraries(
        BundleFolder.root(moved), Files.createDirectories(folder().resolve("root")), () -> {});
    Files.copy(moved.resolve("bundle.txt"), folder().resolve("bundle.txt"));
    FileTree.delete(moved);
    Files.setLastModifiedTime(comgr(), FileTime.fromMillis(1_000_000));
    assertThat(machine.toolchains().bundles())
        .singleElement()
        .satisfies(bundle -> assertThat(bundle.identity()).contains(installed.identity()));
    change(comgr());
    assertThat(machine.toolchains().bundles()).isEmpty();
  }

  @Test
  void aBundleOfAnEarlierPaGenGetsDigestsWhenItIsFirstUsed() throws Exception {
    Path stamp = folder().resolve("bundle.txt");
    String whole = Files.readString(stamp);
    Files.writeString(stamp, whole.replaceAll("(?m)^sha256 .*\n", ""));
    assertThat(Files.readString(stamp)).doesNotContain("sha256 ").contains("\nfile ");
    assertThat(machine.toolchains().locate(Vendor.AMD, Optional.empty())).isEqualTo(installed);
    assertThat(Files.readAllLines(stamp))
        .filteredOn(line -> line.startsWith("sha256 "))
        .hasSameSizeAs(whole.lines().filter(line -> line.startsWith("file ")).toList());
    change(comgr());
    assertThat(machine.toolchains().bundles()).isEmpty();
  }

  @Test
  void whatOthersCouldHaveWrittenIsRefusedWithTheCommandThatMendsIt() throws Exception {
    List<Path> places =
        List.of(
            comgr(),
            comgr().getParent(),
            comgr().getParent().getParent(),
            BundleFolder.root(folder()),
            folder().resolve("bundle.txt"),
            folder(),
            folder().getParent(),
            temp.resolve("home"));
    for (Path place : places) {
      boolean isFolder = Files.isDirectory(place);
      mode(place, isFolder ? "rwxrwxr-x" : "rw-rw-r--");
      assertThatThrownBy(() -> machine.toolchains().search(Vendor.AMD, Optional.empty()))
          .as(place.toString())
          .isInstanceOf(UntrustedFileException.class)
          .hasMessageContaining("chmod %sgo-w %s\"".formatted(isFolder ? "-R " : "", place));
      Toolchains trusting =
          new Toolchains(
              machine.host.with("PAGEN_TRUST_HOME", "1"), new ProcessRunner(), archive::archive);
      assertThat(trusting.bundles()).hasSize(1);
      mode(place, isFolder ? "rwxr-xr-x" : "rw-r--r--");
      assertThat(machine.toolchains().bundles()).hasSize(1);
    }
  }

  @Test
  void theChoiceOfAToolchainAndRememberedDigestsAreHeldToTheSame() throws Exception {
    machine.toolchains().use(installed.root());
    Path home = folder().getParent();
    for (String name : List.of("use.amd", "digests")) {
      Path file = home.resolve(name);
      if (!Files.exists(file)) {
        Files.writeString(file, "");
      }
      mode(file, "rw-rw-rw-");
      assertThatThrownBy(() -> machine.toolchains().search(Vendor.AMD, Optional.empty()))
          .isInstanceOf(UntrustedFileException.class)
          .hasMessageContaining("chmod go-w " + file);
      mode(file, "rw-r--r--");
    }
  }

  @Test
  void anInstalledBundleCanBeWrittenByNobodyElse() throws Exception {
    try (Stream<Path> all = Files.walk(folder())) {
      assertThat(all.filter(path -> !Files.isSymbolicLink(path)))
          .isNotEmpty()
          .allSatisfy(path -> assertThat(Ownership.OWN.doubt(path)).isEmpty());
    }
  }

  private Path comgr() {
    return installed.disassembler().orElseThrow().path();
  }

  private Path folder() {
    return installed.root().getParent();
  }

  /** Another byte, with the size and the time of before. */
  private static void change(Path library) throws IOException {
    Path file = library.toRealPath();
    FileTime time = Files.getLastModifiedTime(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, time);
  }

  private static void mode(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path.toRealPath(), PosixFilePermissions.fromString(permissions));
  }
}
