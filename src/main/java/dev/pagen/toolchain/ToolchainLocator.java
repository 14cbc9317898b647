package dev.pagen.toolchain;

import dev.pagen.toolchain.Finding.Outcome;
import dev.pagen.toolchain.Toolchain.Disassembler;
import dev.pagen.toolchain.Toolchain.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Looks for a HIPRTC in the order of {@link Origin}: the first usable one is chosen. A path the
 * user named is taken or refused, never passed over. Finding means looking at files; nothing is
 * loaded.
 */
final class ToolchainLocator {
  /** Below this, compiling for gfx942 or gfx950 fails or aborts the process. */
  static final int OLDEST_MAJOR = 6;

  private static final String STEM = "libhiprtc";

  private static final List<String> LIBRARY_FOLDERS =
      List.of("lib", "lib64", "lib/x86_64-linux-gnu");

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
  private final class Search {
    private final boolean everywhere;
    private final List<Finding> findings = new ArrayList<>();
    private Optional<Toolchain> chosen = Optional.empty();

    Search(boolean everywhere) {
      this.everywhere = everywhere;
    }

    ToolchainSearch run(Origin by, Optional<Path> named) {
      if (named.isPresent()) {
        named(by, named.get());
        if (!everywhere || chosen.isEmpty()) {
          return result();
        }
      }
      rocm(Origin.ROCM_PATH, host.variable("ROCM_PATH").map(Path::of));
      rocm(Origin.OPT_ROCM, Optional.of(host.path("/opt/rocm")));
      system();
      bundles();
      return result();
    }

    private ToolchainSearch result() {
      return new ToolchainSearch(Vendor.AMD, chosen, findings);
    }

    private boolean done() {
      return chosen.isPresent() && !everywhere;
    }

    private void named(Origin by, Path path) {
      Path place = path.toAbsolutePath().normalize();
      Optional<InstalledBundle> bundle = bundles.at(place);
      Optional<Candidate> candidate = explicitCandidate(bundle.map(b -> b.root()).orElse(place));
      if (candidate.isPresent()) {
        weigh(by, candidate.get(), bundle);
      } else if (Files.exists(place)) {
        note(by, place, Outcome.ABSENT, Optional.empty(), "no libhiprtc.so there");
      } else {
        note(by, path, Outcome.ABSENT, Optional.empty(), bundles.whyNothingAt(path));
      }
    }

    private void rocm(Origin origin, Optional<Path> root) {
      if (done()) {
        return;
      }
      if (root.isEmpty()) {
        findings.add(
            new Finding(origin, "ROCM_PATH", Outcome.ABSENT, Optional.empty(), "is not set"));
        return;
      }
      Path place = root.get().toAbsolutePath().normalize();
      Optional<Candidate> candidate =
          Candidate.in(place, LibraryFolder.existing(place, LIBRARY_FOLDERS));
      if (candidate.isPresent()) {
        weigh(origin, candidate.get());
      } else {
        String wrong = Files.isDirectory(place) ? "no libhiprtc.so there" : "no such folder";
        note(origin, place, Outcome.ABSENT, Optional.empty(), wrong);
      }
    }

    private void system() {
      if (done()) {
        return;
      }
      List<Path> folders = SystemLibraries.folders(host, "libhiprtc.so");
      boolean any = false;
      for (Path folder : folders) {
        Optional<Candidate> candidate = Candidate.in(folder, List.of(folder));
        if (candidate.isPresent() && !done()) {
          any = true;
          Path hiprtc = candidate.get().hiprtc();
          weigh(Origin.SYSTEM, Candidate.of(folder, hiprtc, LibraryFolder.read(folder), folders));
        }
      }
      if (!any) {
        findings.add(
            new Finding(
                Origin.SYSTEM,
                "system libraries",
                Outcome.ABSENT,
                Optional.empty(),
                folders.isEmpty()
                    ? "the system's loader knows no libhiprtc.so"
                    : "no libhiprtc.so in " + join(folders)));
      }
    }

    private void bundles() {
      boolean any = false;
      for (InstalledBundle bundle : bundles.all()) {
        if (done()) {
          return;
        }
        Path root = bundle.root();
        if (chosen.isPresent() && chosen.get().root().equals(root)) {
          any = true; // The user named it.
          continue;
        }
        Optional<Candidate> candidate = Candidate.in(root, bundle.libraryPath());
        if (candidate.isPresent() && bundles.isEligible(bundle)) {
          any = true;
          weigh(Origin.BUNDLE, candidate.get(), Optional.of(bundle));
        } else {
          String reason = "usable, but " + bundles.whyNotEligible();
          note(Origin.BUNDLE, root, Outcome.AVAILABLE, version(bundle), reason);
        }
      }
      if (!any && !done()) {
        findings.add(
            new Finding(
                Origin.BUNDLE,
                bundles.place(),
                Outcome.ABSENT,
                Optional.empty(),
                bundles.whyNone()));
      }
    }

    private void weigh(Origin origin, Candidate candidate) {
      weigh(origin, candidate, Optional.empty());
    }

    private void weigh(Origin origin, Candidate candidate, Optional<InstalledBundle> installed) {
      boolean named =
          origin == Origin.EXPLICIT || origin == Origin.USED || origin == Origin.ROCM_PATH;
      Optional<CompilerVersion> version =
          installed.flatMap(ToolchainLocator::version).or(candidate::version);
      if (candidate.comgr().isEmpty()) {
        note(
            origin,
            candidate.hiprtc(),
            Outcome.INCOMPLETE,
            version,
            "has HIPRTC, but no libamd_comgr.so to go with it");
      } else if (!named && version.isPresent() && version.get().major() < OLDEST_MAJOR) {
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
        note(
            origin,
            candidate.hiprtc(),
            Outcome.AVAILABLE,
            version,
            origin == Origin.BUNDLE && chosen.get().origin() == Origin.BUNDLE
                ? "usable, but older"
                : "usable, but " + chosen.get().origin() + " comes first");
      } else {
        choose(origin, candidate, installed, version);
      }
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

    private void note(
        Origin origin,
        Path place,
        Outcome outcome,
        Optional<CompilerVersion> version,
        String reason) {
      findings.add(new Finding(origin, place.toString(), outcome, version, reason));
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
    return explicitCandidate(place.toAbsolutePath().normalize())
        .filter(candidate -> String.valueOf(candidate.hiprtc().getFileName()).startsWith(STEM))
        .isPresent();
  }

  /** A library, a folder of libraries, a ROCm tree, or an unpacked root with its own loader. */
  private static Optional<Candidate> explicitCandidate(Path place) {
    if (Files.isRegularFile(place)) {
      Path folder = Objects.requireNonNull(place.getParent());
      return Optional.of(Candidate.of(folder, place, LibraryFolder.read(folder), List.of(folder)));
    }
    List<Path> folders = new ArrayList<>(List.of(place));
    folders.addAll(LibraryFolder.existing(place, LIBRARY_FOLDERS));
    folders.addAll(UnpackedRoot.libraryPath(place));
    return Candidate.in(place, folders);
  }

  private static String join(List<Path> folders) {
    List<String> names = new ArrayList<>();
    for (Path folder : folders) {
      names.add(folder.toString());
    }
    return String.join(", ", names);
  }
}
