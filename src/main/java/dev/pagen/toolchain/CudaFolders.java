package dev.pagen.toolchain;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Folders in which CUDA's libraries and programs may lie. */
final class CudaFolders {
  /** Of a CUDA toolkit, and of the wheels that have it in parts. */
  private static final List<String> LIBRARIES =
      List.of(
          "lib64",
          "lib",
          "lib/x86_64-linux-gnu",
          "lib/aarch64-linux-gnu",
          "targets/x86_64-linux/lib",
          "targets/sbsa-linux/lib");

  private CudaFolders() {}

  /** The folders with libraries of the toolkit at {@code root}. */
  static List<Path> libraries(Path root) {
    return LibraryFolder.existing(root, LIBRARIES);
  }

  /** {@code /usr/local/cuda} and {@code /opt/cuda}, then those with a version, newest first. */
  static List<Path> installed(Host host) {
    Path local = host.path("/usr/local");
    Path opt = host.path("/opt");
    List<Path> roots = new ArrayList<>(LibraryFolder.existing(local, List.of("cuda")));
    roots.addAll(LibraryFolder.existing(opt, List.of("cuda")));
    List<Path> versions = new ArrayList<>(Subfolders.of(local, "cuda-"));
    versions.addAll(Subfolders.of(opt, "cuda-"));
    versions.sort(
        Collections.reverseOrder(
            Comparator.comparing(Subfolders::name, VersionOrder.OLDEST_FIRST)));
    roots.addAll(versions);
    return roots;
  }

  /**
   * Where the programs that go with the libraries at {@code root} lie: beside them, in the other
   * packages of the same Python, and in its Triton, which brings {@code nvdisasm}.
   */
  static List<Path> programsBeside(Path root) {
    List<Path> folders = new ArrayList<>(List.of(root.resolve("bin")));
    Path parent = root.getParent();
    if (parent != null) {
      Path site = Subfolders.name(parent).equals("nvidia") ? parent.resolveSibling("") : parent;
      for (Path part : Subfolders.of(site.resolve("nvidia"), "")) {
        folders.add(part.resolve("bin"));
      }
      folders.add(site.resolve("triton/backends/nvidia/bin"));
    }
    return folders;
  }

  /** Where programs lie that the user's variables lead to. */
  static List<Path> programs(Host host) {
    List<Path> folders = new ArrayList<>();
    for (String variable : List.of("CUDA_HOME", "CUDA_PATH")) {
      host.variable(variable).ifPresent(path -> folders.add(Path.of(path, "bin")));
    }
    folders.addAll(host.folders("PATH"));
    return folders;
  }
}
