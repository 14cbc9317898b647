package dev.pagen.toolchain;

import dev.pagen.files.Ownership;
import dev.pagen.files.PagenHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The private HIPRTCs that are installed, side by side in pa-gen's folder. Of several the newest is
 * the one in use, unless the user chose; where {@code PAGEN_DEBIAN_SUITE} is set, the newest of
 * that suite or of files that the user brought.
 */
final class Bundles {
  private static final Pattern VERSION = Pattern.compile("[0-9][A-Za-z0-9.+~:-]*");

  private final Optional<PagenHome> home;
  private final Optional<String> suite;
  private final FileDigests digests;

  /**
   * The bundles of one user.
   *
   * @param home empty where the machine has no folder for pa-gen: then there are none
   * @param suite the suite that the environment asks for
   * @param digests remembers what was read of them
   */
  Bundles(Optional<PagenHome> home, Optional<String> suite, FileDigests digests) {
    this.home = home;
    this.suite = suite;
    this.digests = digests;
  }

  /** The folder they lie in, as a person would name it. */
  String place() {
    return home.map(h -> h.toolchainDir().toString()).orElse("private bundle");
  }

  /** All that are whole, the newest first. */
  List<InstalledBundle> all() {
    List<InstalledBundle> whole = new ArrayList<>();
    for (Path folder : folders()) {
      read(folder).ifPresent(whole::add);
    }
    whole.sort(InstalledBundle.NEWEST_FIRST);
    return whole;
  }

  /** Folders of bundles that files are missing from, or that were damaged otherwise. */
  List<Path> damaged() {
    return folders().stream().filter(folder -> read(folder).isEmpty()).toList();
  }

  /** The bundle in {@code folder}, if it is whole. */
  Optional<InstalledBundle> read(Path folder) {
    return BundleFolder.read(folder, digests, home.map(PagenHome::ownership).orElse(Ownership.OWN));
  }

  private List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    if (home.isPresent()) {
      Path parent = home.get().toolchainDir();
      String[] names = parent.toFile().list();
      for (String name : names == null ? new String[0] : names) {
        Path folder = parent.resolve(name);
        if (BundleFolder.isName(name) && Files.exists(folder.resolve(BundleFolder.STAMP))) {
          folders.add(folder);
        }
      }
    }
    return folders;
  }

  /** The one in use where the user chose none. */
  Optional<InstalledBundle> automatic() {
    return all().stream().filter(this::isEligible).findFirst();
  }

  /** Whether it may be used though nobody chose it. */
  boolean isEligible(InstalledBundle bundle) {
    return suite.isEmpty() || bundle.suites().isEmpty() || bundle.suites().contains(suite.get());
  }

  /** Why a bundle that is not eligible is not used. */
  String whyNotEligible() {
    return "usable, but PAGEN_DEBIAN_SUITE asks for " + suite.orElse("another suite");
  }

  /** Why there is none to be used. */
  String whyNone() {
    if (home.isEmpty()) {
      return "no folder for it: set PAGEN_HOME or HOME";
    }
    if (!damaged().isEmpty()) {
      return "damaged: files are missing, or are not what was installed; install it again";
    }
    return all().isEmpty() ? "not installed" : "none of Debian's suite " + suite.orElse("");
  }

  /** The newest that one of these Debian suites offered. */
  Optional<InstalledBundle> ofSuite(List<String> names) {
    return all().stream()
        .filter(bundle -> bundle.suites().stream().anyMatch(names::contains))
        .findFirst();
  }

  /** The bundle that lies in {@code folder}, or has it as its root. */
  Optional<InstalledBundle> at(Path folder) {
    for (Path known : folders()) {
      if (known.equals(folder) || BundleFolder.root(known).equals(folder)) {
        return read(known);
      }
    }
    return Optional.empty();
  }

  /** The bundle of that name. */
  Optional<InstalledBundle> named(String name) {
    return all().stream().filter(bundle -> bundle.name().equals(name)).findFirst();
  }

  /** The bundles that {@code text} may stand for: a whole version, else the start of one. */
  List<InstalledBundle> matching(String text) {
    List<InstalledBundle> all = all();
    List<InstalledBundle> same =
        all.stream().filter(b -> b.hiprtc().equals(text) || b.name().equals(text)).toList();
    return same.isEmpty() && VERSION.matcher(text).matches()
        ? all.stream().filter(bundle -> bundle.isOfVersion(text)).toList()
        : same;
  }

  /**
   * The path that {@code text}, a version or a path, stands for. What is neither a file nor one
   * bundle's version comes back as it is, for {@link #whyNothingAt} to explain.
   */
  Path resolve(String text) {
    List<InstalledBundle> matching = matching(text);
    return matching.size() == 1 ? matching.getFirst().root() : Path.of(text);
  }

  /** Why there is nothing to use at {@code path}, which does not exist. */
  String whyNothingAt(Path path) {
    String text = path.toString();
    if (!VERSION.matcher(text).matches()) {
      return "no such file or folder";
    }
    List<InstalledBundle> matching = matching(text);
    if (matching.size() > 1) {
      return "stands for several bundles: write more of "
          + matching.stream().map(Bundles::distinct).collect(Collectors.joining(" or "));
    }
    String others = all().stream().map(InstalledBundle::hiprtc).collect(Collectors.joining(", "));
    return "no bundle of that version is installed, and there is no such file or folder (bundles: "
        + (others.isEmpty() ? "none" : others)
        + ")";
  }

  private static String distinct(InstalledBundle bundle) {
    return bundle.hiprtc() + " (" + bundle.name() + ")";
  }
}
