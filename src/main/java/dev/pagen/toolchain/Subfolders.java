package dev.pagen.toolchain;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The folders in a folder whose names start alike, the newest version first. */
final class Subfolders {
  private Subfolders() {}

  /**
   * Looks into {@code parent}, which need not be there.
   *
   * @param start how the names start, such as {@code rocm-}; empty for all
   */
  static List<Path> of(Path parent, String start) {
    List<String> names = new ArrayList<>();
    String[] all = parent.toFile().list();
    if (all != null) {
      for (String name : all) {
        if (name.startsWith(start)) {
          names.add(name);
        }
      }
    }
    names.sort(Collections.reverseOrder(VersionOrder.OLDEST_FIRST));
    List<Path> folders = new ArrayList<>();
    for (String name : names) {
      Path folder = parent.resolve(name);
      if (Files.isDirectory(folder)) {
        folders.add(folder);
      }
    }
    return folders;
  }

  /** The last name of a path, empty for a root. */
  static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
