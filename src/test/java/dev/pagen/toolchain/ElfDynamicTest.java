package dev.pagen.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
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

  @Test
  void aFileThatIsNoElfAsksForNothing() throws Exception {
    assertThat(ElfDynamic.read(FakeTree.file(temp.resolve("a"), "text")).needed()).isEmpty();
    assertThat(ElfDynamic.read(FakeTree.file(temp.resolve("b"), "")).needed()).isEmpty();
    byte[] cut = java.util.Arrays.copyOf(FakeTree.elf("", "libz.so.1"), 100);
    assertThat(ElfDynamic.read(FakeTree.file(temp.resolve("c"), cut)).needed()).isEmpty();
  }
}
