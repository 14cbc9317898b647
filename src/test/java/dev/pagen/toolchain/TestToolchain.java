package dev.pagen.toolchain;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The toolchain that tests compile with: an unpacked bundle named by {@code PAGEN_TEST_TOOLCHAIN}.
 */
public final class TestToolchain {
  private TestToolchain() {}

  /** Returns it, or skips the test where there is none. */
  public static Toolchain get() {
    String root = System.getenv("PAGEN_TEST_TOOLCHAIN");
    assumeTrue(root != null, "PAGEN_TEST_TOOLCHAIN names no unpacked toolchain");
    Path bundle = Path.of(root);
    Path libraries = bundle.resolve("usr/lib/x86_64-linux-gnu");
    return new Toolchain(
        Toolchain.Origin.BUNDLE,
        bundle,
        library(libraries, "libhiprtc.so."),
        library(libraries, "libamd_comgr.so."),
        Optional.of(library(libraries, "libamdhip64.so.")),
        Optional.of(bundle.resolve("usr/lib64/ld-linux-x86-64.so.2")),
        List.of(libraries),
        "test",
        "test");
  }

  private static Path library(Path folder, String prefix) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .sorted()
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("no " + prefix + " in " + folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
