package dev.pagen.toolchain;

import dev.pagen.elf.ElfDynamic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A HIPRTC lying in a folder, with the libraries that go with it; not yet hashed.
 *
 * @param root the folder that was named, which the library folder lies in
 * @param builtins HIPRTC's built-in headers, a library of their own since ROCm 5
 * @param comgr empty where there is none, which makes this unusable
 * @param folders where libraries are looked for, in order
 */
record Candidate(
    Path root,
    Path hiprtc,
    Optional<Path> builtins,
    Optional<Path> comgr,
    Optional<Path> hipRuntime,
    Optional<CompilerVersion> version,
    List<Path> folders) {
  private static final String COMGR = "libamd_comgr";

  /** The HIPRTC in the first of {@code folders} that has one. */
  static Optional<Candidate> in(Path root, List<Path> folders) {
    for (Path folder : folders) {
      LibraryFolder libraries = LibraryFolder.read(folder);
      Optional<Path> hiprtc = libraries.newest("libhiprtc");
      if (hiprtc.isPresent()) {
        return Optional.of(of(root, hiprtc.get(), libraries, folders));
      }
    }
    return Optional.empty();
  }

  /**
   * The HIPRTC at what the user named: a library, a folder of libraries, a ROCm tree, an unpacked
   * root with its own loader, or a Python environment.
   */
  static Optional<Candidate> at(Path place) {
    if (Files.isRegularFile(place)) {
      Path folder = Objects.requireNonNull(place.getParent());
      return Optional.of(of(folder, place, LibraryFolder.read(folder), List.of(folder)));
    }
    List<Path> folders = new ArrayList<>(List.of(place));
    folders.addAll(RocmTrees.libraries(place));
    folders.addAll(UnpackedRoot.libraryPath(place));
    Optional<Candidate> candidate = in(place, folders);
    if (candidate.isPresent()) {
      return candidate;
    }
    List<Path> trees = new ArrayList<>(RocmTrees.in(place));
    PythonSites.visitIn(place, Vendor.AMD, trees::addAll);
    for (Path tree : trees) {
      candidate = in(tree, RocmTrees.libraries(tree));
      if (candidate.isPresent()) {
        break;
      }
    }
    return candidate;
  }

  /** The HIPRTC at {@code hiprtc}, a file. */
  static Candidate of(Path root, Path hiprtc, LibraryFolder beside, List<Path> folders) {
    ElfDynamic dynamic = dynamic(hiprtc);
    // Not the version: HIP 7.15 is ROCm 10's.
    int major = HiprtcVersion.libraryMajor(hiprtc, dynamic);
    List<LibraryFolder> all = new ArrayList<>();
    all.add(beside);
    for (Path folder : folders) {
      if (!folder.equals(beside.path())) {
        all.add(LibraryFolder.read(folder));
      }
    }
    Optional<Path> comgr = comgr(all, hiprtc, dynamic);
    if (comgr.isEmpty()) {
      comgr = comgr(runpath(hiprtc, dynamic), hiprtc, dynamic);
    }
    return new Candidate(
        root,
        hiprtc,
        first(all, "libhiprtc-builtins", major),
        comgr,
        first(all, "libamdhip64", major),
        HiprtcVersion.of(root, hiprtc, dynamic),
        folders);
  }

  private static ElfDynamic dynamic(Path hiprtc) {
    try {
      return ElfDynamic.read(hiprtc);
    } catch (IOException e) {
      return ElfDynamic.NONE;
    }
  }

  private static Optional<Path> first(List<LibraryFolder> folders, String stem, int major) {
    for (LibraryFolder folder : folders) {
      Optional<Path> found = folder.ofMajor(stem, major);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The comgr that {@code hiprtc} is linked to or opens, or one of the same major version. */
  private static Optional<Path> comgr(
      List<LibraryFolder> folders, Path hiprtc, ElfDynamic dynamic) {
    for (LibraryFolder folder : folders) {
      Optional<Path> newest = folder.newest(COMGR);
      if (newest.isEmpty()) {
        continue;
      }
      Optional<String> asksFor = linkedComgr(dynamic);
      if (asksFor.isEmpty() && folder.majors(COMGR) > 1) {
        // Only where that matters is it worth the reading; whether it fits is looked at later.
        asksFor = comgrNamedIn(hiprtc);
      }
      Optional<Path> found = asksFor.isEmpty() ? newest : folder.fitting(COMGR, asksFor.get());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Where the loader looks for what {@code hiprtc} asks for, before all else. */
  private static List<LibraryFolder> runpath(Path hiprtc, ElfDynamic dynamic) {
    List<LibraryFolder> folders = new ArrayList<>();
    for (Path folder : dynamic.runpath(hiprtc)) {
      folders.add(LibraryFolder.read(folder));
    }
    return folders;
  }

  private static Optional<String> linkedComgr(ElfDynamic dynamic) {
    for (String name : dynamic.needed()) {
      if (name.startsWith(COMGR + ".so")) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /**
   * The name of the comgr that HIPRTC asks for, where {@link #comgr} is none of that kind. Reads
   * HIPRTC.
   */
  Optional<String> lackingComgr() {
    Optional<String> asksFor = linkedComgr(dynamic(hiprtc)).or(() -> comgrNamedIn(hiprtc));
    int asked = asksFor.map(LibraryFolder::majorIn).orElse(LibraryFolder.UNKNOWN);
    int there = comgr.map(LibraryFolder::major).orElse(asked);
    boolean fits =
        comgr.isPresent()
            && (asked == there || asked == LibraryFolder.UNKNOWN || there == LibraryFolder.UNKNOWN);
    return fits ? Optional.empty() : Optional.of(asksFor.orElse(COMGR + ".so"));
  }

  /** The name by which {@code hiprtc} opens comgr, such as {@code libamd_comgr.so.3}. */
  static Optional<String> comgrNamedIn(Path hiprtc) {
    return NameInside.of(hiprtc, COMGR + ".so.");
  }
}
