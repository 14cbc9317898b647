package dev.pagen.toolchain.debian;

import dev.pagen.toolchain.CommandRunner;
import dev.pagen.toolchain.CommandRunner.Result;
import dev.pagen.toolchain.FileDigests;
import dev.pagen.toolchain.IncompleteBundleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The machine's {@code dpkg-deb}, which reads packages and unpacks them. */
public final class DpkgDeb {
  private final Path program;
  private final CommandRunner runner;

  public DpkgDeb(Path program, CommandRunner runner) {
    this.program = program;
    this.runner = runner;
  }

  /**
   * Unpacks {@code deb} into {@code root}.
   *
   * @throws IncompleteBundleException if it is damaged
   */
  void unpack(Path deb, Path root, Runnable meanwhile)
      throws IOException, InterruptedException, IncompleteBundleException {
    Result result = run(meanwhile, "-x", deb.toString(), root.toString());
    if (result.exit() != 0) {
      throw new IncompleteBundleException(
          "dpkg-deb cannot unpack " + deb.getFileName() + ": " + result.output().strip());
    }
  }

  /** The fields that describe {@code deb}, as Debian writes them; empty if it is no package. */
  Optional<String> control(Path deb, Runnable meanwhile) throws IOException, InterruptedException {
    Result result = run(meanwhile, "-f", deb.toString());
    return result.exit() == 0 ? Optional.of(result.output()) : Optional.empty();
  }

  /**
   * Makes sure that the files of {@code deb}, unpacked into {@code root}, have the checksums that
   * the package lists. That finds damage, not malice.
   *
   * @throws IncompleteBundleException if one has another
   */
  void checkSums(Path deb, Path root, Runnable meanwhile)
      throws IOException, InterruptedException, IncompleteBundleException {
    Result result = run(meanwhile, "-I", deb.toString(), "md5sums");
    if (result.exit() != 0) {
      return; // Not every package has the list.
    }
    for (String line : result.output().split("\n", -1)) {
      // DIGEST, two spaces, FILE
      if (line.length() > 34 && line.startsWith("  ", 32)) {
        Path file = root.resolve(line.substring(34));
        boolean there = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        if (!there || !FileDigests.md5(file).equals(line.substring(0, 32))) {
          throw new IncompleteBundleException(
              deb.getFileName() + " is damaged: " + file + " is not what the package lists");
        }
        meanwhile.run();
      }
    }
  }

  private Result run(Runnable meanwhile, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return runner.run(command, meanwhile);
  }
}
