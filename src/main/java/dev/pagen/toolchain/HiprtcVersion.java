package dev.pagen.toolchain;

import dev.pagen.elf.ElfDynamic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which HIPRTC a library is: its tree says it in {@code .info/version}, as {@code /opt/rocm-7.2.0}
 * and the wheel {@code rocm-sdk-core} do; PyTorch in {@code torch/version.py}; else the library's
 * own name, or the name that it gives itself.
 */
final class HiprtcVersion {
  private static final String STEM = "libhiprtc";
  private static final String TORCH_HIP = "hip: Optional[str] = '";

  private HiprtcVersion() {}

  static Optional<CompilerVersion> of(Path root, Path hiprtc, ElfDynamic dynamic) {
    for (Path tree : List.of(root, tree(hiprtc))) {
      Optional<CompilerVersion> said =
          line(tree.resolve(".info").resolve("version"), "").or(() -> torch(tree));
      if (said.isPresent()) {
        return said;
      }
    }
    return named(hiprtc).or(() -> CompilerVersion.ofFileName(STEM, Path.of(dynamic.soname())));
  }

  /** The number behind {@code libhiprtc.so}, in its file's name or in what it calls itself. */
  static int libraryMajor(Path hiprtc, ElfDynamic dynamic) {
    int major = LibraryFolder.major(hiprtc);
    return major == LibraryFolder.UNKNOWN ? LibraryFolder.majorIn(dynamic.soname()) : major;
  }

  /** The folder that {@code lib} lies in, with links followed: {@code /opt/rocm/lib} may be one. */
  private static Path tree(Path hiprtc) {
    try {
      Path folder = Objects.requireNonNull(hiprtc.toRealPath().getParent());
      return folder.resolveSibling("");
    } catch (IOException e) {
      return hiprtc.resolveSibling("");
    }
  }

  private static Optional<CompilerVersion> named(Path hiprtc) {
    try {
      return CompilerVersion.ofFileName(STEM, hiprtc.toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<CompilerVersion> torch(Path tree) {
    return Subfolders.name(tree).equals("torch")
        ? line(tree.resolve("version.py"), TORCH_HIP)
        : Optional.empty();
  }

  /** The version in the first line that starts with {@code start}, up to a quote. */
  private static Optional<CompilerVersion> line(Path file, String start) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        if (line.startsWith(start)) {
          String rest = line.substring(start.length());
          int quote = rest.indexOf('\'');
          return CompilerVersion.of(quote < 0 ? rest : rest.substring(0, quote));
        }
      }
    } catch (IOException e) {
      // Not readable: the library's name has to do.
    }
    return Optional.empty();
  }
}
