package dev.pagen.toolchain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;

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
   * The place for the bundle of one suite.
   *
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
    } catch (IOException e) {
      return Optional.empty();
    }
    Path root = root(folder);
    String version = "";
    String identity = "";
    boolean touched = false;
    String[] lines = text.split("\n", -1);
    if (!lines[0].equals(FORMAT)) {
      return Optional.empty();
    }
    for (String line : lines) {
      if (line.startsWith("version ")) {
        version = line.substring("version ".length());
      } else if (line.startsWith("identity ")) {
        identity = line.substring("identity ".length());
      } else if (line.startsWith("file ")) {
        String[] words = line.split(" ", 4);
        String[] now = words.length == 4 ? sizeAndTime(root.resolve(words[3])) : new String[0];
        if (now.length == 0 || !now[0].equals(words[1])) {
          return Optional.empty();
        }
        touched |= !now[1].equals(words[2]);
      }
    }
    return version.isEmpty() || identity.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new InstalledBundle(root, version, touched ? Optional.empty() : Optional.of(identity)));
  }

  /** A file's bytes and its time of change in seconds, or nothing if it is not there. */
  private static String[] sizeAndTime(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new String[] {
        Long.toString(attributes.size()),
        Long.toString(attributes.lastModifiedTime().to(TimeUnit.SECONDS))
      };
    } catch (IOException e) {
      return new String[0];
    }
  }

  /**
   * Marks the bundle unpacked in {@code folder} as whole.
   *
   * @param files the files that it cannot do without, in its root
   */
  static void stamp(
      Path folder, String version, String identity, List<DebianPackage> packages, List<Path> files)
      throws IOException {
    StringJoiner text = new StringJoiner("\n", "", "\n");
    text.add(FORMAT).add("version " + version).add("identity " + identity);
    for (DebianPackage unpacked : packages) {
      text.add("package " + unpacked.name() + " " + unpacked.version());
    }
    for (Path file : files) {
      text.add("file " + String.join(" ", sizeAndTime(file)) + " " + root(folder).relativize(file));
    }
    Files.writeString(folder.resolve(STAMP), text.toString());
  }
}
