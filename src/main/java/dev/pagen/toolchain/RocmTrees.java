package dev.pagen.toolchain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Folders that ROCm is installed in. Up to 7.2 that is {@code /opt/rocm-VERSION}, with {@code
 * /opt/rocm} a link to it. Since 7.13 it is {@code /opt/rocm/core-VERSION}, with links to it, and
 * with {@code /opt/rocm/lib} a link into it where the metapackage is installed. Source: ROCm's
 * transition guide, and the packages' scripts in the public TheRock repository.
 */
final class RocmTrees {
  private static final List<String> LIBRARIES = List.of("lib", "lib64", "lib/x86_64-linux-gnu");

  private RocmTrees() {}

  /** The folders with libraries of the tree at {@code root}. */
  static List<Path> libraries(Path root) {
    return LibraryFolder.existing(root, LIBRARIES);
  }

  /** The tree at {@code place}, and those that lie in it. */
  static List<Path> in(Path place) {
    List<Path> trees = new ArrayList<>();
    trees.add(place);
    trees.addAll(LibraryFolder.existing(place, List.of("core")));
    trees.addAll(Subfolders.of(place, "core-"));
    return trees;
  }

  /** What is in {@code /opt}: what its links name, then the newest. */
  static List<Path> opt(Host host) {
    Path opt = host.path("/opt");
    Path rocm = opt.resolve("rocm");
    List<Path> versions = new ArrayList<>(Subfolders.of(opt, "rocm-"));
    versions.addAll(Subfolders.of(rocm, "core-"));
    versions.sort(
        Collections.reverseOrder(
            Comparator.comparing(RocmTrees::version, VersionOrder.OLDEST_FIRST)));
    List<Path> trees = new ArrayList<>();
    for (Path named : List.of(rocm, rocm.resolve("core"))) {
      if (Files.isDirectory(named)) {
        trees.add(named);
      }
    }
    trees.addAll(versions);
    return trees;
  }

  /** {@code rocm-} and {@code core-} are two names of one thing. */
  private static String version(Path tree) {
    return Subfolders.name(tree).substring("rocm-".length());
  }
}
