package dev.pagen.toolchain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An NVRTC lying in a folder; not yet hashed.
 *
 * @param root the folder that was looked in, which the library folder lies in
 * @param beside what lies in the same folder
 */
record NvrtcCandidate(Path root, Path nvrtc, LibraryFolder beside) {
  static final String STEM = "libnvrtc";
  private static final String BUILTINS = "libnvrtc-builtins";

  /**
   * What goes with an NVRTC.
   *
   * @param version NVRTC's, from the name of its built-in headers: {@code 13.0}
   * @param builtins the library of its built-in headers, which it opens by that name
   * @param lacks the name of what is not there; empty if all is
   */
  record Parts(Optional<CompilerVersion> version, Optional<Path> builtins, String lacks) {}

  /** The NVRTC of each library folder of {@code place}, or the one that {@code place} is. */
  static List<NvrtcCandidate> in(Path place) {
    if (Files.isRegularFile(place)) {
      Path folder = Objects.requireNonNull(place.toAbsolutePath().getParent());
      boolean named = Subfolders.name(place).startsWith(STEM + ".so");
      return named
          ? List.of(new NvrtcCandidate(folder, place, LibraryFolder.read(folder)))
          : List.of();
    }
    List<Path> folders = new ArrayList<>(List.of(place));
    folders.addAll(CudaFolders.libraries(place));
    List<NvrtcCandidate> candidates = new ArrayList<>();
    for (Path folder : folders) {
      LibraryFolder libraries = LibraryFolder.read(folder);
      libraries
          .newest(STEM)
          .ifPresent(nvrtc -> candidates.add(new NvrtcCandidate(place, nvrtc, libraries)));
    }
    return candidates;
  }

  /** As {@link #in}, and those of a Python environment at {@code place}. */
  static List<NvrtcCandidate> at(Path place) {
    List<NvrtcCandidate> candidates = new ArrayList<>(in(place));
    if (candidates.isEmpty()) {
      PythonSites.visitIn(place, Vendor.NVIDIA, roots -> candidates.addAll(newestFirst(roots)));
    }
    return candidates;
  }

  /** Of what lies together in one place, the newest comes first. */
  static List<NvrtcCandidate> newestFirst(List<Path> roots) {
    List<NvrtcCandidate> candidates = new ArrayList<>();
    for (Path root : roots) {
      candidates.addAll(in(root));
    }
    candidates.sort((a, b) -> VersionOrder.OLDEST_FIRST.compare(b.guess(), a.guess()));
    return candidates;
  }

  /** The version as cheap names tell it. */
  private String guess() {
    return beside.ofMajor(BUILTINS, major()).map(Subfolders::name).orElse(Subfolders.name(nvrtc));
  }

  /** NVRTC's major version. */
  int major() {
    return LibraryFolder.major(nvrtc);
  }

  /**
   * Looks for what goes with it. NVRTC opens its built-in headers by its own full version, which in
   * a toolkit its file's name has, and else only its bytes: 100 MB of them, which are read when the
   * libraries are seen for the first time.
   */
  Parts parts(FileDigests digests) {
    Optional<Path> near = beside.ofMajor(BUILTINS, major());
    if (near.isEmpty()) {
      return new Parts(
          CompilerVersion.ofFileName(STEM, nvrtc), near, BUILTINS + ".so to go with it");
    }
    Optional<String> asksFor = nameOfBuiltins();
    if (asksFor.isEmpty() && !(digests.remembers(nvrtc) && digests.remembers(near.get()))) {
      asksFor = NameInside.of(nvrtc, BUILTINS + ".so.");
    }
    Optional<Path> builtins = asksFor.isEmpty() ? near : asksFor.flatMap(beside::named);
    String name = asksFor.orElseGet(() -> Subfolders.name(near.get()));
    String lacks =
        builtins.isPresent()
            ? ""
            : name + ", which it opens; there is " + Subfolders.name(near.get());
    return new Parts(CompilerVersion.ofFileName(BUILTINS, Path.of(name)), builtins, lacks);
  }

  /** In a toolkit {@code libnvrtc.so.13} is a link to {@code libnvrtc.so.13.0.88}. */
  private Optional<String> nameOfBuiltins() {
    String real;
    try {
      real = Subfolders.name(nvrtc.toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
    int version = real.indexOf(".so.") + ".so.".length();
    int first = real.indexOf('.', version);
    int second = real.indexOf('.', first + 1);
    return version < ".so.".length() || first < 0
        ? Optional.empty()
        : Optional.of(
            BUILTINS + ".so." + real.substring(version, second < 0 ? real.length() : second));
  }
}
