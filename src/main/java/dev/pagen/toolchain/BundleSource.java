package dev.pagen.toolchain;

import java.nio.file.Path;
import java.util.Optional;

/** What a private HIPRTC is installed from. */
public sealed interface BundleSource {
  /**
   * A suite of the Debian archive, such as {@code forky}, {@code sid} or {@code experimental}.
   *
   * @param name empty for the one that {@code PAGEN_DEBIAN_SUITE} names, or for want of that the
   *     first of {@link Toolchains#DEFAULT_SUITES} that the mirror has
   * @param upgrade whether to take the newest that the suite offers now, even where a bundle of it
   *     is installed
   */
  record Suite(Optional<String> name, boolean upgrade) implements BundleSource {
    /** The suite {@code name}, of which any bundle that is installed will do. */
    public static Suite of(String name) {
      return new Suite(Optional.of(name), false);
    }
  }

  /**
   * Files that the user brought, for machines without a network.
   *
   * @param path a folder of {@code .deb} files, a folder that such were unpacked into, or a bundle
   *     of another machine
   */
  record Folder(Path path) implements BundleSource {}
}
