package dev.pagen.toolchain;

import dev.pagen.elf.ElfDynamic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What names a compiler by its bytes: the libraries that decide which code comes out, each with its
 * SHA-256.
 *
 * @param text {@code NAME:SHA256} of each library, sorted and separated by spaces; no paths in it
 * @param llvm the major version of the LLVM inside, where that is a library of its own
 */
record CompilerIdentity(String text, Optional<String> llvm) {
  private static final String[] DECIDING = {
    "libLLVM", "libclang", "liblld", "libamd_comgr", "libamdhip64"
  };

  /** What {@code candidate} compiles with. */
  static CompilerIdentity of(Candidate candidate, FileDigests digests) throws IOException {
    List<Path> roots = new ArrayList<>(List.of(candidate.hiprtc()));
    candidate.builtins().ifPresent(roots::add);
    candidate.comgr().ifPresent(roots::add);
    List<Path> folders = new ArrayList<>(candidate.folders());
    for (Path folder : candidate.folders()) {
      folders.add(folder.resolve("llvm").resolve("lib"));
    }
    folders.add(candidate.root().resolve("llvm").resolve("lib"));
    return of(roots, folders, digests);
  }

  /** {@code VERSION} of HIPRTC with this compiler inside, for people. */
  String describe(String version) {
    return "HIPRTC " + version + llvm.map(major -> " (LLVM " + major + ")").orElse("");
  }

  /**
   * Follows what the libraries ask for: comgr may have LLVM inside or as libraries of its own.
   *
   * @param roots the libraries that are loaded: HIPRTC, its built-in headers, comgr
   * @param folders where the libraries that those ask for lie, in order
   */
  static CompilerIdentity of(Collection<Path> roots, List<Path> folders, FileDigests digests)
      throws IOException {
    TreeMap<String, String> named = new TreeMap<>();
    Set<Path> seen = new HashSet<>();
    Deque<Path> open = new ArrayDeque<>();
    Optional<String> llvm = Optional.empty();
    for (Path root : roots) {
      if (seen.add(root.toRealPath())) {
        named.put(stem(root), digests.sha256(root));
        open.add(root);
      }
    }
    while (!open.isEmpty()) {
      Path library = open.remove();
      ElfDynamic dynamic = ElfDynamic.read(library);
      for (String name : dynamic.needed()) {
        if (!decides(name)) {
          continue;
        }
        if (name.startsWith("libLLVM")) {
          llvm = firstNumber(name);
        }
        Optional<Path> found = resolve(name, library, dynamic, folders);
        if (found.isEmpty()) {
          named.put(name, "absent");
        } else if (seen.add(found.get().toRealPath())) {
          named.put(name, digests.sha256(found.get()));
          open.add(found.get());
        }
      }
    }
    StringBuilder text = new StringBuilder();
    named.forEach(
        (name, digest) ->
            text.append(text.isEmpty() ? "" : " ").append(name).append(':').append(digest));
    return new CompilerIdentity(text.toString(), llvm);
  }

  private static boolean decides(String name) {
    for (String prefix : DECIDING) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Path> resolve(
      String name, Path asker, ElfDynamic dynamic, List<Path> folders) throws IOException {
    Path real = asker.toRealPath();
    List<Path> places = new ArrayList<>(dynamic.runpath(real));
    places.addAll(folders);
    places.add(real.resolveSibling(""));
    for (Path place : places) {
      Path file = place.resolve(name);
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private static String stem(Path library) {
    String name = library.getFileName().toString();
    int at = name.indexOf(".so");
    return at < 0 ? name : name.substring(0, at);
  }

  private static Optional<String> firstNumber(String name) {
    int start = 0;
    while (start < name.length() && !Character.isDigit(name.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < name.length() && Character.isDigit(name.charAt(end))) {
      end++;
    }
    return start == end ? Optional.empty() : Optional.of(name.substring(start, end));
  }
}
