package dev.pagen.toolchain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  /** The HIPRTC at {@code hiprtc}, a file. */
  static Candidate of(Path root, Path hiprtc, LibraryFolder beside, List<Path> folders) {
    Optional<CompilerVersion> version = version(root, hiprtc);
    int major = version.map(CompilerVersion::major).orElse(-1);
    List<LibraryFolder> all = new ArrayList<>();
    all.add(beside);
    for (Path folder : folders) {
      if (!folder.equals(beside.path())) {
        all.add(LibraryFolder.read(folder));
      }
    }
    return new Candidate(
        root,
        hiprtc,
        first(all, "libhiprtc-builtins", major),
        comgr(all, hiprtc),
        first(all, "libamdhip64", major),
        version,
        folders);
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

  private static Optional<Path> comgr(List<LibraryFolder> folders, Path hiprtc) {
    for (LibraryFolder folder : folders) {
      Optional<Path> newest = folder.newest("libamd_comgr");
      if (newest.isPresent() && folder.majors("libamd_comgr") > 1) {
        // HIPRTC opens comgr by a name inside it. Only where that matters is it worth the reading.
        return comgrNamedIn(hiprtc)
            .map(folder.path()::resolve)
            .filter(Files::isRegularFile)
            .or(() -> newest);
      }
      if (newest.isPresent()) {
        return newest;
      }
    }
    return Optional.empty();
  }

  /** The name by which {@code hiprtc} opens comgr, such as {@code libamd_comgr.so.3}. */
  static Optional<String> comgrNamedIn(Path hiprtc) {
    String bytes;
    try {
      bytes = Files.readString(hiprtc, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return Optional.empty();
    }
    String stem = "libamd_comgr.so.";
    int at = bytes.indexOf(stem);
    int end = at + stem.length();
    while (at >= 0 && end < bytes.length() && Character.isDigit(bytes.charAt(end))) {
      end++;
    }
    return at >= 0 && end > at + stem.length()
        ? Optional.of(bytes.substring(at, end))
        : Optional.empty();
  }

  private static Optional<CompilerVersion> version(Path root, Path hiprtc) {
    Optional<CompilerVersion> rocm = rocmVersion(root);
    if (rocm.isPresent()) {
      return rocm;
    }
    try {
      return CompilerVersion.ofFileName("libhiprtc", hiprtc.toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A ROCm tree says its version in {@code .info/version}. */
  private static Optional<CompilerVersion> rocmVersion(Path root) {
    Path file = root.resolve(".info").resolve("version");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Files.readString(file).lines().findFirst().flatMap(CompilerVersion::of);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
