package dev.pagen.toolchain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where things lie in a folder that Debian packages for x86-64 were unpacked into. */
final class UnpackedRoot {
  private static final String LOADER = "ld-linux-x86-64.so.2";
  private static final List<String> LIBRARY_FOLDERS =
      List.of("usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu");
  private static final List<String> LOADER_FOLDERS =
      List.of("usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu", "usr/lib64", "lib64");

  private UnpackedRoot() {}

  /** The root's own dynamic loader, if it has one and is not the machine's own root. */
  static Optional<Path> loader(Path root) {
    if (root.getNameCount() == 0) {
      return Optional.empty();
    }
    for (String folder : LOADER_FOLDERS) {
      Path loader = root.resolve(folder).resolve(LOADER);
      if (Files.isExecutable(loader)) {
        return Optional.of(loader);
      }
    }
    return Optional.empty();
  }

  /** The root's library folders. */
  static List<Path> libraryPath(Path root) {
    return LibraryFolder.existing(root, LIBRARY_FOLDERS);
  }
}
