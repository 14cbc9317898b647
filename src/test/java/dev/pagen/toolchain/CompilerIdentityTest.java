package dev.pagen.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompilerIdentityTest {
  @TempDir Path temp;

  private String identity(Path rocm) {
    return new Toolchains(FakeTree.host(temp))
        .search(Vendor.AMD, Optional.of(rocm))
        .chosen()
        .orElseThrow()
        .identity();
  }

  /** HIPRTC whose comgr asks for LLVM, which in turn asks for another compiler library. */
  private Path tree(String name) {
    Path lib = temp.resolve(name).resolve("lib");
    FakeTree.hip(lib, "7.1.5");
    FakeTree.file(
        lib.resolve("libamd_comgr.so.3.0.0"),
        FakeTree.elf("", "libLLVM.so.21.1", "libz.so.1", "libc.so.6"));
    FakeTree.file(lib.resolve("libLLVM.so.21.1"), FakeTree.elf("", "libclang-cpp.so.21"));
    FakeTree.file(lib.resolve("llvm/lib/libclang-cpp.so.21"), "clang");
    FakeTree.file(lib.resolve("libz.so.1"), "zlib");
    return temp.resolve(name);
  }

  @Test
  void namesEveryLibraryThatDecidesTheCode() {
    assertThat(identity(tree("a")).split(" "))
        .extracting(part -> part.substring(0, part.indexOf(':')))
        .containsExactly(
            "libLLVM.so.21.1",
            "libamd_comgr",
            "libclang-cpp.so.21",
            "libhiprtc",
            "libhiprtc-builtins");
    assertThat(identity(temp.resolve("a"))).doesNotContain(temp.toString());
  }

  @Test
  void isTheSameWhereverTheSameFilesLie() {
    assertThat(identity(tree("a"))).isEqualTo(identity(tree("deep/er/b")));
  }

  @Test
  void changesWithEveryDecidingLibraryAndWithNoOther() throws Exception {
    Path tree = tree("a");
    String before = identity(tree);
    int tick = 0;
    for (String name :
        List.of(
            "libhiprtc.so.7.1.5",
            "libhiprtc-builtins.so.7.1.5",
            "libamd_comgr.so.3.0.0",
            "libLLVM.so.21.1",
            "llvm/lib/libclang-cpp.so.21")) {
      Path file = tree.resolve("lib").resolve(name);
      byte[] bytes = Files.readAllBytes(file);
      byte[] changed = bytes.clone();
      changed[changed.length - 1] ^= 1;
      write(file, changed, ++tick);
      assertThat(identity(tree)).as(name).isNotEqualTo(before);
      write(file, bytes, ++tick);
      assertThat(identity(tree)).as(name + " as it was").isEqualTo(before);
    }
    for (String name : List.of("libz.so.1", "libamdhip64.so.7.1.5")) {
      write(tree.resolve("lib").resolve(name), new byte[] {1, 2, 3}, ++tick);
      assertThat(identity(tree)).as(name).isEqualTo(before);
    }
  }

  private static void write(Path file, byte[] bytes, int tick) throws Exception {
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, FileTime.fromMillis(FakeTree.LONG_AGO.toMillis() + tick));
  }

  @Test
  void saysWhichLlvmIsInside() {
    assertThat(
            new Toolchains(FakeTree.host(temp))
                .search(Vendor.AMD, Optional.of(tree("a")))
                .chosen()
                .orElseThrow()
                .version())
        .isEqualTo("HIPRTC 7.1.5 (LLVM 21)");
  }
}
