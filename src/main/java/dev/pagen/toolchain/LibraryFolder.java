package dev.pagen.toolchain;

import java.io.IOException;
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
  /** The major version of a library whose name has none. */
  static final int UNKNOWN = -1;

  private static final int HASH_DIGITS = 8;

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

  /**
   * The file {@code STEM.so.MAJOR}, or failing that the newest of that major version; one without a
   * version in its name where there is no other, and the newest of all for {@link #UNKNOWN}.
   */
  Optional<Path> ofMajor(String stem, int major) {
    Optional<Path> exact = named(stem + ".so." + major);
    if (exact.isPresent()) {
      return exact;
    }
    if (major == UNKNOWN) {
      return newest(stem);
    }
    String best = "";
    for (String name : names) {
      if (isVersionOf(name, stem)
          && major(path.resolve(name)) == major
          && isNewer(name, best)
          && exists(name)) {
        best = name;
      }
    }
    return best.isEmpty()
        ? named(stem + ".so").filter(file -> major(file) == UNKNOWN)
        : Optional.of(path.resolve(best));
  }

  /** The file of that name, or another of its major version. */
  Optional<Path> fitting(String stem, String name) {
    Optional<Path> exact = named(name);
    return exact.isPresent() ? exact : ofMajor(stem, majorIn(name));
  }

  /** How many major versions of a library lie here. */
  int majors(String stem) {
    List<Integer> seen = new ArrayList<>();
    for (String name : names) {
      if (isVersionOf(name, stem) && !seen.contains(majorIn(name)) && majorIn(name) != UNKNOWN) {
        seen.add(majorIn(name));
      }
    }
    return seen.size();
  }

  /** The file of that name, if it is here. */
  Optional<Path> named(String name) {
    return names.contains(name) && exists(name)
        ? Optional.of(path.resolve(name))
        : Optional.empty();
  }

  /** The major version in a library's name, or in that of what it is a link to. */
  static int major(Path library) {
    int major = majorIn(Subfolders.name(library));
    if (major != UNKNOWN) {
      return major;
    }
    try {
      return majorIn(Subfolders.name(library.toRealPath()));
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  /** The major version in a name, such as 13 in {@code libnvrtc.so.13}. */
  static int majorIn(String name) {
    int[] version = version(name);
    return version.length == 0 ? UNKNOWN : version[0];
  }

  private boolean exists(String name) {
    return Files.isRegularFile(path.resolve(name));
  }

  /**
   * Whether {@code name} is {@code STEM.so} or {@code STEM.so.VERSION}, or the same with the hash
   * behind the stem that wheels put there: {@code libnvrtc-6d168ef8.so.12}.
   */
  private static boolean isVersionOf(String name, String stem) {
    if (!name.startsWith(stem)) {
      return false;
    }
    int at = stem.length();
    if (name.startsWith("-", at)) {
      at += 1 + HASH_DIGITS;
      for (int i = stem.length() + 1; i < at; i++) {
        if (i >= name.length() || Character.digit(name.charAt(i), 16) < 0) {
          return false;
        }
      }
    }
    if (!name.startsWith(".so", at)) {
      return false;
    }
    for (int i = at + ".so".length(); i < name.length(); i++) {
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
