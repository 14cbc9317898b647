package dev.pagen.toolchain;

import dev.pagen.toolchain.debian.DebianVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A private HIPRTC that is installed and whole.
 *
 * @param folder where it lies, under pa-gen's own folder
 * @param hiprtc HIPRTC's version, such as {@code 6.4.3-5}
 * @param llvm the major version of the LLVM inside, where known
 * @param suites the Debian suites that offered just this; empty if it was made of somebody's files
 * @param installed when it was installed
 * @param identity the compiler's identity when it was installed; empty if a file was touched since
 */
public record InstalledBundle(
    Path folder,
    String hiprtc,
    Optional<String> llvm,
    List<String> suites,
    Instant installed,
    Optional<String> identity) {
  /** The newest HIPRTC first, and of two with the same HIPRTC the one that was installed last. */
  static final Comparator<InstalledBundle> NEWEST_FIRST =
      Comparator.comparing((InstalledBundle bundle) -> new DebianVersion(bundle.hiprtc()))
          .thenComparing(InstalledBundle::installed)
          .reversed();

  public InstalledBundle {
    suites = List.copyOf(suites);
  }

  /** The folder that its packages were unpacked into: {@code --toolchain} takes it too. */
  public Path root() {
    return BundleFolder.root(folder);
  }

  /** The folder's name, which no other bundle has. */
  public String name() {
    return String.valueOf(folder.getFileName());
  }

  /** For people, such as {@code HIPRTC 6.4.3-5 (LLVM 21)}. */
  public String version() {
    return "HIPRTC " + hiprtc + llvm.map(major -> " (LLVM " + major + ")").orElse("");
  }

  /** The bytes of all its files. */
  public long bytes() throws IOException {
    return FileTree.bytes(folder);
  }

  List<Path> libraryPath() {
    return UnpackedRoot.libraryPath(root());
  }

  /** Whether {@code text} is its version, or the start of it up to a whole number. */
  boolean isOfVersion(String text) {
    return hiprtc.startsWith(text)
        && (hiprtc.length() == text.length() || !Character.isDigit(hiprtc.charAt(text.length())));
  }
}
