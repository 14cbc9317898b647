package dev.pagen.cli;

import dev.pagen.toolchain.Host;
import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.Toolchains;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which HIPRTC to use. */
final class ToolchainOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--toolchain",
      paramLabel = "PATH",
      description =
          "A ROCm tree, a folder with libhiprtc.so, or the library itself"
              + " (default: PAGEN_TOOLCHAIN, ROCM_PATH, /opt/rocm, the system, a private bundle).")
  @Nullable Path path;

  /** The toolchain that was named, if one was. */
  Optional<Path> explicit() {
    return Optional.ofNullable(path);
  }

  /** The toolchain to use, installed first where there is none. */
  Toolchain locateOrInstall() throws InterruptedException {
    try (InstallBar bar = new InstallBar(command.commandLine().getErr())) {
      return new Toolchains(Host.current()).locateOrInstall(explicit(), bar);
    }
  }
}
