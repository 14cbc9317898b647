package dev.pagen.toolchain;

import dev.pagen.files.OwnFiles;
import dev.pagen.files.Ownership;
import dev.pagen.files.UntrustedFileException;
import dev.pagen.toolchain.debian.DebianPackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder of one bundle, and the stamp that says it is whole: {@code root/} and {@code
 * bundle.txt}. The stamp is written last and the folder gets its name last, so a folder of that
 * name is a finished one; the sizes and digests in the stamp tell one that was damaged later.
 *
 * <p>A folder is named {@code hiprtc-VERSION-DIGEST}, the digest being of the packages in it. What
 * an earlier pa-gen installed is named {@code debian-SUITE}, and its stamp has no suite.
 */
final class BundleFolder {
  static final String STAMP = "bundle.txt";

  private static final String FORMAT = "pa-gen bundle 1";
  private static final String ROOT = "root";
  private static final String PREFIX = "hiprtc-";
  private static final String EARLIER_PREFIX = "debian-";
  private static final Pattern VERSION = Pattern.compile("HIPRTC (\\S+)(?: \\(LLVM (\\d+)\\))?");
  private static final Pattern UNUSABLE_IN_NAMES = Pattern.compile("[^A-Za-z0-9.+~-]");

  private BundleFolder() {}

  /** The folder name of a bundle of that HIPRTC, made of what {@code key} says. */
  static String name(String hiprtc, String key) {
    String digest = FileDigests.sha256(key.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    return PREFIX + UNUSABLE_IN_NAMES.matcher(hiprtc).replaceAll("_") + "-" + digest;
  }

  /** Whether a folder of this name may be a bundle. */
  static boolean isName(String name) {
    return name.startsWith(PREFIX) || name.startsWith(EARLIER_PREFIX);
  }

  static Path root(Path folder) {
    return folder.resolve(ROOT);
  }

  /**
   * The bundle in {@code folder}, if it has a stamp and every file that the stamp lists, as it was
   * installed: one whose inode or time of change is another is read and held to its digest.
   *
   * @param digests remembers what was read
   * @param ownership who may be able to write the files
   * @throws UntrustedFileException if somebody else can
   */
  static Optional<InstalledBundle> read(Path folder, FileDigests digests, Ownership ownership) {
    String text;
    try {
      text = Files.readString(folder.resolve(STAMP));
    } catch (IOException e) {
      return Optional.empty();
    }
    Path root = root(folder);
    String version = "";
    String identity = "";
    Instant installed = Instant.EPOCH;
    List<String> suites = new ArrayList<>(earlierSuite(folder));
    StampedFiles files = new StampedFiles();
    String[] lines = text.split("\n", -1);
    if (!lines[0].equals(FORMAT)) {
      return Optional.empty();
    }
    for (String line : lines) {
      int space = line.indexOf(' ');
      String value = line.substring(space + 1);
      switch (space < 0 ? "" : line.substring(0, space)) {
        case "version" -> version = value;
        case "identity" -> identity = value;
        case "suite" -> suites.add(value);
        case "installed" -> installed = instant(value);
        default -> files.add(line); // Or what was unpacked, for people.
      }
    }
    List<Path> all = new ArrayList<>(files.paths().stream().map(root::resolve).toList());
    all.add(folder.resolve(STAMP));
    ownership.requireAll(folder, all);
    StampedFiles.Condition condition = files.compare(root, digests);
    if (condition == StampedFiles.Condition.WHOLE && !files.areSealed()) {
      seal(folder, text, files);
    }
    Matcher known = VERSION.matcher(version);
    return !known.matches() || identity.isEmpty() || condition == StampedFiles.Condition.DAMAGED
        ? Optional.empty()
        : Optional.of(
            new InstalledBundle(
                folder,
                known.group(1),
                Optional.ofNullable(known.group(2)),
                suites,
                installed,
                condition == StampedFiles.Condition.TOUCHED
                    ? Optional.empty()
                    : Optional.of(identity)));
  }

  /** Gives a bundle that an earlier pa-gen installed the digests of what it is now. */
  private static void seal(Path folder, String stamp, StampedFiles files) {
    Path root = root(folder);
    try {
      List<Path> all = files.paths().stream().map(root::resolve).toList();
      replaceStamp(folder, stamp + StampedFiles.lines(root, all));
    } catch (IOException e) {
      // Somebody else's to write: it goes on without.
    }
  }

  private static void replaceStamp(Path folder, String text) throws IOException {
    OwnFiles.replace(folder.resolve(STAMP), text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same, where {@code place} is a bundle's folder or its root. */
  static Optional<InstalledBundle> around(Path place) {
    FileDigests digests = new FileDigests(Optional.empty());
    Optional<InstalledBundle> bundle = read(place, digests, Ownership.ANYBODY);
    return bundle.isEmpty() && place.endsWith(ROOT)
        ? read(place.resolve("..").normalize(), digests, Ownership.ANYBODY)
        : bundle;
  }

  private static List<String> earlierSuite(Path folder) {
    String name = String.valueOf(folder.getFileName());
    return name.startsWith(EARLIER_PREFIX)
        ? List.of(name.substring(EARLIER_PREFIX.length()))
        : List.of();
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  /**
   * Marks the bundle unpacked in {@code bundle}'s folder as whole.
   *
   * @param files the files that it cannot do without, in its root
   */
  static void stamp(InstalledBundle bundle, List<DebianPackage> packages, List<Path> files)
      throws IOException {
    StringJoiner text = new StringJoiner("\n", "", "\n");
    text.add(FORMAT).add("version " + bundle.version());
    text.add("identity " + bundle.identity().orElseThrow());
    text.add("installed " + bundle.installed());
    bundle.suites().forEach(suite -> text.add("suite " + suite));
    for (DebianPackage unpacked : packages) {
      text.add("package " + unpacked.name() + " " + unpacked.version());
    }
    replaceStamp(bundle.folder(), text + StampedFiles.lines(bundle.root(), files));
  }

  /** Notes that {@code suite} offers just what is installed already. */
  static InstalledBundle addSuite(InstalledBundle bundle, String suite) throws IOException {
    if (bundle.suites().contains(suite)) {
      return bundle;
    }
    String stamp = Files.readString(bundle.folder().resolve(STAMP));
    replaceStamp(bundle.folder(), stamp + "suite " + suite + "\n");
    return read(bundle.folder(), new FileDigests(Optional.empty()), Ownership.ANYBODY)
        .orElse(bundle);
  }
}
