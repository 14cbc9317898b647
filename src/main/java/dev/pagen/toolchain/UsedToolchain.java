package dev.pagen.toolchain;

import dev.pagen.files.OwnFiles;
import dev.pagen.files.PagenHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The toolchain that {@code pa-gen toolchain use} chose for all runs, one for each vendor: a small
 * file {@code use.VENDOR} with {@code bundle NAME}, or {@code path PATH}.
 */
final class UsedToolchain {
  private static final String BUNDLE = "bundle ";
  private static final String PATH = "path ";

  private final Optional<PagenHome> home;
  private final Bundles bundles;

  UsedToolchain(Optional<PagenHome> home, Bundles bundles) {
    this.home = home;
    this.bundles = bundles;
  }

  /**
   * A choice as it was stored.
   *
   * @param place what was chosen, for people
   * @param path where it lies, if it is still there as far as the file tells
   * @param problem why there is no path
   */
  record Choice(String place, Optional<Path> path, String problem) {
    private static Choice of(Path path) {
      return new Choice(path.toString(), Optional.of(path), "");
    }

    private static Choice gone(String place, String problem) {
      return new Choice(place, Optional.empty(), problem);
    }
  }

  /** What was chosen for {@code vendor}, if anything was. */
  Optional<Choice> of(Vendor vendor) {
    return home.flatMap(h -> read(h, file(h, vendor)));
  }

  private Optional<Choice> read(PagenHome where, Path file) {
    where.requireOwn(file);
    String text;
    try {
      text = Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(Choice.gone(file.toString(), "cannot be read: " + e.getMessage()));
    }
    try {
      return Optional.of(choice(where, file, text));
    } catch (InvalidPathException e) {
      return Optional.of(Choice.gone(file.toString(), "names no path: " + e.getMessage()));
    }
  }

  private Choice choice(PagenHome where, Path file, String text) {
    if (text.startsWith(PATH)) {
      return Choice.of(Path.of(text.substring(PATH.length())));
    }
    if (!text.startsWith(BUNDLE)) {
      return Choice.gone(file.toString(), "says nothing that can be understood");
    }
    String name = text.substring(BUNDLE.length());
    Path folder = where.toolchainDir().resolve(name);
    return bundles
        .named(name)
        .map(bundle -> Choice.of(bundle.root()))
        .orElseGet(
            () ->
                Choice.gone(
                    folder.toString(),
                    Files.exists(folder)
                        ? "damaged: files are missing, or are not what was installed"
                        : "no longer there"));
  }

  /** Chooses {@code path}, which lies in a bundle or elsewhere. */
  static void store(PagenHome home, Vendor vendor, Path path, Bundles bundles) throws IOException {
    Path place = path.toAbsolutePath().normalize();
    String text = bundles.at(place).map(b -> BUNDLE + b.name()).orElse(PATH + place);
    home.writable(home.toolchainDir());
    OwnFiles.replace(file(home, vendor), (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Forgets what was chosen for {@code vendor}. */
  static void forget(PagenHome home, Vendor vendor) throws IOException {
    Files.deleteIfExists(file(home, vendor));
  }

  private static Path file(PagenHome home, Vendor vendor) {
    return home.toolchainDir().resolve("use." + vendor.name().toLowerCase(Locale.ROOT));
  }
}
