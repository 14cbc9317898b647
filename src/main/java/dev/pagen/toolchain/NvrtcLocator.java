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
 * Looks for an NVRTC: what the user named, {@code CUDA_HOME} or {@code CUDA_PATH}, {@code
 * /usr/local/cuda*}, the system's libraries, Python's packages. The first usable one is chosen.
 * Finding means looking at files; nothing is loaded.
 */
final class NvrtcLocator {
  private static final String NVRTC = "libnvrtc";
  private static final String BUILTINS = "libnvrtc-builtins";

  private final Host host;
  private final FileDigests digests;
  private final Optional<PagenHome> home;

  NvrtcLocator(Host host, FileDigests digests, Optional<PagenHome> home) {
    this.host = host;
    this.digests = digests;
    this.home = home;
  }

  /** Whether what the user named is NVRTC, a folder with it, or a CUDA toolkit. */
  static boolean isNvrtc(Path place) {
    return find(place).isPresent();
  }

  /** An NVRTC lying in a folder. */
  private record Found(Path root, Path nvrtc, LibraryFolder beside) {
    Optional<CompilerVersion> version() {
      return builtins().flatMap(file -> CompilerVersion.ofFileName(BUILTINS, file));
    }

    /** NVRTC's built-in headers, which it opens by their full version. */
    Optional<Path> builtins() {
      int major = CompilerVersion.ofFileName(NVRTC, nvrtc).map(CompilerVersion::major).orElse(-1);
      return beside.ofMajor(BUILTINS, major);
    }
  }

  private static Optional<Found> find(Path place) {
    if (Files.isRegularFile(place)) {
      Path folder = Objects.requireNonNull(place.toAbsolutePath().getParent());
      return String.valueOf(place.getFileName()).startsWith(NVRTC + ".so")
          ? Optional.of(new Found(folder, place, LibraryFolder.read(folder)))
          : Optional.empty();
    }
    List<Path> folders = new ArrayList<>(List.of(place));
    folders.addAll(CudaFolders.libraries(place));
    for (Path folder : folders) {
      LibraryFolder libraries = LibraryFolder.read(folder);
      Optional<Path> nvrtc = libraries.newest(NVRTC);
      if (nvrtc.isPresent()) {
        return Optional.of(new Found(place, nvrtc.get(), libraries));
      }
    }
    return Optional.empty();
  }

  /**
   * Looks in one place after the other.
   *
   * @param by how the user named {@code explicit}
   * @param explicit what the user named, which is then taken or refused
   * @param everywhere whether to go on after the first usable one, for people to see
   */
  ToolchainSearch search(Origin by, Optional<Path> explicit, boolean everywhere) {
    Search search = new Search(everywhere);
    if (explicit.isPresent()) {
      Path place = explicit.get().toAbsolutePath().normalize();
      search.look(by, place.toString(), List.of(place));
      if (!everywhere || search.chosen.isEmpty()) {
        return search.result();
      }
    }
    List<Path> named = new ArrayList<>();
    host.variable("CUDA_HOME").ifPresent(path -> named.add(Path.of(path)));
    host.variable("CUDA_PATH").ifPresent(path -> named.add(Path.of(path)));
    search.look(Origin.CUDA_HOME, "CUDA_HOME, CUDA_PATH", named);
    search.look(Origin.USR_LOCAL_CUDA, "/usr/local/cuda*", CudaFolders.usrLocal(host));
    search.look(Origin.SYSTEM, "system libraries", SystemLibraries.folders(host, NVRTC + ".so"));
    search.look(Origin.PYTHON, "nvidia-cuda-nvrtc", CudaFolders.python(host));
    return search.result();
  }

  /** One search: its findings so far, and what it chose. */
  private final class Search {
    private final boolean everywhere;
    private final List<Finding> findings = new ArrayList<>();
    private Optional<Toolchain> chosen = Optional.empty();

    Search(boolean everywhere) {
      this.everywhere = everywhere;
    }

    ToolchainSearch result() {
      return new ToolchainSearch(Vendor.NVIDIA, chosen, findings);
    }

    void look(Origin origin, String place, List<Path> roots) {
      if (chosen.isPresent() && !everywhere) {
        return;
      }
      for (Path root : roots) {
        Optional<Found> found = find(root);
        if (found.isPresent()) {
          weigh(origin, found.get());
          return;
        }
      }
      note(origin, place, Outcome.ABSENT, Optional.empty(), "no libnvrtc.so there");
    }

    private void weigh(Origin origin, Found found) {
      String place = found.nvrtc().toString();
      if (found.builtins().isEmpty()) {
        String lacking = "has NVRTC, but no libnvrtc-builtins.so to go with it";
        note(origin, place, Outcome.INCOMPLETE, found.version(), lacking);
      } else if (chosen.isPresent()) {
        String first = "usable, but " + chosen.get().origin() + " comes first";
        note(origin, place, Outcome.AVAILABLE, found.version(), first);
      } else {
        choose(origin, found);
      }
    }

    private void choose(Origin origin, Found found) {
      String place = found.nvrtc().toString();
      try {
        Optional<Path> library = HipOnNvidia.library(host, home);
        if (library.isEmpty()) {
          String lacking =
              "this pa-gen has no HIP on NVIDIA: install a C compiler and build it again";
          note(origin, place, Outcome.INCOMPLETE, found.version(), lacking);
          return;
        }
        Toolchain toolchain = toolchain(origin, found, library.get());
        chosen = Optional.of(toolchain);
        String without = toolchain.disassembler().isEmpty() ? ", without nvdisasm" : "";
        note(origin, place, Outcome.CHOSEN, found.version(), toolchain.version() + without);
      } catch (IOException e) {
        String unreadable = "cannot be used: " + e.getMessage();
        note(origin, place, Outcome.INCOMPLETE, found.version(), unreadable);
      }
    }

    private void note(
        Origin origin,
        String place,
        Outcome outcome,
        Optional<CompilerVersion> version,
        String reason) {
      findings.add(new Finding(origin, place, outcome, version, reason));
    }
  }

  private Toolchain toolchain(Origin origin, Found found, Path library) throws IOException {
    List<Path> roots = List.of(library, found.nvrtc(), found.builtins().orElseThrow());
    return new Toolchain(
        origin,
        found.root(),
        library,
        Optional.of(found.nvrtc()),
        disassembler(found.root()),
        Optional.of(library),
        Optional.empty(),
        List.of(found.beside().path()),
        CompilerIdentity.of(roots, List.of(), digests).text(),
        "NVRTC " + found.version().map(CompilerVersion::text).orElse("of unknown version"));
  }

  /** Of the same toolkit, of {@code CUDA_HOME}, or on the {@code PATH}. */
  private Optional<Disassembler> disassembler(Path root) {
    List<Path> folders = new ArrayList<>(List.of(root.resolve("bin")));
    host.variable("CUDA_HOME").ifPresent(path -> folders.add(Path.of(path, "bin")));
    folders.addAll(CudaFolders.path(host));
    return folders.stream()
        .map(folder -> folder.resolve("nvdisasm"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Disassembler.Nvdisasm::new);
  }
}
