package dev.pagen.toolchain;

import dev.pagen.files.OwnFiles;
import dev.pagen.files.PagenHome;
import dev.pagen.toolchain.BundleSupply.Contents;
import dev.pagen.toolchain.BundleSupply.Offer;
import dev.pagen.toolchain.InstallProgress.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Installs a HIPRTC bundle beside those that are there: the newest HIPRTC of a supply, with all it
 * needs, the C library included, unpacked into pa-gen's folder. Everything happens in a working
 * folder beside the final place, which gets its name in one rename at the end, after the bundle has
 * passed its trial. One that fails is removed; only where there is no bundle to go on using, the
 * next older HIPRTC of the supply is tried.
 */
final class BundleInstaller {
  private static final String WORKING = ".installing-";
  private static final String REPLACED = ".replaced-";

  /** Packages, index and unpacked files of HIPRTC 6.4.3 take 390 MB together. */
  private static final long NEEDED_BYTES = 600L << 20;

  private final PagenHome home;
  private final Bundles bundles;
  private final ToolchainLocator locator;
  private final CommandRunner runner;

  BundleInstaller(PagenHome home, Bundles bundles, ToolchainLocator locator, CommandRunner runner) {
    this.home = home;
    this.bundles = bundles;
    this.locator = locator;
    this.runner = runner;
  }

  /**
   * Installs, unless it turns out that another process just did.
   *
   * @param enough the bundle that makes installing needless, asked when nobody else is installing
   */
  InstalledBundle install(
      BundleSupply supply,
      Supplier<Optional<InstalledBundle>> enough,
      ToolchainTrial trial,
      InstallProgress progress)
      throws IOException, InterruptedException {
    Path parent = home.writable(home.toolchainDir());
    try (InstallLock _ =
        InstallLock.take(
            parent.resolve(".lock"), () -> progress.update(Step.WAIT, 0, OptionalLong.empty()))) {
      Optional<InstalledBundle> there = enough.get();
      if (there.isPresent()) {
        return there.get();
      }
      removeLeftovers(parent);
      requireSpace(parent);
      Path work = Files.createTempDirectory(parent, WORKING);
      try {
        return new Attempt(supply, parent, work, trial, progress).run();
      } finally {
        FileTree.delete(work);
      }
    }
  }

  /** One installation: the offers of a supply, tried in turn. */
  private final class Attempt {
    private final BundleSupply supply;
    private final Path parent;
    private final Path work;
    private final ToolchainTrial trial;
    private final InstallProgress progress;
    private final Optional<InstalledBundle> inUse = bundles.automatic();
    private final List<String> failures = new ArrayList<>();
    private boolean incomplete;

    Attempt(
        BundleSupply supply,
        Path parent,
        Path work,
        ToolchainTrial trial,
        InstallProgress progress) {
      this.supply = supply;
      this.parent = parent;
      this.work = work;
      this.trial = trial;
      this.progress = progress;
    }

    InstalledBundle run() throws IOException, InterruptedException {
      for (Offer offer : supply.offers(work.resolve("supply"), progress)) {
        try {
          Contents contents = offer.contents(progress);
          Path target = parent.resolve(BundleFolder.name(contents.hiprtc(), contents.key()));
          Optional<InstalledBundle> same =
              bundles.read(target).filter(bundle -> bundle.identity().isPresent());
          if (same.isPresent()) {
            return known(same.get());
          }
          InstalledBundle made = make(offer, contents);
          Optional<String> problem = problem(made);
          if (problem.isEmpty()) {
            return publish(made, target);
          }
          FileTree.delete(made.folder());
          failures.add(made.version() + " fails its trial and was removed again: " + problem.get());
          if (inUse.isPresent()) {
            break; // Better a known one than an older one that nobody asked for.
          }
        } catch (IncompleteBundleException e) {
          FileTree.delete(making());
          failures.add(offer.name() + ": " + e.getMessage() + offer.unmet());
          incomplete = true;
          if (inUse.isPresent() && supply.suite().isPresent()) {
            break; // Somebody's files are whatever there is; a suite may be whole tomorrow.
          }
        }
      }
      throw nothingWorks();
    }

