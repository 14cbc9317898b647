package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where workers' folders go, and that those of the dead are deleted, and no others. */
class ScratchTest {
  /** As short as a socket needs it. */
  private Path base;

  @BeforeEach
  void make() throws IOException {
    base = Files.createTempDirectory(Path.of("/tmp"), "s");
  }

  @AfterEach
  void delete() {
    Scratch.delete(base);
  }

  @Test
  void isInTheFirstFolderThatWillDoAndForItsOwnerAlone() throws IOException {
    Path file = Files.createFile(base.resolve("file"));
    Path good = Files.createDirectory(base.resolve("good"));
    Scratch scratch =
        Scratch.create(
            List.of(
                base.resolve("missing"),
                file,
                Files.createDirectory(base.resolve("a:b c")),
                Files.createDirectory(base.resolve("l" + "o".repeat(100) + "ng")),
                Path.of("/proc"),
                good));
    assertThat(scratch.folder()).hasParent(good);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(scratch.folder())))
        .isEqualTo("rwx------");
    scratch.delete();
    assertThat(good).isEmptyDirectory();
  }

  @Test
  void saysOfEachFolderWhyItWillNotDo() throws IOException {
    Path missing = base.resolve("missing");
    Path colon = Files.createDirectory(base.resolve("a:b"));
    assertThatExceptionOfType(CompilerStartException.class)
        .isThrownBy(() -> Scratch.create(List.of(missing, colon)))
        .withMessageContaining(missing + ": no such folder; " + colon + ": ")
        .withMessageContaining("Set TMPDIR");
  }

  @Test
  void deletesFoldersOfTheDeadOnly() throws Exception {
    Process owner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Owner.class.getName(),
                base.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Path theirs;
    try (BufferedReader out = owner.inputReader()) {
      theirs = Path.of(out.readLine());
      Scratch ours = Scratch.create(List.of(base));
      Files.createDirectories(theirs.resolve("comgr-1/include"));

      Leftovers.deleteIn(base);
      assertThat(theirs.resolve("comgr-1/include")).isDirectory();
      assertThat(ours.folder()).isDirectory();

      owner.destroyForcibly().waitFor();
      Leftovers.deleteIn(base);
      assertThat(theirs).doesNotExist();
      assertThat(ours.folder()).isDirectory();
      ours.delete();
      assertThat(base).isEmptyDirectory();
    }
  }

  @Test
  void leavesWhatOthersMade() throws IOException {
    Path precious = Files.createDirectory(base.resolve("precious"));
    Files.createFile(precious.resolve(Scratch.LOCK));
    Path link = Files.createSymbolicLink(base.resolve("pagen-1-2"), precious);
    Path linkedLock = Files.createDirectory(base.resolve("pagen-1-3"));
    Files.createSymbolicLink(linkedLock.resolve(Scratch.LOCK), precious.resolve(Scratch.LOCK));
    Path file = Files.createFile(base.resolve("pagen-1-4"));
    Path unlocked = Files.createDirectory(base.resolve("pagen-1-5"));

    Leftovers.deleteIn(base);
    assertThat(precious.resolve(Scratch.LOCK)).exists();
    assertThat(List.of(link, linkedLock, file, unlocked)).allMatch(Files::exists);

    Files.setLastModifiedTime(unlocked, FileTime.from(Instant.now().minus(2, ChronoUnit.DAYS)));
    Leftovers.deleteIn(base);
    assertThat(unlocked).doesNotExist();
  }

  @Test
  void deletesLinksInAFolderOfTheDeadAndNotWhatTheyLeadTo() throws IOException {
    Path precious = Files.createFile(Files.createDirectory(base.resolve("p")).resolve("file"));
    Path dead = Files.createDirectory(base.resolve("pagen-1-2"));
    Files.createFile(dead.resolve(Scratch.LOCK));
    Files.createSymbolicLink(dead.resolve("code"), precious.resolveSibling(""));

    Leftovers.deleteIn(base);
    assertThat(Files.exists(dead, LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(precious).exists();
  }

  @Test
  void leavesFoldersOfOtherUsers() throws IOException {
    Path theirs = Files.createDirectory(base.resolve("pagen-1-2"));
    Files.createFile(theirs.resolve(Scratch.LOCK));
    try {
      Files.setAttribute(theirs, "unix:uid", 12345);
    } catch (IOException e) {
      org.junit.jupiter.api.Assumptions.abort("only root gives a folder away");
    }

    Leftovers.deleteIn(base);
    assertThat(theirs.resolve(Scratch.LOCK)).exists();
  }

  /** A process that makes a folder, names it, and lives on. */
  static final class Owner {
    private Owner() {}

    public static void main(String[] args) throws Exception {
      System.out.println(Scratch.create(List.of(Path.of(args[0]))).folder());
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
