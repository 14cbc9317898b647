package dev.pagen.toolchain;

import dev.pagen.toolchain.CommandRunner.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes sure that an unpacked bundle starts: its own loader has to find every library that HIPRTC,
 * comgr and the HIP runtime ask for, inside the bundle.
 */
final class BundleCheck {
  private static final Pattern RESOLVED =
      Pattern.compile("\\s*(\\S+) => (.+) \\(0x[0-9a-f]+\\)\\s*");

  /** The exit code of {@code env} for a program that cannot be started. */
  private static final int NOT_EXECUTABLE = 126;

  private final CommandRunner runner;

  BundleCheck(CommandRunner runner) {
    this.runner = runner;
  }

  /**
   * The files that the bundle in {@code root} cannot do without.
   *
   * @throws IncompleteBundleException if something is missing
   * @throws ToolchainException if the loader does not start
   */
  List<Path> requiredFiles(Path root)
      throws IOException, InterruptedException, IncompleteBundleException {
    List<Path> folders = UnpackedRoot.libraryPath(root);
    Path loader =
        UnpackedRoot.loader(root)
            .orElseThrow(() -> lacks("a dynamic loader (Debian's package libc6)"));
    Candidate candidate = Candidate.in(root, folders).orElseThrow(() -> lacks("libhiprtc.so"));
    Path comgr = candidate.comgr().orElseThrow(() -> lacks("libamd_comgr.so"));
    Optional<String> asked = Candidate.comgrNamedIn(candidate.hiprtc());
    if (asked.isPresent() && !comgr.endsWith(asked.get())) {
      throw lacks(asked.get() + ", which its HIPRTC asks for");
    }
    Path builtins = candidate.builtins().orElseThrow(() -> lacks("libhiprtc-builtins.so"));
    TreeSet<Path> files = new TreeSet<>(List.of(loader, candidate.hiprtc(), builtins, comgr));
    candidate.hipRuntime().ifPresent(files::add);
    for (Path library : List.copyOf(files)) {
      if (!library.equals(loader)) {
        files.addAll(closure(root, loader, folders, library));
      }
    }
    return List.copyOf(files);
  }

  private List<Path> closure(Path root, Path loader, List<Path> folders, Path library)
      throws IOException, InterruptedException, IncompleteBundleException {
    String path =
        String.join(":", folders.stream().map(root::relativize).map(Path::toString).toList());
    Result result =
        runner.run(
            List.of(
                // From within: the loader takes a colon in a path for the end of it.
                "env",
                "-C",
                root.toString(),
                "./" + root.relativize(loader),
                "--library-path",
                path,
                "--list",
                "./" + root.relativize(library)),
            () -> {});
    if (result.exit() == NOT_EXECUTABLE) {
      throw new ToolchainException(
          "The HIPRTC bundle cannot be started from "
              + root
              + " ("
              + result.output().strip()
              + "). If that file system is mounted noexec, set PAGEN_HOME to a folder on another.");
    }
    if (result.exit() != 0) {
      throw lacks("what " + library.getFileName() + " needs: " + result.output().strip());
    }
    List<Path> found = new ArrayList<>();
    for (String line : result.output().split("\n", -1)) {
      Matcher resolved = RESOLVED.matcher(line);
      if (resolved.matches()) {
        Path file = root.resolve(resolved.group(2));
        if (!Files.exists(file) || !file.toRealPath().startsWith(root.toRealPath())) {
          throw lacks(resolved.group(1) + ", which " + library.getFileName() + " asks for");
        }
        found.add(file);
      }
    }
    return found;
  }

  private static IncompleteBundleException lacks(String what) {
    return new IncompleteBundleException("it lacks " + what);
  }
}