    private InstalledBundle known(InstalledBundle same) throws IOException {
      tellFailures();
      progress.note(
          same.version() + " is what " + supply.name() + " offers, and installed already.");
      return supply.suite().isPresent() ? BundleFolder.addSuite(same, supply.suite().get()) : same;
    }

    private Path making() {
      return work.resolve("bundle");
    }

    private InstalledBundle make(Offer offer, Contents contents)
        throws IOException, InterruptedException, IncompleteBundleException {
      Path folder = OwnFiles.createDirectory(making());
      Path root = OwnFiles.createDirectory(BundleFolder.root(folder));
      offer.unpack(root, progress);
      progress.update(Step.CHECK, 0, OptionalLong.empty());
      FileTree.prune(root);
      OwnFiles.seal(root);
      List<Path> files = new BundleCheck(runner).requiredFiles(root);
      CompilerIdentity identity =
          CompilerIdentity.of(
              Candidate.in(root, UnpackedRoot.libraryPath(root)).orElseThrow(),
              new FileDigests(Optional.empty()));
      InstalledBundle bundle =
          new InstalledBundle(
              folder,
              contents.hiprtc(),
              identity.llvm(),
              supply.suite().stream().toList(),
              Instant.now().truncatedTo(ChronoUnit.SECONDS),
              Optional.of(identity.text()));
      BundleFolder.stamp(bundle, contents.packages(), files);
      return bundle;
    }

    private Optional<String> problem(InstalledBundle bundle)
        throws IOException, InterruptedException {
      progress.update(Step.TRY, 0, OptionalLong.empty());
      Optional<String> problem = trial.problem(locator.of(bundle));
      if (Thread.interrupted()) {
        throw new InterruptedException(); // Which may be all that was wrong.
      }
      return problem;
    }

    private InstalledBundle publish(InstalledBundle made, Path target) throws IOException {
      if (Files.exists(target)) {
        Path replaced = Files.createTempDirectory(parent, REPLACED);
        Files.move(target, replaced.resolve("bundle"), StandardCopyOption.ATOMIC_MOVE);
        Files.move(made.folder(), target, StandardCopyOption.ATOMIC_MOVE);
        FileTree.delete(replaced);
      } else {
        Files.move(made.folder(), target, StandardCopyOption.ATOMIC_MOVE);
      }
      tellFailures();
      return bundles
          .read(target)
          .orElseThrow(() -> new IOException(target + " changed while it was installed"));
    }

    private void tellFailures() {
      if (!failures.isEmpty()) {
        progress.note("Passed over, so that an older one is used:" + listed().stripTrailing());
      }
    }

    private ToolchainException nothingWorks() {
      return new ToolchainException(
          "No HIPRTC of "
              + supply.name()
              + " was installed:"
              + listed()
              + inUse
                  .map(
                      bundle ->
                          bundle.version() + " stays the bundle in use; nothing else was changed. ")
                  .orElse("")
              + supply.advice(incomplete));
    }

    private String listed() {
      return "\n  " + String.join("\n  ", failures) + "\n";
    }
  }

  /** Whoever holds the lock is alone here, so whatever else was working is dead. */
  private static void removeLeftovers(Path parent) throws IOException {
    List<Path> leftovers;
    try (var entries = Files.list(parent)) {
      leftovers =
          entries
              .filter(
                  entry -> {
                    String name = entry.getFileName().toString();
                    return name.startsWith(WORKING) || name.startsWith(REPLACED);
                  })
              .sorted(Comparator.naturalOrder())
              .toList();
    }
    for (Path leftover : leftovers) {
      FileTree.delete(leftover);
    }
  }

  private static void requireSpace(Path parent) throws IOException {
    long free = Files.getFileStore(parent).getUsableSpace();
    if (free < NEEDED_BYTES) {
      throw new ToolchainException(
          "Installing the HIPRTC bundle needs "
              + (NEEDED_BYTES >> 20)
              + " MiB, and "
              + parent
              + " has "
              + (free >> 20)
              + " MiB free. Make room, or set PAGEN_HOME to a folder on another file system.");
    }
  }
}
