package dev.pagen.toolchain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * Where the bundle of one Debian suite lies, and the stamp that says it is whole: {@code
 * toolchain/debian-SUITE/} holds {@code root/} and {@code bundle.txt}. The stamp is written last
 * and the folder gets its name last, so a folder of that name is a finished one; the sizes in the
 * stamp tell one that was damaged later.
 */
final class BundleFolder {
  private static final String FORMAT = "pa-gen bundle 1";
  private static final String STAMP = "bundle.txt";
  private static final String ROOT = "root";

  private final Optional<PagenHome> home;
  private final String suite;

  /**
   * @param home empty where the machine has no folder for pa-gen: then no bundle is there
   */
  BundleFolder(Optional<PagenHome> home, String suite) {
    this.home = home;
    this.suite = suite;
  }

  /** The folder, if pa-gen has one at all. */
  Optional<Path> folder() {
    return home.map(h -> h.toolchainDir().resolve("debian-" + suite));
  }

  /** The place as a person would name it. */
  String place() {
    return folder().map(Path::toString).orElse("private bundle");
  }

  String whyAbsent() {
    return folder().isEmpty()
        ? "no folder for it: set PAGEN_HOME or HOME"
        : Files.exists(folder().get().resolve(STAMP))
            ? "damaged: files are missing or have another size; install it again"
            : "not installed";
  }

  /** The installed bundle, if it is there and whole. */
  Optional<InstalledBundle> open() {
    return folder().flatMap(BundleFolder::read);
  }

  static Path root(Path folder) {
    return folder.resolve(ROOT);
  }

  /** The bundle in {@code folder}, if it has a stamp and every file that the stamp lists. */
  private static Optional<InstalledBundle> read(Path folder) {
    String text;
    try {
      text = Files.readString(folder.resolve(STAMP));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
    Path root = root(folder);
    String version = "";
    boolean complete = false;
    List<DebianPackage> packages = new ArrayList<>();
    int lineNumber = 0;
    for (String line : text.split("\n")) {
      String[] words = line.split(" ", 3);
      if (lineNumber++ == 0) {
        complete = line.equals(FORMAT);
      } else if (words[0].equals("hiprtc") && words.length == 2) {
        version = words[1];
      } else if (words[0].equals("package") && words.length == 3) {
        packages.add(new DebianPackage(words[1], words[2]));
      } else if (words[0].equals("file") && words.length == 3) {
        complete &= hasSize(root.resolve(words[2]), words[1]);
      }
    }
    return complete && !version.isEmpty()
        ? Optional.of(new InstalledBundle(root, version, packages))
        : Optional.empty();
  }

  private static boolean hasSize(Path file, String size) {
    try {
      return String.valueOf(Files.size(file)).equals(size);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Marks the bundle unpacked in {@code folder} as whole.
   *
   * @param files the files that it cannot do without, in its root
   */
  static void stamp(Path folder, String version, List<DebianPackage> packages, List<Path> files)
      throws IOException {
    StringJoiner text = new StringJoiner("\n", "", "\n");
    text.add(FORMAT).add("hiprtc " + version);
    for (DebianPackage unpacked : packages) {
      text.add("package " + unpacked.name() + " " + unpacked.version());
    }
    for (Path file : files) {
      text.add("file " + Files.size(file) + " " + root(folder).relativize(file));
    }
    Files.writeString(folder.resolve(STAMP), text.toString());
  }
}
