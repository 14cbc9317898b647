package dev.pagen.toolchain;

import java.nio.file.Path;

/** What a private HIPRTC is installed from. */
public sealed interface BundleSource {
  /**
   * A suite of the Debian archive, such as {@code forky}, {@code sid} or {@code experimental}.
   *
   * @param upgrade whether to take the newest that the suite offers now, even where a bundle of it
   *     is installed
   */
  record Suite(String name, boolean upgrade) implements BundleSource {}

  /**
   * Files that the user brought, for machines without a network.
   *
   * @param path a folder of {@code .deb} files, a folder that such were unpacked into, or a bundle
   *     of another machine
   */
  record Folder(Path path) implements BundleSource {}
}
