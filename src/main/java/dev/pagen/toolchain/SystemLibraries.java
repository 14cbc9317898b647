package dev.pagen.toolchain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The folders in which the machine's own dynamic loader finds libraries. */
final class SystemLibraries {
  private static final String CACHE = "/etc/ld.so.cache";
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

  /**
   * {@code LD_LIBRARY_PATH}, then the folders in the loader's cache, if that knows {@code wanted}
   * at all; the loader's default folders where there is no cache. The cache answers in one read
   * what listing folders of thousands of files would.
   *
   * @param wanted how a library's name starts, such as {@code libhiprtc.so}
   */
  static List<Path> folders(Host host, String wanted) {
    List<Path> all = new ArrayList<>(host.folders("LD_LIBRARY_PATH"));
    String cache;
    try {
      cache = Files.readString(host.path(CACHE), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      for (String folder : DEFAULTS) {
        all.add(host.path(folder));
      }
      return distinct(all);
    }
    if (cache.contains(wanted)) {
      for (String folder : cachedFolders(cache)) {
        all.add(host.path(folder));
      }
    }
    return distinct(all);
  }

  /** The cache ends in a table of strings, library names and paths, each ended by a zero. */
  private static Set<String> cachedFolders(String cache) {
    Set<String> folders = new LinkedHashSet<>();
    for (String entry : cache.split("\0", -1)) {
      int slash = entry.lastIndexOf('/');
      if (entry.startsWith("/") && slash > 0 && entry.contains(".so")) {
        folders.add(entry.substring(0, slash));
      }
    }
    return folders;
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
