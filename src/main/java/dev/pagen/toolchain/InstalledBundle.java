package dev.pagen.toolchain;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A bundle that is installed and whole.
 *
 * @param root the folder its packages were unpacked into
 * @param version for people, such as {@code HIPRTC 6.4.3-5 (LLVM 21)}
 * @param identity the compiler's identity when it was installed; empty if a file was touched since
 */
record InstalledBundle(Path root, String version, Optional<String> identity) {
  List<Path> libraryPath() {
    return UnpackedRoot.libraryPath(root);
  }
}
