package dev.pagen.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.files.Ownership;
import dev.pagen.files.UntrustedFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in a cache folder and does not belong there. */
class ForeignEntryTest {
  @TempDir private Path temporary;
  private Path folder;
  private final List<String> calls = new ArrayList<>();
  private final CacheRequest wanted = CacheFixture.request(1);
  private final CacheRequest another = CacheFixture.request(2);

  @BeforeEach
  void fill() {
    folder = temporary.resolve("cache");
    KernelCache cache = new KernelCache(folder);
    for (CacheRequest request : List.of(wanted, another)) {
      cache.get(request, () -> elf(request));
    }
  }

  @Test
  void anEntryIsServedAsItWasStored() {
    CacheResult found = new KernelCache(folder).get(wanted, CacheFixture.unexpected());
    assertThat(found.entry().codeObject()).isEqualTo(elf(wanted).codeObject());
  }

  @Test
  void anotherKernelsEntryIsAMissThoughItsChecksumsAreMadeToFit() throws IOException {
    for (String file : List.of("code.co", "disassembly.s", "source.hip", "entry.properties")) {
      Files.copy(
          entry(another).resolve(file),
          entry(wanted).resolve(file),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    reseal(entry(wanted));
    missedAndReplaced("source of another key");
  }

  @Test
  void anotherKernelsCodeIsAMissThoughItsChecksumIsMadeToFit() throws IOException {
    Files.copy(
        entry(another).resolve("code.co"),
        entry(wanted).resolve("code.co"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    reseal(entry(wanted));
    missedAndReplaced("of another kernel");
  }

  @Test
  void anotherOptionTargetOrCompilerIsAMissThoughTheChecksumIsMadeToFit() throws IOException {
    for (String[] change :
        List.of(
            new String[] {"option.0=-O3", "option.0=-O0"},
            new String[] {"arch=gfx942", "arch=gfx950"},
            new String[] {"compiler=compiler 1", "compiler=compiler 2"})) {
      Path record = entry(wanted).resolve("entry.properties");
      String text = Files.readString(record);
      assertThat(text).contains(change[0]);
      Files.writeString(record, text.replace(change[0], change[1]));
      reseal(entry(wanted));
      missedAndReplaced("another key");
    }
  }

  @Test
  void codeThatDoesNotNameItsKeyIsNotKept() {
    CacheRequest third = CacheFixture.request(3);
    CacheResult made = new KernelCache(folder).get(third, () -> elf(wanted));
    assertThat(made.notStored())
        .hasValueSatisfying(why -> assertThat(why).contains("does not name this key"));
    assertThat(new KernelCache(folder).find(third.key())).isEmpty();
  }

  @Test
  void aFolderThatOthersCanWriteIsRefused() throws IOException {
    mode(folder, "rwxrwxrwx");
    assertThatThrownBy(() -> new KernelCache(folder))
        .isInstanceOf(UntrustedFileException.class)
        .hasMessageContaining("chmod -R go-w " + folder);
    KernelCache trusting =
        new KernelCache(folder, KernelCache.DEFAULT_MAX_BYTES, Ownership.ANYBODY);
    assertThat(trusting.find(wanted.key())).isPresent();
  }

  @Test
  void anEntryThatOthersCanWriteIsAMissAndReplaced() throws IOException {
    for (String file : List.of("code.co", "disassembly.s", "source.hip", "entry.properties", "")) {
      mode(entry(wanted).resolve(file), file.isEmpty() ? "rwxrwxr-x" : "rw-rw-r--");
      missedAndReplaced("Others can write to");
    }
  }

  @Test
  void aGroupOfEntriesThatOthersCanWriteIsNotUsedAndSaysSo() throws IOException {
    mode(entry(wanted).getParent(), "rwxrwxr-x");
    CacheResult result = new KernelCache(folder).get(wanted, CacheFixture.counting(wanted, calls));
    assertThat(calls).hasSize(1);
    assertThat(result.notStored())
        .hasValueSatisfying(
            why -> assertThat(why).contains("chmod -R go-w " + entry(wanted).getParent()));
  }

  @Test
  void nothingBehindALinkIsRemovedServedOrWritten() throws IOException {
    Path outside = temporary.resolve("outside");
    Path group = entry(wanted).getParent();
    Files.move(group, outside);
    Files.createSymbolicLink(group, outside);
    Path lent = temporary.resolve("lent");
    Path other = entry(another);
    Files.move(other, lent);
    Files.createSymbolicLink(other, lent);
    List<Path> before = CacheFixture.filesUnder(temporary);

    KernelCache cache = new KernelCache(folder, 0, Ownership.OWN);
    cache.gc();
    assertThat(cache.clear()).isZero();
    assertThat(cache.list()).isEmpty();
    assertThat(cache.get(wanted, CacheFixture.counting(wanted, calls)).notStored())
        .hasValueSatisfying(why -> assertThat(why).contains("a link"));
    assertThat(calls).hasSize(1);
    assertThat(CacheFixture.filesUnder(temporary)).containsAll(before);
  }

  @Test
  void aLinkInPlaceOfTheTemporaryFolderIsLeftAlone() throws IOException {
    Path precious = Files.createDirectories(temporary.resolve("precious/folder"));
    Files.writeString(precious.resolve("file"), "dear");
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(9)));
    Files.setLastModifiedTime(precious, old);
    Files.delete(folder.resolve("tmp"));
    Files.createSymbolicLink(folder.resolve("tmp"), precious.getParent());
    new KernelCache(folder).gc();
    assertThat(precious.resolve("file")).hasContent("dear");
    CacheRequest third = CacheFixture.request(3);
    assertThat(new KernelCache(folder).get(third, () -> elf(third)).notStored()).isPresent();
  }

  private void missedAndReplaced(String reason) {
    assertThat(new KernelCache(folder).verify(false).bad())
        .singleElement()
        .satisfies(bad -> assertThat(bad.reason()).contains(reason));
    calls.clear();
    KernelCache cache = new KernelCache(folder);
    CacheResult result =
        cache.get(
            wanted,
            () -> {
              calls.add("compiled");
              return elf(wanted);
            });
    assertThat(calls).as(reason).hasSize(1);
    assertThat(result.notStored()).isEmpty();
    assertThat(new KernelCache(folder).find(wanted.key())).isPresent();
  }

  /** A code object as far as the cache looks at one: its magic number, and its key somewhere. */
  private static Compiled elf(CacheRequest request) {
    Compiled compiled = CacheFixture.compile(request);
    byte[] code = compiled.codeObject();
    byte[] magic = {0x7f, 'E', 'L', 'F'};
    byte[] key = request.key().hex().getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(magic, 0, code, 0, magic.length);
    System.arraycopy(key, 0, code, 1000, key.length);
    return compiled;
  }

  /** Computes every checksum of an entry anew, and has it say that it is of the folder's key. */
  private void reseal(Path entry) throws IOException {
    Path record = entry.resolve("entry.properties");
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(record)) {
      String file = line.replaceFirst("\\.(size|crc32c)=.*", "");
      if (line.startsWith("key=")) {
        text.append("key=").append(wanted.key().hex());
      } else if (line.contains(".size=")) {
        text.append(file).append(".size=").append(Files.size(entry.resolve(file)));
      } else if (line.contains(".crc32c=")) {
        text.append(file).append(".crc32c=");
        text.append(Long.toHexString(crc(Files.readAllBytes(entry.resolve(file)))));
      } else if (line.startsWith("checksum=")) {
        continue;
      } else {
        text.append(line);
      }
      text.append('\n');
    }
    byte[] before = text.toString().getBytes(StandardCharsets.UTF_8);
    Files.writeString(record, text + "checksum=" + Long.toHexString(crc(before)) + "\n");
  }

  private static long crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return crc.getValue();
  }

  private Path entry(CacheRequest request) {
    return CacheFixture.entryFolder(new KernelCache(folder), request.key());
  }

  private static void mode(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }
}
