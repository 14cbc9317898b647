package dev.pagen.toolchain;

import dev.pagen.toolchain.Finding.Outcome;
import dev.pagen.toolchain.Toolchain.Disassembler;
import dev.pagen.toolchain.Toolchain.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for a HIPRTC in the order of {@link Origin}: the first usable one is chosen. A path the
 * user named is taken or refused, never passed over. Finding means looking at files; nothing is
 * loaded.
 */
final class ToolchainLocator {
  /** Below this, compiling for gfx942 or gfx950 fails or aborts the process. */
  static final int OLDEST_MAJOR = 6;

  private static final String STEM = "libhiprtc";

  /** What the user named is used even if it is too old. */
  private static final Set<Origin> NAMED =
      EnumSet.of(Origin.EXPLICIT, Origin.USED, Origin.ROCM_PATH, Origin.ROCM_HOME, Origin.HIP_PATH);

  private final Host host;
  private final FileDigests digests;
  private final Bundles bundles;

  ToolchainLocator(Host host, FileDigests digests, Bundles bundles) {
    this.host = host;
    this.digests = digests;
    this.bundles = bundles;
  }

  /**
   * Looks in one place after the other.
   *
   * @param by how the user named {@code named}
   * @param named what the user named, which is then taken or refused
   * @param everywhere whether to go on after the first usable one, for people to see
   */
  ToolchainSearch search(Origin by, Optional<Path> named, boolean everywhere) {
    return new Search(everywhere).run(by, named);
  }

  /** The toolchain in a bundle, whatever else is there. */
  Toolchain of(InstalledBundle bundle) throws IOException {
    Candidate candidate = Candidate.in(bundle.root(), bundle.libraryPath()).orElseThrow();
    return toolchain(Origin.BUNDLE, candidate, Optional.of(bundle));
  }

  /** One search: its findings so far, and what it chose. */
  private final class Search extends SearchLog {
    Search(boolean everywhere) {
      super(Vendor.AMD, everywhere);
    }

    ToolchainSearch run(Origin by, Optional<Path> named) {
      if (named.isPresent()) {
        named(by, named.get());
        if (done() || chosen.isEmpty()) {
          return result();
        }
      }
      variables();
      rocm(Origin.OPT_ROCM, "/opt/rocm*", RocmTrees.opt(host));
      system();
      python();
      bundles();
      return result();
    }

    private void named(Origin by, Path path) {
      Path place = path.toAbsolutePath().normalize();
      Optional<InstalledBundle> bundle = bundles.at(place);
      Optional<Candidate> candidate = Candidate.at(bundle.map(InstalledBundle::root).orElse(place));
      if (candidate.isPresent()) {
        weigh(by, candidate.get(), bundle);
      } else if (Files.exists(place)) {
        absent(by, place.toString(), "no libhiprtc.so there");
      } else {
        absent(by, path.toString(), bundles.whyNothingAt(path));
      }
    }

    private void variables() {
      boolean any = false;
      for (Origin origin : List.of(Origin.ROCM_PATH, Origin.ROCM_HOME, Origin.HIP_PATH)) {
        Optional<String> root = host.variable(origin.name());
        any |= root.isPresent();
        if (root.isPresent()) {
          Path place = Path.of(root.get()).toAbsolutePath().normalize();
          rocm(origin, place.toString(), RocmTrees.in(place));
        }
      }
      if (!any) {
        absent(Origin.ROCM_PATH, "ROCM_PATH, ROCM_HOME, HIP_PATH", "none of them is set");
      }
    }

    /** The HIPRTCs of {@code trees}, which {@code place} led to. */
    private void rocm(Origin origin, String place, List<Path> trees) {
      int before = findings.size();
      for (Path tree : trees) {
        look(origin, tree, RocmTrees.libraries(tree));
      }
      if (findings.size() == before && !done()) {
        boolean any = !trees.isEmpty() && Files.isDirectory(trees.getFirst());
        absent(origin, place, any ? "no libhiprtc.so there" : "no such folder");
      }
    }

    private void python() {
      python(
          host,
          roots -> {
            for (Path root : roots) {
              look(Origin.PYTHON, root, RocmTrees.libraries(root));
            }
          },
          (Path environment) -> inactive(environment),
          "no rocm-sdk-core, and no PyTorch built for ROCm");
    }

    /** What lies in the working directory is shown, and used only when it is asked for. */
    private void inactive(Path environment) {
      PythonSites.visitIn(
          environment,
          Vendor.AMD,
          roots -> {
            for (Path root : roots) {
              Candidate.in(root, RocmTrees.libraries(root)).ifPresent(this::inactive);
            }
            return true;
          });
    }

    private void inactive(Candidate candidate) {
      if (isNew(Origin.PYTHON, candidate.hiprtc(), candidate.version())) {
        note(
            Origin.PYTHON,
            candidate.hiprtc(),
            Outcome.AVAILABLE,
            candidate.version(),
            PythonSites.NOT_ACTIVE);
      }
    }

    private void look(Origin origin, Path root, List<Path> folders) {
      if (!done()) {
        Candidate.in(root, folders).ifPresent(candidate -> weigh(origin, candidate));
      }
    }

