package dev.pagen.site;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where a file of the checkout is on the site. All paths are relative to the one or the other. */
final class Address {
  private Address() {}

  /** A folder's README is its first page; what is no page and no picture is listed on one. */
  static Path of(Path file) {
    String name = String.valueOf(file.getFileName());
    if (Files.isDirectory(file)) {
      return file.resolve("index.html");
    }
    if (name.equals("README.md")) {
      return file.resolveSibling("index.html");
    }
    return isPicture(file)
        ? file
        : file.resolveSibling(
            name.endsWith(".md") ? name.replaceAll("md$", "html") : name + ".html");
  }

  static boolean isPicture(Path file) {
    return file.toString().matches(".*\\.(svg|png)");
  }

  /** The link from one page of the site to another. */
  static String link(Path from, Path to) {
    Path folder = from.getParent();
    return (folder == null ? to : folder.relativize(to)).toString();
  }
}
