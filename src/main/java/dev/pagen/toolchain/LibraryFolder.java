package dev.pagen.toolchain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The shared libraries of HIP and NVRTC that lie in one folder. Read once; plain loops, as every
 * run pays.
 */
final class LibraryFolder {
  private final Path path;
  private final List<String> names;

  private LibraryFolder(Path path, List<String> names) {
    this.path = path;
    this.names = names;
  }

  /** Those of the folders {@code names} that are there under {@code root}, in that order. */
  static List<Path> existing(Path root, List<String> names) {
    List<Path> folders = new ArrayList<>();
    for (String name : names) {
      Path folder = root.resolve(name);
      if (Files.isDirectory(folder)) {
        folders.add(folder);
      }
    }
    return folders;
  }

  static LibraryFolder read(Path path) {
    List<String> names = new ArrayList<>();
    // File.list is one native call; a DirectoryStream makes an object for each of the thousands of
    // files that a system folder holds.
    String[] all = path.toFile().list();
    if (all != null) {
      for (String name : all) {
        if (name.startsWith("libhiprtc")
            || name.startsWith("libamd_comgr")
            || name.startsWith("libamdhip64")
            || name.startsWith("libnvrtc")) {
          names.add(name);
        }
      }
    }
    return new LibraryFolder(path, names);
  }

  Path path() {
    return path;
  }

  /** The file {@code STEM.so.VERSION} of the newest version, or {@code STEM.so} for want of one. */
  Optional<Path> newest(String stem) {
    String best = "";
    for (String name : names) {
      if (isVersionOf(name, stem) && isNewer(name, best) && exists(name)) {
        best = name;
      }
    }
    return best.isEmpty() ? Optional.empty() : Optional.of(path.resolve(best));
  }

  /** The file {@code STEM.so.MAJOR}, or failing that the newest one. */
  Optional<Path> ofMajor(String stem, int major) {
    String name = stem + ".so." + major;
    return names.contains(name) && exists(name) ? Optional.of(path.resolve(name)) : newest(stem);
  }

  /** How many major versions of a library lie here. */
  int majors(String stem) {
    List<Integer> seen = new ArrayList<>();
    for (String name : names) {
      if (isVersionOf(name, stem)) {
        int[] version = version(name);
        if (version.length > 0 && !seen.contains(version[0])) {
          seen.add(version[0]);
        }
      }
    }
    return seen.size();
  }

  private boolean exists(String name) {
    return Files.isRegularFile(path.resolve(name));
  }

  private static boolean isVersionOf(String name, String stem) {
    String plain = stem + ".so";
    if (!name.startsWith(plain)) {
      return false;
    }
    for (int i = plain.length(); i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '.' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  /**
   * Newer major first; within one major the shortest name, {@code libhiprtc.so.6}, since that is
   * the one that the other libraries ask for.
   */
  private static boolean isNewer(String name, String than) {
    if (than.isEmpty()) {
      return true;
    }
    int[] a = version(name);
    int[] b = version(than);
    int majorA = a.length == 0 ? -1 : a[0];
    int majorB = b.length == 0 ? -1 : b[0];
    if (majorA != majorB) {
      return majorA > majorB;
    }
    return a.length != b.length ? a.length < b.length : java.util.Arrays.compare(a, b) > 0;
  }

  private static int[] version(String name) {
    int at = name.indexOf(".so.");
    if (at < 0) {
      return new int[0];
    }
    String[] parts = name.substring(at + 4).split("\\.", -1);
    int[] numbers = new int[parts.length];
    for (int i = 0; i < parts.length; i++) {
      numbers[i] = parts[i].isEmpty() || parts[i].length() > 9 ? 0 : Integer.parseInt(parts[i]);
    }
    return numbers;
  }
}
