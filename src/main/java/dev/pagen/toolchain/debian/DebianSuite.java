package dev.pagen.toolchain.debian;

import dev.pagen.toolchain.BundleSupply;
import dev.pagen.toolchain.CommandRunner;
import dev.pagen.toolchain.IncompleteBundleException;
import dev.pagen.toolchain.InstallProgress;
import dev.pagen.toolchain.InstallProgress.Step;
import dev.pagen.toolchain.ToolchainException;
import dev.pagen.toolchain.debian.PrivateApt.Download;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The HIPRTCs of a suite of the Debian archive, by way of the machine's apt. */
public final class DebianSuite implements BundleSupply {
  private static final Pattern HIPRTC = Pattern.compile("libhiprtc([0-9]{1,6})");

  private final List<DebianArchive> archives;
  private final AptTools tools;
  private final CommandRunner runner;
  private DebianArchive archive;

  /**
   * The first suite that is there.
   *
   * @param archives one or more, as they are preferred
   */
  public DebianSuite(List<DebianArchive> archives, AptTools tools, CommandRunner runner) {
    this.archives = List.copyOf(archives);
    this.archive = archives.getFirst();
    this.tools = tools;
    this.runner = runner;
  }

  @Override
  public String name() {
    return archive.name();
  }

  @Override
  public String advice(boolean incomplete) {
    return "Name another suite with --suite, or install ROCm and set ROCM_PATH.";
  }

  @Override
  public Optional<String> suite() {
    return Optional.of(archive.suite());
  }

  @Override
  public List<Offer> offers(Path work, InstallProgress progress)
      throws IOException, InterruptedException {
    PrivateApt apt = aptOfFirst(work, progress);
    Runnable indexing = indexing(apt, progress);
    List<Integer> majors =
        apt.packageNames("libhiprtc", indexing).stream()
            .flatMap(name -> majorOf(name).stream())
            .sorted(Comparator.reverseOrder())
            .toList();
    if (majors.isEmpty()) {
      throw new ToolchainException(
          archive.name()
              + " offers no HIPRTC. Name a suite that does, such as forky, with --suite or"
              + " PAGEN_DEBIAN_SUITE, or install ROCm and set ROCM_PATH.");
    }
    return majors.stream().<Offer>map(major -> new OfMajor(apt, major)).toList();
  }

  /** The machine's apt, which has read the index of the first suite that is there. */
  private PrivateApt aptOfFirst(Path work, InstallProgress progress)
      throws IOException, InterruptedException {
    for (DebianArchive candidate : archives) {
      archive = candidate;
      PrivateApt apt = new PrivateApt(work.resolve(archive.suite()), archive, tools, runner);
      if (apt.update(indexing(apt, progress))) {
        return apt;
      }
    }
    throw new ToolchainException(
        archive.uri()
            + " has no suite "
            + String.join(
                ", nor ", archives.stream().map(a -> String.join(" with ", a.suites())).toList())
            + ". Name one that it has with --suite or PAGEN_DEBIAN_SUITE, set PAGEN_DEBIAN_MIRROR"
            + " to the address of another Debian mirror, or install ROCm and set ROCM_PATH.");
  }

  private static Runnable indexing(PrivateApt apt, InstallProgress progress) {
    return () -> progress.update(Step.INDEX, apt.indexBytes(), OptionalLong.empty());
  }

  /** HIPRTC, its built-in headers and the HIP runtime of one major version, with all they need. */
  private final class OfMajor implements Offer {
    private final PrivateApt apt;
    private final int major;
    private final List<String> packages = new ArrayList<>();
    private final List<Download> plan = new ArrayList<>();

    OfMajor(PrivateApt apt, int major) {
      this.apt = apt;
      this.major = major;
    }

    @Override
    public String name() {
      return "libhiprtc" + major;
    }

    @Override
    public Contents contents(InstallProgress progress)
        throws IOException, InterruptedException, IncompleteBundleException {
      Runnable indexing = indexing(apt, progress);
      packages.add(name());
      for (String companion : companions(major)) {
        if (apt.packageNames(companion, indexing).contains(companion)) {
          packages.add(companion);
        }
      }
      plan.addAll(apt.plan(packages, indexing));
      return Contents.of(
          name(), plan.stream().flatMap(d -> DebianPackage.ofFileName(d.file()).stream()).toList());
    }

    @Override
    public void unpack(Path root, InstallProgress progress)
        throws IOException, InterruptedException, IncompleteBundleException {
      OptionalLong total = OptionalLong.of(plan.stream().mapToLong(Download::bytes).sum());
      apt.download(packages, () -> progress.update(Step.DOWNLOAD, apt.downloadedBytes(), total));
      DpkgDeb dpkg = new DpkgDeb(tools.dpkgDeb(), runner);
      long done = 0;
      for (Download download : plan) {
        long before = done;
        dpkg.unpack(
            apt.downloads().resolve(download.file()),
            root,
            () -> progress.update(Step.UNPACK, before, total));
        done += download.bytes();
      }
    }
  }

  /** What belongs to HIPRTC without its package saying so: it opens them as it runs. */
  static List<String> companions(int major) {
    return List.of("libhiprtc-builtins" + major, "libamdhip64-" + major);
  }

  /** The major version of the HIPRTC that the package {@code name} has, if it has one. */
  static Optional<Integer> majorOf(String name) {
    Matcher hiprtc = HIPRTC.matcher(name);
    return hiprtc.matches() ? Optional.of(Integer.valueOf(hiprtc.group(1))) : Optional.empty();
  }
}
