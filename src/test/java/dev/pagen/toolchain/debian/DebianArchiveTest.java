package dev.pagen.toolchain.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.toolchain.FakeTree;
import dev.pagen.toolchain.ToolchainException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianArchiveTest {
  @TempDir Path temp;

  @BeforeEach
  void keyring() {
    FakeTree.file(temp.resolve("usr/share/keyrings/debian-archive-keyring.gpg"), "keys");
  }

  private DebianArchive archive() {
    return DebianArchive.of(FakeTree.host(temp), Optional.empty(), "forky");
  }

  private void source(String name, String text) {
    FakeTree.file(temp.resolve("etc/apt").resolve(name), text);
  }

  @Test
  void takesTheMainArchiveOfTheMachine() {
    source(
        "sources.list.d/debian.sources",
        """
        # The security archive comes first here, to be passed over.
        Types: deb
        URIs: http://mirror.example/debian-security
        Suites: bookworm-security
        Components: main
        Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

        Types: deb deb-src
        uris: http://mirror.example/debian
        Suites: bookworm
         bookworm-updates
        Components: main contrib
        Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
        """);
    DebianArchive archive = archive();
    assertThat(archive.uri()).isEqualTo("http://mirror.example/debian");
    assertThat(archive.suite()).isEqualTo("forky");
    assertThat(archive.keyring())
        .contains(temp.resolve("usr/share/keyrings/debian-archive-keyring.gpg"));
  }

  @Test
  void readsTheOneLineForm() {
    source(
        "sources.list",
        """
        # deb http://commented.example/debian bookworm main
        deb cdrom:[Debian GNU/Linux 12]/ bookworm main
        deb-src http://sources.example/debian bookworm main
        deb http://security.example/debian-security bookworm-security main
        deb [ arch=amd64 signed-by=/usr/share/keyrings/debian-archive-keyring.gpg ] \
        http://one.example/debian/ bookworm main # mine
        """);
    assertThat(archive().uri()).isEqualTo("http://one.example/debian/");
  }

  @Test
  void passesOverOtherPeoplesArchives() {
    source(
        "sources.list.d/a.list",
        "deb [signed-by=/etc/apt/keyrings/a.gpg] https://a.example/debian bookworm main\n");
    source("sources.list.d/b.list", "deb https://b.example/linux/debian bookworm stable\n");
    source(
        "sources.list.d/disabled.sources",
        "Types: deb\nURIs: http://c.example/debian\nSuites: sid\nComponents: main\nEnabled: no\n");
    source("sources.list.d/z.list", "deb mirror+file:/etc/apt/mirrors.txt trixie main\n");
    assertThat(archive().uri()).isEqualTo("mirror+file:/etc/apt/mirrors.txt");
  }

  @Test
  void anotherDistributionIsRefusedUnlessAMirrorIsNamed() {
    source("sources.list", "deb http://ubuntu.example/ubuntu noble main universe\n");
    assertThatThrownBy(this::archive)
        .isInstanceOf(ToolchainException.class)
        .hasMessageContaining("PAGEN_DEBIAN_MIRROR")
        .hasMessageContaining("ROCM_PATH");
    DebianArchive named =
        DebianArchive.of(FakeTree.host(temp), Optional.of("http://mirror.example/debian"), "forky");
    assertThat(named.uri()).isEqualTo("http://mirror.example/debian");
  }

  @Test
  void aMachineThatKnowsOnlyExperimentalHasADebianMirrorToo() {
    for (String suite : List.of("experimental", "rc-buggy", "trixie-backports")) {
      source("sources.list", "deb http://mirror.example/debian " + suite + " main\n");
      assertThat(archive().uri()).as(suite).isEqualTo("http://mirror.example/debian");
    }
  }

  @Test
  void whatOnlyAddsToASuiteComesWithThatSuite() {
    Optional<String> mirror = Optional.of("http://mirror.example/debian");
    for (String suites :
        List.of("forky", "sid", "experimental sid", "rc-buggy sid", "trixie-backports trixie")) {
      List<String> names = List.of(suites.split(" ", -1));
      DebianArchive archive = DebianArchive.of(FakeTree.host(temp), mirror, names.getFirst());
      assertThat(archive.suites()).isEqualTo(names);
    }
  }

  @Test
  void aMachineWithoutSourcesIsToldSo() {
    assertThatThrownBy(this::archive).hasMessageContaining("no sources");
  }

  @Test
  void aMissingKeyringNamesThePackageToInstall() throws Exception {
    source("sources.list", "deb http://mirror.example/debian bookworm main\n");
    try (Stream<Path> tree = Files.walk(temp.resolve("usr"))) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    assertThatThrownBy(this::archive).hasMessageContaining("debian-archive-keyring");
  }

  @Test
  void whatIsNoAddressOrNoSuiteIsRefused() {
    for (String mirror : List.of("mirror", "http://a b", "http://x [trusted=yes]", "/srv/debian")) {
      assertThatThrownBy(() -> DebianArchive.of(FakeTree.host(temp), Optional.of(mirror), "forky"))
          .as(mirror)
          .isInstanceOf(ToolchainException.class)
          .hasMessageContaining("PAGEN_DEBIAN_MIRROR");
    }
    for (String suite : List.of("", "../x", "forky main", "Forky")) {
      assertThatThrownBy(
              () -> DebianArchive.of(FakeTree.host(temp), Optional.of("http://x/debian"), suite))
          .as(suite)
          .isInstanceOf(ToolchainException.class)
          .hasMessageContaining("suite");
    }
  }
}
