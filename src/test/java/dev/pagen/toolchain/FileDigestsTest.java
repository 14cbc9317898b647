package dev.pagen.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDigestsTest {
  private static final String SHA256_OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path temp;

  @Test
  void isSha256() throws Exception {
    Path file = FakeTree.file(temp.resolve("f"), "abc");
    assertThat(new FileDigests(Optional.empty()).sha256(file)).isEqualTo(SHA256_OF_ABC);
  }

  @Test
  void remembersAcrossRunsWithoutReadingTheFile() throws Exception {
    Path file = FakeTree.file(temp.resolve("a file"), "abc");
    Path memory = temp.resolve("home/digests");
    new FileDigests(Optional.of(memory)).sha256(file);
    // A planted falsehood shows where the answer comes from.
    String planted = "0".repeat(64);
    Files.writeString(memory, Files.readString(memory).replace(SHA256_OF_ABC, planted));
    assertThat(new FileDigests(Optional.of(memory)).sha256(file)).isEqualTo(planted);
  }

  @Test
  void readsAFileAgainOnceItsSizeOrTimeChanged() throws Exception {
    Path file = FakeTree.file(temp.resolve("f"), "abc");
    Path memory = temp.resolve("digests");
    String before = new FileDigests(Optional.of(memory)).sha256(file);
    Files.writeString(file, "abd");
    Files.setLastModifiedTime(file, FileTime.fromMillis(FakeTree.LONG_AGO.toMillis() + 1));
    assertThat(new FileDigests(Optional.of(memory)).sha256(file)).isNotEqualTo(before);
  }

  @Test
  void doesNotRememberAFileThatIsStillChanging() throws Exception {
    Path file = Files.writeString(temp.resolve("f"), "abc");
    Path memory = temp.resolve("digests");
    new FileDigests(Optional.of(memory)).sha256(file);
    assertThat(memory).doesNotExist();
  }

  @Test
  void worksWithAMemoryThatIsGarbageOrCannotBeWritten() throws Exception {
    Path file = FakeTree.file(temp.resolve("f"), "abc");
    Path garbage = FakeTree.file(temp.resolve("garbage"), new byte[] {(byte) 0xff, 10, 0, 10});
    assertThat(new FileDigests(Optional.of(garbage)).sha256(file)).isEqualTo(SHA256_OF_ABC);
    Path nowhere = garbage.resolve("digests");
    assertThat(new FileDigests(Optional.of(nowhere)).sha256(file)).isEqualTo(SHA256_OF_ABC);
  }
}
