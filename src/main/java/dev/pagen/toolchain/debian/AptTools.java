package dev.pagen.toolchain.debian;

import dev.pagen.toolchain.Host;
import dev.pagen.toolchain.ToolchainException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine's programs that a bundle is installed with. */
public record AptTools(Path aptGet, Path aptCache, Path dpkgDeb) {
  /**
   * Finds them along {@code PATH}.
   *
   * @throws ToolchainException naming the one that is missing, and the Debian package that has it
   */
  public static AptTools find(Host host) {
    return new AptTools(
        find(host, "apt-get", "apt"), find(host, "apt-cache", "apt"), findDpkgDeb(host));
  }

  /**
   * Finds dpkg-deb alone, which is all that it takes to unpack packages.
   *
   * @throws ToolchainException if it is missing
   */
  public static Path findDpkgDeb(Host host) {
    return find(host, "dpkg-deb", "dpkg");
  }

  private static Path find(Host host, String program, String debianPackage) {
    for (String folder : host.variable("PATH").orElse("/usr/bin:/bin").split(":", -1)) {
      Path file = Path.of(folder.isEmpty() ? "." : folder).resolve(program);
      if (Files.isExecutable(file) && Files.isRegularFile(file)) {
        return file.toAbsolutePath();
      }
    }
    throw new ToolchainException(
        "Installing the HIPRTC bundle needs "
            + program
            + ", which is not on PATH. On Debian, install the package "
            + debianPackage
            + "; elsewhere, unpack a bundle on a Debian and give its folder to \"pa-gen toolchain"
            + " install --from\", or install ROCm and set ROCM_PATH.");
  }
}
