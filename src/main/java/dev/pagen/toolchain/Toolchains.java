package dev.pagen.toolchain;

import dev.pagen.files.PagenHome;
import dev.pagen.files.PagenHomeException;
import dev.pagen.toolchain.Finding.Outcome;
import dev.pagen.toolchain.Toolchain.Origin;
import dev.pagen.toolchain.debian.AptTools;
import dev.pagen.toolchain.debian.DebianArchive;
import dev.pagen.toolchain.debian.DebianSuite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds the toolchains of a machine, one for each vendor, or installs AMD's. Settings from the
 * environment: {@code PAGEN_TOOLCHAIN} names a toolchain for this run, as {@code --toolchain} does,
 * {@code ROCM_PATH}, {@code ROCM_HOME} or {@code HIP_PATH} a ROCm tree, {@code CUDA_HOME} or {@code
 * CUDA_PATH} a CUDA toolkit, {@code PAGEN_HOME} the folder that bundles go to, {@code
 * PAGEN_DEBIAN_MIRROR} and {@code PAGEN_DEBIAN_SUITE} (default {@link #DEFAULT_SUITES}) where
 * bundles come from.
 */
public final class Toolchains {
  /** The Debian suites of which the first is taken, where nobody names one, that a mirror has. */
  public static final List<String> DEFAULT_SUITES = List.of("forky", "sid", "experimental");

  private static final String NAMED_FOR_THIS_RUN = "PAGEN_TOOLCHAIN";
  private static final String SUITE = "PAGEN_DEBIAN_SUITE";

  private final Host host;
  private final CommandRunner runner;
  private final Function<String, DebianArchive> archives;
  private final Bundles bundles;
  private final UsedToolchain used;
  private final ToolchainLocator hiprtc;
  private final NvrtcLocator nvrtc;

  /**
   * Looks at one machine.
   *
   * @param host the machine, usually {@link Host#current()}
   */
  public Toolchains(Host host) {
    this(
        host,
        new ProcessRunner(),
        suite -> DebianArchive.of(host, host.variable("PAGEN_DEBIAN_MIRROR"), suite));
  }

  Toolchains(Host host, CommandRunner runner, Function<String, DebianArchive> archives) {
    this.host = host;
    this.runner = runner;
    this.archives = archives;
    Optional<PagenHome> home = home(host);
    Optional<Path> remembered = home.map(h -> h.toolchainDir().resolve("digests"));
    remembered.ifPresent(file -> home.get().requireOwn(file));
    FileDigests digests = new FileDigests(remembered);
    this.bundles = new Bundles(home, host.variable(SUITE), digests);
    this.used = new UsedToolchain(home, bundles);
    this.hiprtc = new ToolchainLocator(host, digests, bundles);
    this.nvrtc = new NvrtcLocator(host, digests, home);
  }

  /** Without a folder for pa-gen there is no bundle, but a ROCm can still be found and used. */
  private static Optional<PagenHome> home(Host host) {
    try {
      return Optional.of(PagenHome.of(host.environment()));
    } catch (PagenHomeException e) {
      return Optional.empty();
    }
  }

  /** The bundles that are installed and whole, the newest HIPRTC first. */
  public List<InstalledBundle> bundles() {
    return bundles.all();
  }

  /** The folders of bundles that are installed and were damaged since. */
  public List<Path> damagedBundles() {
    return bundles.damaged();
  }

  /**
   * The toolchain in a bundle.
   *
   * @throws ToolchainException if it is no longer there
   */
  public Toolchain toolchain(InstalledBundle bundle) {
    try {
      return hiprtc.of(bundle);
    } catch (IOException e) {
      throw new ToolchainException(
          "The HIPRTC bundle in " + bundle.folder() + " cannot be read (" + e + ").", e);
    }
  }

  /**
   * The path that a person's {@code VERSION|PATH} stands for: of a bundle, where it is the version
   * of one, whole or abbreviated to {@code 7.2} or {@code 7}, and nothing else is meant.
   */
  public Path resolve(String versionOrPath) {
    return bundles.resolve(versionOrPath);
  }

  /**
   * Looks at every place a toolchain may be, without installing one.
   *
   * @param vendor whose toolchain
   * @param explicit the path the user gave; if empty, {@code PAGEN_TOOLCHAIN} counts, and then what
   *     was chosen by {@link #use}. The other vendor's toolchain may be named, which is then
   *     nothing to go by
   */
  public ToolchainSearch search(Vendor vendor, Optional<Path> explicit) {
    return search(vendor, explicit, true);
  }

  /**
   * The toolchain to use.
   *
   * @param vendor whose toolchain
   * @param explicit as in {@link #search}
   * @throws ToolchainException if there is none, saying where it was looked for
   */
  public Toolchain locate(Vendor vendor, Optional<Path> explicit) {
    ToolchainSearch search = search(vendor, explicit, false);
    return search.chosen().orElseThrow(() -> NoToolchain.of(search));
  }

  /**
   * The toolchain to use; where there is none for AMD, a private bundle, installed now.
   *
   * @param vendor whose toolchain
   * @param explicit as in {@link #search}
   * @param trial what a bundle has to pass
   * @throws ToolchainException if what the user named is no toolchain, or none can be installed
   * @throws PagenHomeException if there is no folder to install to
   * @throws InterruptedException if this thread is interrupted while installing
   */
  public Toolchain locateOrInstall(
      Vendor vendor, Optional<Path> explicit, ToolchainTrial trial, InstallProgress progress)
      throws InterruptedException {
    ToolchainSearch search = search(vendor, explicit, false);
    if (search.chosen().isPresent()) {
      return search.chosen().get();
    }
    if (vendor == Vendor.NVIDIA || NoToolchain.wasNamed(search)) {
      throw NoToolchain.of(search);
    }
    return install(() -> supply(suites(Optional.empty())), bundles::automatic, trial, progress);
  }

  /**
   * Installs a private bundle beside those that are there. It becomes the one in use if it is the
   * newest and nothing else comes first; {@link #search} tells.
   *
   * @param source where it comes from: the newest of a suite that is installed will do, unless the
   *     source asks for an upgrade
   * @param trial what it has to pass; a bundle that fails is not installed, and what is in use
   *     stays. Where there is no bundle yet, the next older HIPRTC of the source is tried
   * @return the toolchain in it, even where {@link #locate} would choose another
   * @throws ToolchainException if it cannot be installed here, saying why and what to do
   * @throws PagenHomeException if there is no folder to install to
   * @throws InterruptedException if this thread is interrupted while installing
   */
  public Toolchain install(BundleSource source, ToolchainTrial trial, InstallProgress progress)
      throws InterruptedException {
    return switch (source) {
      case BundleSource.Suite(Optional<String> name, boolean upgrade) ->
          install(
              () -> supply(suites(name)),
              () -> upgrade ? Optional.empty() : bundles.ofSuite(suites(name)),
              trial,
              progress);
      case BundleSource.Folder(Path path) ->
          install(() -> BroughtFiles.in(path, host, runner), Optional::empty, trial, progress);
    };
  }

  private List<String> suites(Optional<String> named) {
    return named.or(() -> host.variable(SUITE)).map(List::of).orElse(DEFAULT_SUITES);
  }

  private BundleSupply supply(List<String> suites) {
    return new DebianSuite(suites.stream().map(archives).toList(), AptTools.find(host), runner);
  }

  private Toolchain install(
      Supplier<BundleSupply> supply,
      Supplier<Optional<InstalledBundle>> enough,
      ToolchainTrial trial,
      InstallProgress progress)
      throws InterruptedException {
    if (!host.isLinuxOnX86()) {
      throw new ToolchainException(
          "The HIPRTC bundle is for x86-64 Linux only, and this machine is "
              + host.operatingSystem()
              + " on "
              + host.architecture()
              + ". Install ROCm and set ROCM_PATH.");
    }
    PagenHome folder = PagenHome.of(host.environment());
    Optional<InstalledBundle> there = enough.get();
    if (there.isPresent()) {
      return toolchain(there.get());
    }
    BundleInstaller installer = new BundleInstaller(folder, bundles, hiprtc, runner);
    try {
      return toolchain(installer.install(supply.get(), enough, trial, progress));
    } catch (IOException e) {
      throw new ToolchainException(
          "The HIPRTC bundle could not be installed to "
              + folder.toolchainDir()
              + ": "
              + e
              + ". If the disk is full, make room, or set PAGEN_HOME to another folder.",
          e);
    }
  }

  /**
   * Chooses the toolchain for all runs that name no other, before any that is found.
   *
   * @param path a toolchain of either vendor, or of both
   * @return what was chosen, one for each vendor that it is for
   * @throws ToolchainException if there is no toolchain
   * @throws PagenHomeException if there is no folder to keep the choice in
   */
  public List<Toolchain> use(Path path) {
    List<Toolchain> chosen = new ArrayList<>();
    for (Vendor vendor : Vendor.values()) {
      if (isFor(vendor, path)) {
        ToolchainSearch search = named(vendor, Origin.USED, path, false);
        chosen.add(search.chosen().orElseThrow(() -> NoToolchain.of(search)));
      }
    }
    if (chosen.isEmpty()) {
      throw NoToolchain.of(named(Vendor.AMD, Origin.EXPLICIT, path, false));
    }
    keep(
        "chosen",
        home -> {
          for (Toolchain toolchain : chosen) {
            UsedToolchain.store(home, toolchain.vendor(), path, bundles);
          }
        });
    return chosen;
  }

  /** Forgets what {@link #use} chose, for both vendors. */
  public void useAutomatic() {
    keep(
        "forgotten",
        home -> {
          for (Vendor vendor : Vendor.values()) {
            UsedToolchain.forget(home, vendor);
          }
        });
  }

  /** Something done to the files of pa-gen. */
  @FunctionalInterface
  private interface Change {
    void make(PagenHome home) throws IOException;
  }

  private void keep(String what, Change change) {
    PagenHome home = PagenHome.of(host.environment());
    try {
      change.make(home);
    } catch (IOException e) {
      throw new ToolchainException(
          "The toolchain to use could not be " + what + " in " + home.toolchainDir() + ": " + e, e);
    }
  }

  private ToolchainSearch search(Vendor vendor, Optional<Path> explicit, boolean everywhere) {
    Optional<Path> named =
        explicit
            .or(() -> host.variable(NAMED_FOR_THIS_RUN).map(bundles::resolve))
            .filter(path -> isFor(vendor, path) || !isFor(vendor.other(), path));
    if (named.isPresent()) {
      return named(vendor, Origin.EXPLICIT, named.get(), everywhere);
    }
    Optional<UsedToolchain.Choice> choice = used.of(vendor);
    if (choice.isPresent()) {
      return choice.get().path().isPresent()
          ? named(vendor, Origin.USED, choice.get().path().get(), everywhere)
          : vanished(vendor, choice.get());
    }
    return switch (vendor) {
      case AMD -> hiprtc.search(Origin.EXPLICIT, Optional.empty(), everywhere);
      case NVIDIA -> nvrtc.search(Origin.EXPLICIT, Optional.empty(), everywhere);
    };
  }

  private ToolchainSearch named(Vendor vendor, Origin by, Path path, boolean everywhere) {
    return switch (vendor) {
      case AMD -> hiprtc.search(by, Optional.of(path), everywhere);
      case NVIDIA -> nvrtc.search(by, Optional.of(path), everywhere);
    };
  }

  private static ToolchainSearch vanished(Vendor vendor, UsedToolchain.Choice choice) {
    Finding finding =
        new Finding(
            Origin.USED, choice.place(), Outcome.ABSENT, Optional.empty(), choice.problem());
    return new ToolchainSearch(vendor, Optional.empty(), List.of(finding));
  }

  private boolean isFor(Vendor vendor, Path path) {
    return switch (vendor) {
      case AMD ->
          bundles.at(path.toAbsolutePath().normalize()).isPresent()
              || ToolchainLocator.isHiprtc(path);
      case NVIDIA -> NvrtcLocator.isNvrtc(path);
    };
  }
}
