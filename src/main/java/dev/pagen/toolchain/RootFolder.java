package dev.pagen.toolchain;

import dev.pagen.toolchain.InstallProgress.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A folder that Debian packages were unpacked into elsewhere, its own C library among them. */
final class RootFolder implements BundleSupply, BundleSupply.Offer {
  private final Path root;
  private final Optional<InstalledBundle> bundle;

  /**
   * The root of no bundle, or of another machine's.
   *
   * @param bundle the bundle it is of, which knows its version better than the libraries' names do
   */
  RootFolder(Path root, Optional<InstalledBundle> bundle) {
    this.root = root;
    this.bundle = bundle;
  }

  @Override
  public String name() {
    return "the unpacked root " + root;
  }

  @Override
  public String advice(boolean incomplete) {
    return incomplete
        ? "Unpack what is missing into it (\"dpkg-deb -x PACKAGE.deb " + root + "\")."
        : "Bring another HIPRTC.";
  }

  @Override
  public Optional<String> suite() {
    return Optional.empty();
  }

  @Override
  public List<Offer> offers(Path work, InstallProgress progress) {
    return List.of(this);
  }

  @Override
  public Contents contents(InstallProgress progress) throws IOException {
    progress.update(Step.INDEX, 0, OptionalLong.empty());
    Candidate candidate = Candidate.in(root, UnpackedRoot.libraryPath(root)).orElseThrow();
    String version =
        bundle
            .map(InstalledBundle::hiprtc)
            .or(() -> candidate.version().map(CompilerVersion::text))
            .orElse("unknown");
    String identity = CompilerIdentity.of(candidate, new FileDigests(Optional.empty())).text();
    return new Contents(version, identity, List.of());
  }

  @Override
  public void unpack(Path to, InstallProgress progress) throws IOException {
    OptionalLong unknown = OptionalLong.empty();
    FileTree.copyLibraries(root, to, () -> progress.update(Step.UNPACK, 0, unknown));
  }
}
