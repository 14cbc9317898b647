package dev.pagen.toolchain;

import dev.pagen.toolchain.debian.AptTools;
import dev.pagen.toolchain.debian.DebFolder;
import dev.pagen.toolchain.debian.DpkgDeb;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells what a folder that the user brought is. */
final class BroughtFiles {
  private BroughtFiles() {}

  /**
   * What bundles can be made of in {@code folder}: its {@code .deb} files if it has any, else the
   * unpacked root that it is or, if it is another machine's bundle, has.
   *
   * @throws ToolchainException if it is neither, saying what it is
   */
  static BundleSupply in(Path folder, Host host, CommandRunner runner) {
    Path place = folder.toAbsolutePath().normalize();
    if (!Files.exists(place)) {
      throw unusable(place, "does not exist");
    }
    if (!Files.isDirectory(place)) {
      throw unusable(place, "is a file");
    }
    List<Path> entries;
    try (Stream<Path> all = Files.list(place)) {
      entries = all.sorted().toList();
    } catch (AccessDeniedException e) {
      throw unusable(place, "may not be read by this user");
    } catch (IOException e) {
      throw unusable(place, "cannot be read (" + e.getMessage() + ")");
    }
    List<Path> debs =
        entries.stream()
            .filter(f -> f.toString().endsWith(".deb"))
            .filter(Files::isRegularFile)
            .toList();
    if (!debs.isEmpty()) {
      return new DebFolder(place, debs, new DpkgDeb(AptTools.findDpkgDeb(host), runner));
    }
    Optional<InstalledBundle> bundle = BundleFolder.around(place);
    Path root =
        bundle
            .map(InstalledBundle::root)
            .orElse(
                Files.exists(place.resolve(BundleFolder.STAMP)) ? BundleFolder.root(place) : place);
    if (Candidate.in(root, UnpackedRoot.libraryPath(root)).isEmpty()) {
      throw ToolchainLocator.isHiprtc(place)
          ? withoutLoader(place)
          : unusable(place, entries.isEmpty() ? "is empty" : "has neither");
    }
    if (UnpackedRoot.loader(root).isEmpty()) {
      throw withoutLoader(place);
    }
    return new RootFolder(root, bundle);
  }

  private static ToolchainException unusable(Path place, String what) {
    return new ToolchainException(
        "A bundle is installed from a folder of .deb files, or from one that such were unpacked"
            + " into (usr/lib/x86_64-linux-gnu/libhiprtc.so.N), and "
            + place
            + " "
            + what
            + ".");
  }

  private static ToolchainException withoutLoader(Path place) {
    return new ToolchainException(
        place
            + " has a HIPRTC and no dynamic loader (ld-linux-x86-64.so.2, in Debian's package"
            + " libc6), so no bundle can be made of it. If it runs with this machine's own C"
            + " library, as ROCm's releases do, use it where it is: pa-gen toolchain use "
            + place);
  }
}
