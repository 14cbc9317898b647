package dev.pagen.files;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/**
 * The folder where pa-gen keeps what it can make again: {@code PAGEN_HOME}, else {@code
 * $XDG_CACHE_HOME/pa-gen}, else {@code ~/.cache/pa-gen}.
 *
 * @param directory the folder, absolute; it need not exist yet
 * @param ownership who may be able to write in it
 */
public record PagenHome(Path directory, Ownership ownership) {
  public PagenHome {
    directory = directory.toAbsolutePath().normalize();
  }

  /** A folder that nobody but this process's user and root may be able to write in. */
  public PagenHome(Path directory) {
    this(directory, Ownership.OWN);
  }

  /**
   * The folder that {@code environment} asks for. As the XDG rules have it, an {@code
   * XDG_CACHE_HOME} that is not absolute counts as unset.
   *
   * @throws PagenHomeException if the environment names no folder at all
   * @throws UntrustedFileException if somebody else owns the folder or one in it, or can write
   *     there, and {@code PAGEN_TRUST_HOME} does not say that this is as it should be
   */
  public static PagenHome of(Map<String, String> environment) {
    PagenHome home = new PagenHome(directory(environment), Ownership.of(environment));
    home.requireOwn(home.directory);
    File[] folders = home.directory.toFile().listFiles(File::isDirectory);
    for (File folder : folders == null ? new File[0] : folders) {
      home.requireOwn(folder.toPath());
    }
    return home;
  }

  /**
   * Returns if nobody but who may can have written {@code place}, or it is not there.
   *
   * @throws UntrustedFileException if somebody else can
   */
  public void requireOwn(Path place) {
    ownership.require(place);
  }

  private static Path directory(Map<String, String> environment) {
    String own = environment.getOrDefault("PAGEN_HOME", "");
    if (!own.isBlank()) {
      return at("PAGEN_HOME", own);
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (xdg.startsWith("/")) {
      return at("XDG_CACHE_HOME", xdg, "pa-gen");
    }
    String home = environment.getOrDefault("HOME", "");
    if (home.startsWith("/")) {
      return at("HOME", home, ".cache", "pa-gen");
    }
    throw new PagenHomeException(
        "There is no folder for the files of pa-gen: HOME is not set to an absolute path, and"
            + " neither PAGEN_HOME nor XDG_CACHE_HOME is. Set PAGEN_HOME to a folder you can write"
            + " to.");
  }

  private static Path at(String variable, String folder, String... below) {
    try {
      return Path.of(folder, below);
    } catch (InvalidPathException e) {
      throw new PagenHomeException(
          "This JVM cannot name the folder in %s, %s: it has letters that are not in the locale's"
                  .formatted(variable, folder)
              + " character set. Start it with LC_ALL=C.UTF-8, or set PAGEN_HOME to another"
              + " folder.",
          e);
    }
  }

  /** Where compiled code objects are kept. */
  public Path cacheDir() {
    return directory.resolve("cache");
  }

  /** Where this project's C library goes out of the jar. */
  public Path nativeDir() {
    return directory.resolve("native");
  }

  /** Where HIPRTC bundles are installed, and digests of toolchain files remembered. */
  public Path toolchainDir() {
    return directory.resolve("toolchain");
  }

  /**
   * Makes {@code folder} (one of this record's) if need be, and returns it.
   *
   * @throws PagenHomeException if it cannot be made or written to
   */
  public Path writable(Path folder) {
    try {
      OwnFiles.createDirectories(folder);
    } catch (IOException e) {
      throw new PagenHomeException(cannotWrite(folder, reason(e)), e);
    }
    if (!Files.isWritable(folder)) {
      throw new PagenHomeException(cannotWrite(folder, "permission denied"));
    }
    return folder;
  }

  private static String cannotWrite(Path folder, String reason) {
    return "Cannot write to "
        + folder
        + " ("
        + reason
        + "). Set PAGEN_HOME to a folder you can write to.";
  }

  private static String reason(IOException e) {
    String kind =
        switch (e) {
          case java.nio.file.AccessDeniedException _ -> "permission denied at ";
          case java.nio.file.FileAlreadyExistsException _ -> "not a folder: ";
          default -> "";
        };
    return kind + e.getMessage();
  }
}
