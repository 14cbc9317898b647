package dev.pagen.toolchain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Folders in which CUDA's libraries and programs may lie. */
final class CudaFolders {
  /** Of a CUDA toolkit, and of the wheels that have it in parts. */
  private static final List<String> LIBRARIES =
      List.of("lib64", "lib", "lib/x86_64-linux-gnu", "targets/x86_64-linux/lib");

  private CudaFolders() {}

  /** The folders with libraries of the toolkit at {@code root}. */
  static List<Path> libraries(Path root) {
    return LibraryFolder.existing(root, LIBRARIES);
  }

  /** {@code /usr/local/cuda}, then those with a version in their name, newest first. */
  static List<Path> usrLocal(Host host) {
    Path parent = host.path("/usr/local");
    List<Path> roots = new ArrayList<>(LibraryFolder.existing(parent, List.of("cuda")));
    children(parent).stream()
        .filter(folder -> name(folder).startsWith("cuda-"))
        .sorted(Comparator.comparing(CudaFolders::name).reversed())
        .forEach(roots::add);
    return roots;
  }

  /** The packages {@code nvidia/*} of the Python on the {@code PATH}, and of the user. */
  static List<Path> python(Host host) {
    List<Path> roots = new ArrayList<>();
    for (Path prefix : pythonPrefixes(host)) {
      for (Path python : children(prefix.resolve("lib"))) {
        if (name(python).startsWith("python3")) {
          for (String packages : List.of("site-packages", "dist-packages")) {
            roots.addAll(children(python.resolve(packages).resolve("nvidia")));
          }
        }
      }
    }
    return roots;
  }

  private static Set<Path> pythonPrefixes(Host host) {
    Set<Path> prefixes = new LinkedHashSet<>();
    for (Path folder : path(host)) {
      Path prefix = folder.getParent();
      if (prefix != null && Files.isExecutable(folder.resolve("python3"))) {
        prefixes.add(prefix);
      }
    }
    host.variable("HOME").ifPresent(home -> prefixes.add(Path.of(home, ".local")));
    return prefixes;
  }

  /** The folders of the {@code PATH}. */
  static List<Path> path(Host host) {
    List<Path> folders = new ArrayList<>();
    for (String folder : host.variable("PATH").orElse("").split(":", -1)) {
      if (folder.startsWith("/")) {
        folders.add(Path.of(folder));
      }
    }
    return folders;
  }

  private static List<Path> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(Files::isDirectory).sorted().toList();
    } catch (java.io.IOException | java.io.UncheckedIOException e) {
      return List.of(); // Not readable: nothing to find in it.
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