    private void system() {
      if (done()) {
        return;
      }
      List<Path> folders = SystemLibraries.folders(host, "libhiprtc.so");
      int before = findings.size();
      for (Path folder : folders) {
        LibraryFolder libraries = LibraryFolder.read(folder);
        Optional<Path> hiprtc = libraries.newest(STEM);
        if (hiprtc.isPresent() && !done()) {
          weigh(Origin.SYSTEM, Candidate.of(folder, hiprtc.get(), libraries, folders));
        }
      }
      if (findings.size() == before) {
        absent(Origin.SYSTEM, "system libraries", "the system's loader knows no libhiprtc.so");
      }
    }

    private void bundles() {
      boolean any = false;
      for (InstalledBundle bundle : bundles.all()) {
        if (done()) {
          return;
        }
        Candidate candidate = Candidate.in(bundle.root(), bundle.libraryPath()).orElseThrow();
        if (bundles.isEligible(bundle)) {
          any = true;
          weigh(Origin.BUNDLE, candidate, Optional.of(bundle));
        } else if (isNew(Origin.BUNDLE, candidate.hiprtc(), version(bundle))) {
          note(
              Origin.BUNDLE,
              candidate.hiprtc(),
              Outcome.AVAILABLE,
              version(bundle),
              bundles.whyNotEligible());
        }
      }
      if (!any && !done()) {
        absent(Origin.BUNDLE, bundles.place(), bundles.whyNone());
      }
    }

    private void weigh(Origin origin, Candidate candidate) {
      weigh(origin, candidate, Optional.empty());
    }

    private void weigh(Origin origin, Candidate candidate, Optional<InstalledBundle> installed) {
      Optional<CompilerVersion> version =
          installed.flatMap(ToolchainLocator::version).or(candidate::version);
      if (!isNew(origin, candidate.hiprtc(), version)) {
        return;
      }
      Optional<String> lacking = lackingComgr(candidate, installed);
      if (lacking.isPresent()) {
        note(
            origin,
            candidate.hiprtc(),
            Outcome.INCOMPLETE,
            version,
            "has HIPRTC, but no " + lacking.get() + " to go with it");
      } else if (!NAMED.contains(origin)
          && version.isPresent()
          && version.get().major() < OLDEST_MAJOR) {
        note(
            origin,
            candidate.hiprtc(),
            Outcome.TOO_OLD,
            version,
            "older than "
                + OLDEST_MAJOR
                + ", which compiling for gfx942 and gfx950 needs; name it explicitly to use it"
                + " all the same");
      } else if (chosen.isPresent()) {
        note(origin, candidate.hiprtc(), Outcome.AVAILABLE, version, LATER);
      } else {
        choose(origin, candidate, installed, version);
      }
    }

    /** What was seen before and has not changed since is not read again: every run pays. */
    private Optional<String> lackingComgr(
        Candidate candidate, Optional<InstalledBundle> installed) {
      Optional<Path> comgr = candidate.comgr();
      boolean known =
          comgr.isPresent()
              && (installed.isPresent()
                  || (digests.remembers(candidate.hiprtc()) && digests.remembers(comgr.get())));
      return known ? Optional.empty() : candidate.lackingComgr();
    }

    private void choose(
        Origin origin,
        Candidate candidate,
        Optional<InstalledBundle> installed,
        Optional<CompilerVersion> version) {
      try {
        Toolchain toolchain = toolchain(origin, candidate, installed);
        chosen = Optional.of(toolchain);
        note(
            origin,
            candidate.hiprtc(),
            Outcome.CHOSEN,
            version,
            toolchain.version()
                + (candidate.hipRuntime().isEmpty() ? ", without the HIP runtime" : ""));
      } catch (IOException e) {
        note(
            origin,
            candidate.hiprtc(),
            Outcome.INCOMPLETE,
            version,
            "cannot be read: " + e.getMessage());
      }
    }
  }

  private static Optional<CompilerVersion> version(InstalledBundle bundle) {
    return CompilerVersion.of(bundle.hiprtc());
  }

  private Toolchain toolchain(
      Origin origin, Candidate candidate, Optional<InstalledBundle> installed) throws IOException {
    String identity;
    String version;
    Optional<String> stamped = installed.flatMap(InstalledBundle::identity);
    if (stamped.isPresent()) {
      identity = stamped.get();
      version = installed.get().version();
    } else {
      CompilerIdentity read = CompilerIdentity.of(candidate, digests);
      identity = read.text();
      version =
          read.describe(
              candidate.version().map(CompilerVersion::text).orElse("of unknown version"));
    }
    Optional<Path> loader =
        origin == Origin.SYSTEM ? Optional.empty() : UnpackedRoot.loader(candidate.root());
    return new Toolchain(
        origin,
        candidate.root(),
        candidate.hiprtc(),
        Optional.empty(),
        candidate.comgr().map(Disassembler.Comgr::new),
        candidate.hipRuntime(),
        loader,
        libraryPath(origin, candidate, loader),
        identity,
        version);
  }

  private static List<Path> libraryPath(Origin origin, Candidate candidate, Optional<Path> loader) {
    if (origin == Origin.SYSTEM) {
      return List.of();
    }
    if (loader.isPresent()) {
      return UnpackedRoot.libraryPath(candidate.root());
    }
    return List.of(Objects.requireNonNull(candidate.hiprtc().getParent()));
  }

  /** Whether what the user named is HIPRTC, or a folder or tree with it. */
  static boolean isHiprtc(Path place) {
    return Candidate.at(place.toAbsolutePath().normalize())
        .filter(candidate -> String.valueOf(candidate.hiprtc().getFileName()).startsWith(STEM))
        .isPresent();
  }
}
