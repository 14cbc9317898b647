package dev.pagen.toolchain;

import dev.pagen.toolchain.InstallProgress.Step;
import dev.pagen.toolchain.PrivateApt.Download;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Installs the HIPRTC bundle: Debian's newest HIPRTC and HIP runtime with all they need, the C
 * library included, unpacked into pa-gen's folder. Everything happens in a working folder beside
 * the final place, which gets its name in one rename at the end.
 */
final class BundleInstaller {
  private static final String WORKING = ".installing-";
  private static final String REPLACED = ".replaced-";
  private static final Pattern HIPRTC = Pattern.compile("libhiprtc([0-9]{1,6})");

  /** Packages, index and unpacked files of HIPRTC 6.4.3 take 390 MB together. */
  private static final long NEEDED_BYTES = 600L << 20;

  private final Host host;
  private final PagenHome home;
  private final BundleFolder bundle;
  private final Path target;
  private final Supplier<DebianArchive> archive;
  private final CommandRunner runner;

  BundleInstaller(
      Host host,
      PagenHome home,
      BundleFolder bundle,
      Supplier<DebianArchive> archive,
      CommandRunner runner) {
    this.host = host;
    this.home = home;
    this.bundle = bundle;
    this.archive = archive;
    this.target = bundle.folder().orElseThrow();
    this.runner = runner;
  }

  /**
   * Installs, unless a whole bundle is there already.
   *
   * @param afresh install even so, replacing what is there
   */
  void install(boolean afresh, InstallProgress progress) throws IOException, InterruptedException {
    if (!afresh && bundle.open().isPresent()) {
      return;
    }
    DebianArchive from = archive.get();
    AptTools tools = AptTools.find(host);
    Path parent = home.writable(home.toolchainDir());
    try (InstallLock _ =
        InstallLock.take(
            parent.resolve(".lock"), () -> progress.update(Step.WAIT, 0, OptionalLong.empty()))) {
      if (!afresh && bundle.open().isPresent()) {
        return;
      }
      removeLeftovers(parent);
      requireSpace(parent);
      Path work = Files.createTempDirectory(parent, WORKING);
      try {
        PrivateApt apt = new PrivateApt(work.resolve("apt"), from, tools, runner);
        Path made = Files.createDirectory(work.resolve("bundle"));
        make(made, apt, tools, from, progress);
        publish(made, parent);
      } finally {
        FileTree.delete(work);
      }
    }
  }

  private void make(
      Path made, PrivateApt apt, AptTools tools, DebianArchive archive, InstallProgress progress)
      throws IOException, InterruptedException {
    Runnable indexing = () -> progress.update(Step.INDEX, apt.indexBytes(), OptionalLong.empty());
    apt.update(indexing);
    List<String> packages = choose(apt, archive, indexing);
    List<Download> plan = apt.plan(packages, indexing);
    OptionalLong total = OptionalLong.of(plan.stream().mapToLong(Download::bytes).sum());
    apt.download(packages, () -> progress.update(Step.DOWNLOAD, apt.downloadedBytes(), total));
    Path root = BundleFolder.root(made);
    unpack(plan, apt.downloads(), root, tools, progress);
    progress.update(Step.CHECK, 0, OptionalLong.empty());
    FileTree.prune(root);
    List<Path> files = new BundleCheck(runner).requiredFiles(root);
    List<DebianPackage> unpacked =
        plan.stream().flatMap(d -> DebianPackage.ofFileName(d.file()).stream()).toList();
    String version =
        unpacked.stream()
            .filter(p -> p.name().equals(packages.getFirst()))
            .findFirst()
            .map(DebianPackage::version)
            .orElse("unknown");
    CompilerIdentity identity =
        CompilerIdentity.of(
            Candidate.in(root, UnpackedRoot.libraryPath(root)).orElseThrow(),
            new FileDigests(Optional.empty()));
    BundleFolder.stamp(made, identity.describe(version), identity.text(), unpacked, files);
  }

  /** The newest HIPRTC that the suite offers, with what belongs to it. */
  private static List<String> choose(PrivateApt apt, DebianArchive archive, Runnable meanwhile)
      throws IOException, InterruptedException {
    int newest =
        apt.packageNames("libhiprtc", meanwhile).stream()
            .map(HIPRTC::matcher)
            .filter(Matcher::matches)
            .mapToInt(m -> Integer.parseInt(m.group(1)))
            .max()
            .orElseThrow(
                () ->
                    new ToolchainException(
                        "Debian's suite "
                            + archive.suite()
                            + " at "
                            + archive.uri()
                            + " offers no HIPRTC. Set PAGEN_DEBIAN_SUITE to one that does, such as"
                            + " forky, or install ROCm and set ROCM_PATH."));
    List<String> packages = new ArrayList<>(List.of("libhiprtc" + newest));
    for (String companion : List.of("libhiprtc-builtins" + newest, "libamdhip64-" + newest)) {
      if (apt.packageNames(companion, meanwhile).contains(companion)) {
        packages.add(companion);
      }
    }
    return packages;
  }

  private void unpack(
      List<Download> plan, Path downloads, Path root, AptTools tools, InstallProgress progress)
      throws IOException, InterruptedException {
    long total = plan.stream().mapToLong(Download::bytes).sum();
    long done = 0;
    for (Download download : plan) {
      long before = done;
      CommandRunner.Result result =
          runner.run(
              List.of(
                  tools.dpkgDeb().toString(),
                  "-x",
                  downloads.resolve(download.file()).toString(),
                  root.toString()),
              () -> progress.update(Step.UNPACK, before, OptionalLong.of(total)));
      if (result.exit() != 0) {
        throw new ToolchainException(
            "dpkg-deb could not unpack " + download.file() + ":\n  " + result.output().strip());
      }
      done += download.bytes();
    }
  }

  private void publish(Path made, Path parent) throws IOException {
    if (Files.exists(target)) {
      Path replaced = Files.createTempDirectory(parent, REPLACED);
      Files.move(target, replaced.resolve("bundle"), StandardCopyOption.ATOMIC_MOVE);
      Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
      FileTree.delete(replaced);
    } else {
      Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
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
