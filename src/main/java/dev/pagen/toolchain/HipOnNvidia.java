package dev.pagen.toolchain;

import dev.pagen.files.OwnFiles;
import dev.pagen.files.PagenHome;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * This project's C library, which exports HIP and HIPRTC over CUDA's driver and NVRTC. The build
 * packs it next to the classes; a dynamic loader needs a file, so out of a jar it is copied to
 * pa-gen's folder, under a name that its bytes decide.
 */
final class HipOnNvidia {
  private static final String FILE = "libpagen_hip_nvidia.so";

  private HipOnNvidia() {}

  /**
   * The library as a file; empty if this pa-gen was built without it for this machine.
   *
   * @param home where it goes out of a jar
   * @throws IOException if it cannot be written there
   */
  static Optional<Path> library(Host host, Optional<PagenHome> home) throws IOException {
    URL packed = HipOnNvidia.class.getResource("/native/" + machine(host) + "/" + FILE);
    if (packed == null) {
      return Optional.empty();
    }
    if (packed.getProtocol().equals("file")) {
      try {
        return Optional.of(Path.of(packed.toURI()));
      } catch (URISyntaxException e) {
        throw new IOException(e);
      }
    }
    try (InputStream in = packed.openStream()) {
      PagenHome folder = home.orElseThrow(() -> new IOException("pa-gen has no folder for it"));
      return Optional.of(unpacked(in.readAllBytes(), folder));
    }
  }

  private static String machine(Host host) {
    String architecture = host.architecture();
    return "linux-" + (architecture.equals("amd64") ? "x86_64" : architecture);
  }

  static Path unpacked(byte[] library, PagenHome home) throws IOException {
    String digest = FileDigests.sha256(library).substring(0, 16);
    Path file = home.nativeDir().resolve(digest).resolve(FILE);
    home.requireOwn(file.resolveSibling(""));
    home.requireOwn(file);
    if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), library)) {
      return file;
    }
    OwnFiles.createDirectories(file.resolveSibling(""));
    OwnFiles.replace(file, library);
    return file;
  }
}
