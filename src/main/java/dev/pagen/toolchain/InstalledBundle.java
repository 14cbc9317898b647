package dev.pagen.toolchain;

import java.nio.file.Path;
import java.util.List;

/**
 * A bundle that is installed and whole.
 *
 * @param root the folder its packages were unpacked into
 * @param version of its HIPRTC package, such as {@code 6.4.3-5}
 * @param packages what it was made of
 */
record InstalledBundle(Path root, String version, List<DebianPackage> packages) {
  InstalledBundle {
    packages = List.copyOf(packages);
  }

  List<Path> libraryPath() {
    return UnpackedRoot.libraryPath(root);
  }
}
