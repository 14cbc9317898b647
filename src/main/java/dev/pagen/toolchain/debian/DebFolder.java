package dev.pagen.toolchain.debian;

import dev.pagen.toolchain.BundleSupply;
import dev.pagen.toolchain.IncompleteBundleException;
import dev.pagen.toolchain.InstallProgress;
import dev.pagen.toolchain.InstallProgress.Step;
import dev.pagen.toolchain.ToolchainException;
import dev.pagen.toolchain.debian.DebFile.Relation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The HIPRTCs among the {@code .deb} files of a folder, which may hold several versions and other
 * packages too. Loose packages are not signed: what is checked is that they are whole.
 */
public final class DebFolder implements BundleSupply {
  private final Path folder;
  private final List<Path> files;
  private final DpkgDeb dpkg;

  /** The {@code files} that lie in {@code folder}. */
  public DebFolder(Path folder, List<Path> files, DpkgDeb dpkg) {
    this.folder = folder;
    this.files = List.copyOf(files);
    this.dpkg = dpkg;
  }

  @Override
  public String name() {
    return "the packages in " + folder;
  }

  @Override
  public String advice(boolean incomplete) {
    return incomplete
        ? "Put what is missing there: on a Debian with a network, \"apt-get --download-only"
            + " install\" fetches a package with all it needs."
        : "Bring the packages of another HIPRTC.";
  }

  @Override
  public Optional<String> suite() {
    return Optional.empty();
  }

  @Override
  public List<Offer> offers(Path work, InstallProgress progress)
      throws IOException, InterruptedException {
    progress.note(
        "Loose packages carry no signature, so where those in "
            + folder
            + " come from is not checked: only that they are whole.");
    List<DebFile> debs = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (Path file : files) {
      Optional<DebFile> deb =
          dpkg.control(file, () -> progress.update(Step.INDEX, 0, OptionalLong.empty()))
              .flatMap(control -> DebFile.of(file, control));
      if (deb.isEmpty()) {
        unreadable.add(String.valueOf(file.getFileName()));
      } else if (deb.get().isForX86()) {
        debs.add(deb.get());
      }
    }
    List<Offer> offers =
        debs.stream()
            .filter(deb -> DebianSuite.majorOf(deb.name()).isPresent())
            .sorted(DebFile.NEWEST_FIRST)
            .<Offer>map(deb -> new OfPackage(deb, debs, unreadable))
            .toList();
    if (offers.isEmpty()) {
      throw new ToolchainException(
          folder
              + " holds no HIPRTC: none of its "
              + files.size()
              + " .deb files is a libhiprtc6, libhiprtc7 or the like for amd64"
              + damaged(unreadable)
              + ". "
              + advice(true));
    }
    return offers;
  }

  private static String damaged(List<String> unreadable) {
    return unreadable.isEmpty()
        ? ""
        : "; not readable as packages: " + String.join(", ", unreadable);
  }

  /** HIPRTC in one of the packages, with all that it needs of the others. */
  private final class OfPackage implements Offer {
    private final DebFile hiprtc;
    private final DebSelection selection;
    private final List<String> unreadable;

    OfPackage(DebFile hiprtc, List<DebFile> all, List<String> unreadable) {
      this.hiprtc = hiprtc;
      this.selection = DebSelection.of(hiprtc, companions(hiprtc, all), all);
      this.unreadable = unreadable;
    }

    /**
     * What HIPRTC opens as it runs has to be of the same version; comgr comes with the HIP runtime,
     * which not everybody brings.
     */
    private static List<Relation> companions(DebFile hiprtc, List<DebFile> all) {
      int major = DebianSuite.majorOf(hiprtc.name()).orElseThrow();
      List<Relation> companions = new ArrayList<>();
      for (String name : DebianSuite.companions(major)) {
        companions.add(new Relation(name, "=", hiprtc.identity().version()));
      }
      if (companions.stream().anyMatch(c -> all.stream().noneMatch(deb -> deb.meets(c)))) {
        all.stream()
            .map(DebFile::name)
            .filter(name -> name.startsWith("libamd-comgr"))
            .max(Comparator.comparing(DebianVersion::new))
            .ifPresent(name -> companions.add(new Relation(name, "", "")));
      }
      return companions;
    }

    @Override
    public String name() {
      return hiprtc.identity().toString();
    }

    @Override
    public Contents contents(InstallProgress progress) {
      return Contents.of(
          hiprtc.name(), selection.packages().stream().map(DebFile::identity).toList());
    }

    @Override
    public void unpack(Path root, InstallProgress progress)
        throws IOException, InterruptedException, IncompleteBundleException {
      long total = 0;
      for (DebFile deb : selection.packages()) {
        total += Files.size(deb.path());
      }
      long done = 0;
      for (DebFile deb : selection.packages()) {
        long before = done;
        OptionalLong all = OptionalLong.of(total);
        Runnable meanwhile = () -> progress.update(Step.UNPACK, before, all);
        dpkg.unpack(deb.path(), root, meanwhile);
        dpkg.checkSums(deb.path(), root, meanwhile);
        done += Files.size(deb.path());
      }
    }

    @Override
    public String unmet() {
      return selection.unmet().isEmpty()
          ? damaged(unreadable)
          : "; packages that are asked for and not there: "
              + String.join(", ", selection.unmet())
              + damaged(unreadable);
    }
  }
}
