package dev.pagen.toolchain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The folders in which the machine's own dynamic loader looks for libraries. */
final class SystemLibraries {
  private static final List<String> DEFAULTS =
      List.of(
          "/usr/local/lib",
          "/usr/lib/x86_64-linux-gnu",
          "/lib/x86_64-linux-gnu",
          "/usr/lib64",
          "/lib64",
          "/usr/lib",
          "/lib");

  private SystemLibraries() {}

  /** {@code LD_LIBRARY_PATH}, then {@code ld.so.conf}, then the loader's defaults; those there. */
  static List<Path> folders(Host host) {
    List<Path> all = new ArrayList<>();
    for (String folder : host.variable("LD_LIBRARY_PATH").orElse("").split(":")) {
      if (folder.startsWith("/")) {
        all.add(Path.of(folder));
      }
    }
    addConfigured(host, host.path("/etc/ld.so.conf"), all);
    String[] names = host.path("/etc/ld.so.conf.d").toFile().list();
    if (names != null) {
      java.util.Arrays.sort(names);
      for (String name : names) {
        if (name.endsWith(".conf")) {
          addConfigured(host, host.path("/etc/ld.so.conf.d").resolve(name), all);
        }
      }
    }
    for (String folder : DEFAULTS) {
      all.add(host.path(folder));
    }
    return distinct(all);
  }

  private static void addConfigured(Host host, Path file, List<Path> folders) {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try {
      for (String line : Files.readAllLines(file)) {
        String folder = line.strip();
        if (folder.startsWith("/")) {
          folders.add(host.path(folder));
        }
      }
    } catch (IOException e) {
      // The loader's cache may still know these folders; they cannot be searched here.
    }
  }

  /** Without what is not there, and without a second name of the same folder. */
  private static List<Path> distinct(List<Path> folders) {
    Set<Path> real = new LinkedHashSet<>();
    List<Path> kept = new ArrayList<>();
    for (Path folder : folders) {
      try {
        if (Files.isDirectory(folder) && real.add(folder.toRealPath())) {
          kept.add(folder);
        }
      } catch (IOException e) {
        // Gone or not readable: nothing to find in it.
      }
    }
    return kept;
  }
}
