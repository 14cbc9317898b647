package dev.pagen.toolchain;

import dev.pagen.files.PagenHome;
import dev.pagen.toolchain.Finding.Outcome;
import dev.pagen.toolchain.NvrtcCandidate.Parts;
import dev.pagen.toolchain.Toolchain.Disassembler;
import dev.pagen.toolchain.Toolchain.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for an NVRTC: what the user named, {@code CUDA_HOME} or {@code CUDA_PATH}, {@code
 * /usr/local/cuda*} and {@code /opt/cuda*}, the system's libraries, the user's Pythons. The first
 * usable one is chosen. Finding means looking at files; nothing is loaded.
 */
final class NvrtcLocator {
  /** Below this, what pa-gen's kernels are written in is not understood. */
  static final int OLDEST_MAJOR = 12;

  private static final String NONE = "no libnvrtc.so there";

  private final Host host;
  private final FileDigests digests;
  private final Optional<PagenHome> home;

  NvrtcLocator(Host host, FileDigests digests, Optional<PagenHome> home) {
    this.host = host;
    this.digests = digests;
    this.home = home;
  }

  /** Whether what the user named is NVRTC, a folder with it, a CUDA toolkit or a Python with it. */
  static boolean isNvrtc(Path place) {
    return !NvrtcCandidate.at(place).isEmpty();
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
      search.named(by, explicit.get().toAbsolutePath().normalize());
      if (search.done() || search.chosen.isEmpty()) {
        return search.result();
      }
    }
    List<Path> variables = new ArrayList<>();
    host.variable("CUDA_HOME").ifPresent(path -> variables.add(Path.of(path)));
    host.variable("CUDA_PATH").ifPresent(path -> variables.add(Path.of(path)));
    String unset = variables.isEmpty() ? "neither is set" : NONE;
    search.look(Origin.CUDA_HOME, "CUDA_HOME, CUDA_PATH", variables, unset);
    search.look(Origin.USR_LOCAL_CUDA, "/usr/local/cuda*", CudaFolders.installed(host), NONE);
    List<Path> system = SystemLibraries.folders(host, NvrtcCandidate.STEM + ".so");
    search.look(Origin.SYSTEM, "system libraries", system, NONE);
    search.python();
    return search.result();
  }

  /** One search: its findings so far, and what it chose. */
  private final class Search extends SearchLog {
    Search(boolean everywhere) {
      super(Vendor.NVIDIA, everywhere);
    }

    void named(Origin by, Path place) {
      List<NvrtcCandidate> candidates = NvrtcCandidate.at(place);
      if (candidates.isEmpty()) {
        absent(by, place.toString(), NONE);
      } else {
        weigh(by, candidates.getFirst());
      }
    }

    void look(Origin origin, String place, List<Path> roots, String otherwise) {
      int before = findings.size();
      if (done()) {
        return;
      }
      for (Path root : roots) {
        weighAll(origin, NvrtcCandidate.in(root));
      }
      if (findings.size() == before) {
        absent(origin, place, otherwise);
      }
    }

    void python() {
      python(
          host,
          roots -> weighAll(Origin.PYTHON, NvrtcCandidate.newestFirst(roots)),
          this::inactive,
          "no nvidia-cuda-nvrtc in any");
    }

    /** What lies in the working directory is shown, and used only when it is asked for. */
    private void inactive(Path environment) {
      for (NvrtcCandidate candidate : NvrtcCandidate.at(environment)) {
        Optional<CompilerVersion> version = candidate.parts(digests).version();
        if (isNew(Origin.PYTHON, candidate.nvrtc(), version)) {
          note(
              Origin.PYTHON, candidate.nvrtc(), Outcome.AVAILABLE, version, PythonSites.NOT_ACTIVE);
        }
      }
    }

    private void weighAll(Origin origin, List<NvrtcCandidate> candidates) {
      for (NvrtcCandidate candidate : candidates) {
        if (!done()) {
          weigh(origin, candidate);
        }
      }
    }

    private void weigh(Origin origin, NvrtcCandidate candidate) {
      Path place = candidate.nvrtc();
      Parts parts = candidate.parts(digests);
      if (!isNew(origin, place, parts.version())) {
        return;
      }
      boolean named = origin == Origin.EXPLICIT || origin == Origin.CUDA_HOME;
      if (!named && candidate.major() < OLDEST_MAJOR && candidate.major() >= 0) {
        String old = "older than " + OLDEST_MAJOR + "; name it explicitly to use it all the same";
        note(origin, place, Outcome.TOO_OLD, parts.version(), old);
      } else if (parts.builtins().isEmpty()) {
        String lacking = "has NVRTC, but no " + parts.lacks();
        note(origin, place, Outcome.INCOMPLETE, parts.version(), lacking);
      } else if (chosen.isPresent()) {
        note(origin, place, Outcome.AVAILABLE, parts.version(), LATER);
      } else {
        choose(origin, candidate, parts);
      }
    }

    private void choose(Origin origin, NvrtcCandidate candidate, Parts parts) {
      Path place = candidate.nvrtc();
      try {
        Optional<Path> library = HipOnNvidia.library(host, home);
        if (library.isEmpty()) {
          String lacking =
              "this pa-gen has no HIP on NVIDIA: install a C compiler and build it again";
          note(origin, place, Outcome.INCOMPLETE, parts.version(), lacking);
          return;
        }
        Toolchain toolchain = toolchain(origin, candidate, parts, library.get());
        chosen = Optional.of(toolchain);
        String without = toolchain.disassembler().isEmpty() ? ", without nvdisasm" : "";
        note(origin, place, Outcome.CHOSEN, parts.version(), toolchain.version() + without);
      } catch (IOException e) {
        String unreadable = "cannot be used: " + e.getMessage();
        note(origin, place, Outcome.INCOMPLETE, parts.version(), unreadable);
      }
    }
  }

  private Toolchain toolchain(Origin origin, NvrtcCandidate candidate, Parts parts, Path library)
      throws IOException {
    List<Path> roots = List.of(library, candidate.nvrtc(), parts.builtins().orElseThrow());
    return new Toolchain(
        origin,
        candidate.root(),
        library,
        Optional.of(candidate.nvrtc()),
        disassembler(candidate.root()),
        Optional.of(library),
        Optional.empty(),
        List.of(candidate.beside().path()),
        CompilerIdentity.of(roots, List.of(), digests).text(),
        "NVRTC " + parts.version().map(CompilerVersion::text).orElse("of unknown version"));
  }

  /** That of the same place first, then what the user's variables lead to, then any Python's. */
  private Optional<Disassembler> disassembler(Path root) {
    List<Path> folders = CudaFolders.programsBeside(root);
    folders.addAll(CudaFolders.programs(host));
    Optional<Path> program = nvdisasm(folders);
    if (program.isEmpty()) {
      List<Path> packages = new ArrayList<>();
      PythonSites.visit(
          host,
          Vendor.NVIDIA,
          roots -> packages.addAll(CudaFolders.programsBeside(roots.getFirst())));
      program = nvdisasm(packages);
    }
    return program.map(Disassembler.Nvdisasm::new);
  }

  private static Optional<Path> nvdisasm(List<Path> folders) {
    for (Path folder : folders) {
      Path program = folder.resolve("nvdisasm");
      if (Files.isExecutable(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }
}
