package dev.pagen.toolchain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder of one bundle, and the stamp that says it is whole: {@code root/} and {@code
 * bundle.txt}. The stamp is written last and the folder gets its name last, so a folder of that
 * name is a finished one; the sizes in the stamp tell one that was damaged later.
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

  /** The bundle in {@code folder}, if it has a stamp and every file that the stamp lists. */
  static Optional<InstalledBundle> read(Path folder) {
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
    boolean touched = false;
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
        case "file" -> {
          String[] words = line.split(" ", 4);
          String[] now = words.length == 4 ? sizeAndTime(root.resolve(words[3])) : new String[0];
          if (now.length == 0 || !now[0].equals(words[1])) {
            return Optional.empty();
          }
          touched |= !now[1].equals(words[2]);
        }
        default -> {} // What was unpacked, for people; or what a later pa-gen writes.
      }
    }
    Matcher known = VERSION.matcher(version);
    return !known.matches() || identity.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new InstalledBundle(
                folder,
                known.group(1),
                Optional.ofNullable(known.group(2)),
                suites,
                installed,
                touched ? Optional.empty() : Optional.of(identity)));
  }

  /** The same, where {@code place} is a bundle's folder or its root. */
  static Optional<InstalledBundle> around(Path place) {
    Optional<InstalledBundle> bundle = read(place);
    return bundle.isEmpty() && place.endsWith(ROOT)
        ? read(place.resolve("..").normalize())
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
    for (Path file : files) {
      text.add(
          "file " + String.join(" ", sizeAndTime(file)) + " " + bundle.root().relativize(file));
    }
    Files.writeString(bundle.folder().resolve(STAMP), text.toString());
  }

  /** Notes that {@code suite} offers just what is installed already. */
  static InstalledBundle addSuite(InstalledBundle bundle, String suite) throws IOException {
    if (bundle.suites().contains(suite)) {
      return bundle;
    }
    Path stamp = bundle.folder().resolve(STAMP);
    Path changed = bundle.folder().resolve(".changed-" + STAMP);
    Files.writeString(changed, Files.readString(stamp) + "suite " + suite + "\n");
    Files.move(changed, stamp, StandardCopyOption.ATOMIC_MOVE);
    return read(bundle.folder()).orElse(bundle);
  }
}
