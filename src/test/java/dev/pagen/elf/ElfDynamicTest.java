package dev.pagen.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pagen.toolchain.FakeTree;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElfDynamicTest {
  @TempDir Path temp;

  @Test
  void readsWhatARealLibraryAsksFor() throws Exception {
    Path library = Path.of(System.getProperty("java.home"), "lib", "libjava.so");
    assumeTrue(Files.exists(library), "a JDK with ELF libraries");
    assertThat(ElfDynamic.read(library).needed()).contains("libjvm.so", "libc.so.6");
  }

  @Test
  void readsNamesAndRunpath() throws Exception {
    byte[] elf = FakeTree.elf("$ORIGIN/llvm/lib:/opt/x", "libLLVM.so.21.1", "libz.so.1");
    ElfDynamic read = ElfDynamic.read(FakeTree.file(temp.resolve("lib.so"), elf));
    assertThat(read.needed()).containsExactly("libLLVM.so.21.1", "libz.so.1");
    assertThat(read.runpath()).containsExactly("$ORIGIN/llvm/lib", "/opt/x");
  }

  /** Where the table of segments lies, how many there are and how long each is: of other files. */
  @Test
  void aDamagedLibraryAsksForSomethingElseOrNothing() throws Exception {
    byte[] whole = FakeTree.elf("$ORIGIN/llvm/lib:/opt/x", "libLLVM.so.21.1", "libz.so.1");
    Random random = new Random(5);
    long[] extremes = {0, 1, -1, 0xffff, 0x7fff_ffff, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE};
    for (int i = 0; i < 2000; i++) {
      ByteBuffer damaged = ByteBuffer.wrap(whole.clone()).order(ByteOrder.LITTLE_ENDIAN);
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        int at = random.nextInt(whole.length / 8) * 8;
        damaged.putLong(at, extremes[random.nextInt(extremes.length)]);
      }
      Path file = FakeTree.file(temp.resolve("damaged.so"), damaged.array());
      assertThatCode(() -> ElfDynamic.read(file).runpath(file)).doesNotThrowAnyException();
    }
  }

  @Test
  void aFileThatIsNoElfAsksForNothing() throws Exception {
    assertThat(ElfDynamic.read(FakeTree.file(temp.resolve("a"), "text")).needed()).isEmpty();
    assertThat(ElfDynamic.read(FakeTree.file(temp.resolve("b"), "")).needed()).isEmpty();
    byte[] cut = java.util.Arrays.copyOf(FakeTree.elf("", "libz.so.1"), 100);
    assertThat(ElfDynamic.read(FakeTree.file(temp.resolve("c"), cut)).needed()).isEmpty();
  }
}
