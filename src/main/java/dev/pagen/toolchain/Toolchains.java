package dev.pagen.toolchain;

import dev.pagen.toolchain.Finding.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Supplier;

/**
 * Finds the toolchains of a machine, one for each vendor, or installs AMD's. Settings from the
 * environment: {@code PAGEN_TOOLCHAIN} names a toolchain, {@code ROCM_PATH}, {@code ROCM_HOME} or
 * {@code HIP_PATH} a ROCm tree, {@code CUDA_HOME} or {@code CUDA_PATH} a CUDA toolkit, {@code
 * PAGEN_HOME} the folder that bundles go to, {@code PAGEN_DEBIAN_MIRROR} and {@code
 * PAGEN_DEBIAN_SUITE} (default {@value #DEFAULT_SUITE}) where bundles come from.
 */
public final class Toolchains {
  /** The Debian suite whose HIPRTC is installed where the environment names none. */
  public static final String DEFAULT_SUITE = "forky";

  private final Host host;
  private final CommandRunner runner;
  private final Supplier<DebianArchive> archive;
  private final BundleFolder bundle;
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
        () -> DebianArchive.of(host, host.variable("PAGEN_DEBIAN_MIRROR"), suite(host)));
  }

  Toolchains(Host host, CommandRunner runner, Supplier<DebianArchive> archive) {
    this.host = host;
    this.runner = runner;
    this.archive = archive;
    Optional<PagenHome> home = home(host);
    this.bundle = new BundleFolder(home, suite(host));
    FileDigests digests = new FileDigests(home.map(h -> h.toolchainDir().resolve("digests")));
    this.hiprtc = new ToolchainLocator(host, digests, bundle);
    this.nvrtc = new NvrtcLocator(host, digests, home);
  }

  private static String suite(Host host) {
    return host.variable("PAGEN_DEBIAN_SUITE").orElse(DEFAULT_SUITE);
  }

  /** Without a folder for pa-gen there is no bundle, but a ROCm can still be found and used. */
  private static Optional<PagenHome> home(Host host) {
    try {
      return Optional.of(PagenHome.of(host.environment()));
    } catch (PagenHomeException e) {
      return Optional.empty();
    }
  }

  /**
   * Looks at every place a toolchain may be, without installing one.
   *
   * @param vendor whose toolchain
   * @param explicit the path the user gave; if empty, {@code PAGEN_TOOLCHAIN} counts. The other
   *     vendor's toolchain may be named, which is then nothing to go by
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
    return search.chosen().orElseThrow(() -> notFound(explicit, search));
  }

  /**
   * The toolchain to use; where there is none for AMD, the private bundle, installed now.
   *
   * @param vendor whose toolchain
   * @param explicit as in {@link #search}
   * @throws ToolchainException if what the user named is no toolchain, or none can be installed
   * @throws PagenHomeException if there is no folder to install to
   * @throws InterruptedException if this thread is interrupted while installing
   */
  public Toolchain locateOrInstall(Vendor vendor, Optional<Path> explicit, InstallProgress progress)
      throws InterruptedException {
    ToolchainSearch search = search(vendor, explicit, false);
    if (search.chosen().isPresent()) {
      return search.chosen().get();
    }
    if (vendor == Vendor.NVIDIA || named(vendor, explicit).isPresent()) {
      throw notFound(explicit, search);
    }
    return install(false, progress);
  }

  /**
   * Installs the private bundle, if it is not there and whole.
   *
   * @param afresh install even so, and so take the suite's newest
   * @return the bundle, even where {@link #locate} would choose another toolchain
   * @throws ToolchainException if it cannot be installed here, saying why and what to do
   * @throws PagenHomeException if there is no folder to install to
   * @throws InterruptedException if this thread is interrupted while installing
   */
  public Toolchain install(boolean afresh, InstallProgress progress) throws InterruptedException {
    if (!host.isLinuxOnX86()) {
      throw new ToolchainException(
          "The HIPRTC bundle is for x86-64 Linux only, and this machine is "
              + host.operatingSystem()
              + " on "
              + host.architecture()
              + ". Install ROCm and set ROCM_PATH.");
    }
    PagenHome folder = PagenHome.of(host.environment());
    BundleInstaller installer = new BundleInstaller(host, folder, bundle, archive, runner);
    try {
      installer.install(afresh, progress);
    } catch (IOException e) {
      throw new ToolchainException(
          "The HIPRTC bundle could not be installed to "
              + folder.toolchainDir()
              + ": "
              + e
              + ". If the disk is full, make room, or set PAGEN_HOME to another folder.",
          e);
    }
    return hiprtc
        .bundle()
        .orElseThrow(
            () ->
                new ToolchainException(
                    "The HIPRTC bundle in "
                        + folder.toolchainDir()
                        + " cannot be read after its installation. Install it again."));
  }

  private ToolchainSearch search(Vendor vendor, Optional<Path> explicit, boolean everywhere) {
    Optional<Path> named = named(vendor, explicit);
    return switch (vendor) {
      case AMD -> everywhere ? hiprtc.everywhere(named) : hiprtc.first(named);
      case NVIDIA -> nvrtc.search(named, everywhere);
    };
  }

  /** What the user named, unless it is the other vendor's. */
  private Optional<Path> named(Vendor vendor, Optional<Path> explicit) {
    return explicit
        .or(() -> host.variable("PAGEN_TOOLCHAIN").map(Path::of))
        .filter(
            path ->
                switch (vendor) {
                  case AMD -> !NvrtcLocator.isNvrtc(path) || ToolchainLocator.isHiprtc(path);
                  case NVIDIA -> !ToolchainLocator.isHiprtc(path) || NvrtcLocator.isNvrtc(path);
                });
  }

  private ToolchainException notFound(Optional<Path> explicit, ToolchainSearch search) {
    StringJoiner places = new StringJoiner("\n  ", "\n  ", "\n");
    for (Finding finding : search.findings()) {
      if (finding.outcome() != Outcome.CHOSEN) {
        places.add(finding.place() + ": " + finding.reason());
      }
    }
    Vendor vendor = search.vendor();
    return named(vendor, explicit).isPresent()
        ? new ToolchainException(
            "The toolchain you named cannot be used:" + places + howToName(vendor))
        : new ToolchainException(
            "No " + vendor.compiler() + " found:" + places + howToHave(vendor));
  }

  private static String howToName(Vendor vendor) {
    return switch (vendor) {
      case AMD ->
          "Name a ROCm tree, a folder with libhiprtc.so and libamd_comgr.so, or a libhiprtc.so; or"
              + " name none, to have one found.";
      case NVIDIA ->
          "Name a CUDA toolkit, a folder with libnvrtc.so and libnvrtc-builtins.so, or a"
              + " libnvrtc.so; or name none, to have one found.";
    };
  }

  private static String howToHave(Vendor vendor) {
    return switch (vendor) {
      case AMD ->
          "Run \"pa-gen toolchain install\" for a private one, or install ROCm and set ROCM_PATH.";
      case NVIDIA -> "Install CUDA and set CUDA_HOME, or run \"pip install nvidia-cuda-nvrtc\".";
    };
  }
}
