package dev.pagen.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnershipTest {
  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void make() throws IOException {
    folder = OwnFiles.createDirectories(temporary.resolve("above/a home"));
  }

  @Test
  void takesWhatOnlyItsUserCanWriteAndWhatIsNotThere() {
    assertThatCode(() -> Ownership.OWN.require(folder)).doesNotThrowAnyException();
    assertThatCode(() -> Ownership.OWN.require(folder.resolve("not/there")))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesWhatTheGroupOrEverybodyCanWriteWithTheCommandThatMendsIt() throws Exception {
    for (String permissions : List.of("rwxrwxr-x", "rwxr-xrwx", "rwxrwxrwx", "rwx-w----")) {
      mode(folder, permissions);
      refused(folder, "Others can write to " + folder, "chmod -R go-w '" + folder + "'");
      int exit =
          new ProcessBuilder("sh", "-c", "chmod -R go-w '" + folder + "'")
              .inheritIO()
              .start()
              .waitFor();
      assertThat(exit).isZero();
      Ownership.OWN.require(folder);
    }
  }

  @Test
  void refusesAStickyFolderTooButNotWhatLiesInOne() throws Exception {
    Files.setAttribute(folder, "unix:mode", 01777);
    refused(folder, "Others can write to");
    Path below = OwnFiles.createDirectory(folder.resolve("below"));
    assertThatCode(() -> Ownership.OWN.require(below)).doesNotThrowAnyException();
  }

  @Test
  void refusesAFolderThatEverybodyCanSwapForAnother() throws Exception {
    mode(folder.getParent(), "rwxr-xrwx");
    refused(folder, "Others can write to " + folder.getParent() + " ", "chmod go-w");
    refused(folder.resolve("not there yet"), "Others can write to " + folder.getParent());
  }

  @Test
  void refusesWhatLiesBehindALinkAsItRefusesTheFolderItself() throws Exception {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), folder);
    assertThatCode(() -> Ownership.OWN.require(link)).doesNotThrowAnyException();
    mode(folder.getParent(), "rwxr-xrwx");
    refused(link, "Others can write to " + folder.getParent() + " ");
    mode(folder.getParent(), "rwxr-xr-x");
    mode(folder, "rwxrwxrwx");
    refused(link, "Others can write to " + link);
  }

  /** Whoever runs the tests, files here are not this user's. */
  @Test
  void refusesWhatBelongsToAnotherUserButNotToRoot() throws Exception {
    int me = (Integer) Files.getAttribute(folder, "unix:uid");
    Ownership other = new Ownership(Optional.of(me + 4711));
    if (me == 0) {
      assertThatCode(() -> other.require(folder)).doesNotThrowAnyException();
      Files.setAttribute(folder, "unix:uid", 4712);
    }
    assertThatThrownBy(() -> other.require(folder))
        .isInstanceOf(UntrustedFileException.class)
        .hasMessageContainingAll(folder + " belongs to another user", "chown -R " + (me + 4711));
    Path link = Files.createSymbolicLink(temporary.resolve("link"), folder.getParent());
    if (me == 0) {
      Files.setAttribute(link, "unix:uid", 4712, java.nio.file.LinkOption.NOFOLLOW_LINKS);
    }
    assertThat(other.doubt(link)).hasValueSatisfying(why -> assertThat(why).contains("another"));
    assertThat(other.doubt(Path.of("/"))).isEmpty();
  }

  @Test
  void refusesAFileAmongMany() throws Exception {
    Path good = Files.writeString(folder.resolve("good"), "");
    Path bad = Files.writeString(OwnFiles.createDirectory(folder.resolve("in")).resolve("bad"), "");
    mode(good, "rw-r--r--");
    mode(bad, "rw-r--r--");
    Ownership.OWN.requireAll(folder, List.of(good, bad));
    mode(bad, "rw-rw-r--");
    assertThatThrownBy(() -> Ownership.OWN.requireAll(folder, List.of(good, bad)))
        .hasMessageContaining("chmod go-w '" + bad + "'");
    mode(bad, "rw-r--r--");
    mode(bad.getParent(), "rwxrwxr-x");
    assertThatThrownBy(() -> Ownership.OWN.requireAll(folder, List.of(good, bad)))
        .hasMessageContaining("chmod -R go-w '" + bad.getParent() + "'");
  }

  @Test
  void takesEverythingWhereTheEnvironmentSaysThatAllAreTrusted() throws Exception {
    mode(folder, "rwxrwxrwx");
    assertThatCode(() -> Ownership.of(Map.of("PAGEN_TRUST_HOME", "1")).require(folder))
        .doesNotThrowAnyException();
    for (String value : List.of("", "0", "no")) {
      Ownership asked = Ownership.of(Map.of("PAGEN_TRUST_HOME", value));
      assertThatThrownBy(() -> asked.require(folder)).hasMessageContaining("PAGEN_TRUST_HOME=1");
    }
  }

  @Test
  void whatItMakesItTakesWhateverTheUmask() throws Exception {
    String script = "umask 0 && exec \"$@\"";
    Path made = temporary.resolve("made");
    Process child =
        new ProcessBuilder(
                "sh",
                "-c",
                script,
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Maker.class.getName(),
                made.toString())
            .inheritIO()
            .start();
    assertThat(child.waitFor()).isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.resolve("open"))))
        .as("the umask was 0")
        .isEqualTo("rw-rw-rw-");
    for (String own : List.of("", "a", "a/b", "a/b/file", "a/b/lock", "sealed", "sealed/open")) {
      assertThat(Ownership.OWN.doubt(made.resolve(own))).as(own).isEmpty();
    }
  }

  /** Makes files in a process of its own. */
  static final class Maker {
    private Maker() {}

    public static void main(String[] arguments) throws IOException {
      Path made = Path.of(arguments[0]);
      Path inner = OwnFiles.createDirectories(made.resolve("a/b"));
      OwnFiles.write(inner.resolve("file"), new byte[10]);
      OwnFiles.open(
              inner.resolve("lock"),
              java.nio.file.StandardOpenOption.CREATE,
              java.nio.file.StandardOpenOption.WRITE)
          .close();
      Files.write(made.resolve("open"), new byte[1]);
      Path sealed = Files.createDirectory(made.resolve("sealed"));
      Files.write(sealed.resolve("open"), new byte[1]);
      Files.createSymbolicLink(sealed.resolve("link"), made.resolve("open"));
      OwnFiles.seal(sealed);
    }
  }

  private static void mode(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static void refused(Path place, String... parts) {
    assertThatThrownBy(() -> Ownership.OWN.require(place))
        .isInstanceOf(UntrustedFileException.class)
        .hasMessageContainingAll(parts);
  }
}
