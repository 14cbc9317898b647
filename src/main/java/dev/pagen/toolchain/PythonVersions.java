package dev.pagen.toolchain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Pythons that a version manager keeps side by side: pyenv, uv, asdf and mise. What their shims
 * on the {@code PATH} would run is read off the same files that they read.
 */
final class PythonVersions {
  private PythonVersions() {}

  /**
   * What {@code python3} among the shims in {@code root/shims} would run, as far as files tell:
   * pyenv's {@code PYENV_VERSION}, the nearest {@code .python-version}, its global {@code version}.
   * The newest, for a manager whose choice is not known.
   */
  static List<Path> selected(Host host, Path root) {
    Path versions = root.resolve("versions");
    if (!Files.isDirectory(versions)) {
      return Subfolders.of(root.resolve("installs").resolve("python"), "");
    }
    List<Path> prefixes = new ArrayList<>();
    for (String name : names(host, root)) {
      Path exact = versions.resolve(name);
      if (Files.isDirectory(exact)) {
        prefixes.add(exact);
      } else {
        // "3.11" names the newest 3.11.
        Subfolders.of(versions, name + ".").stream().findFirst().ifPresent(prefixes::add);
      }
    }
    return prefixes;
  }

  private static List<String> names(Host host, Path root) {
    String text =
        host.variable("PYENV_VERSION")
            .or(() -> nearest(host))
            .or(() -> read(root.resolve("version")))
            .orElse("");
    List<String> names = new ArrayList<>();
    for (String name : text.split("[:\\s]+", -1)) {
      // A file in the working directory may say anything, but not lead out of pyenv's folder.
      if (!name.isEmpty() && name.indexOf('/') < 0 && !name.startsWith(".")) {
        names.add(name);
      }
    }
    return names;
  }

  /** The {@code .python-version} of the working directory, or of the nearest folder above. */
  private static Optional<String> nearest(Host host) {
    Path folder =
        host.variable("PYENV_DIR").or(() -> host.variable("PWD")).map(Path::of).orElse(null);
    for (; folder != null; folder = folder.getParent()) {
      Optional<String> text = read(folder.resolve(".python-version"));
      if (text.isPresent()) {
        return text;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> read(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) < 4096
          ? Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Every Python that a version manager keeps, the newest of each first. */
  static List<Path> managed(Host host) {
    Path home = Path.of(host.variable("HOME").orElse("/"));
    Path data = Path.of(host.variable("XDG_DATA_HOME").orElse(home + "/.local/share"));
    List<Path> prefixes = new ArrayList<>();
    add(prefixes, folder(host, "PYENV_ROOT", home.resolve(".pyenv")).resolve("versions"));
    add(prefixes, folder(host, "UV_PYTHON_INSTALL_DIR", data.resolve("uv/python")));
    add(prefixes, folder(host, "ASDF_DATA_DIR", home.resolve(".asdf")).resolve("installs/python"));
    add(prefixes, folder(host, "MISE_DATA_DIR", data.resolve("mise")).resolve("installs/python"));
    return prefixes;
  }

  private static void add(List<Path> prefixes, Path parent) {
    prefixes.addAll(Subfolders.of(parent, ""));
  }

  private static Path folder(Host host, String variable, Path otherwise) {
    String named = host.variable(variable).orElse("");
    return named.isEmpty() ? otherwise : Path.of(named);
  }
}
