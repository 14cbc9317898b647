package dev.pagen.cli;

import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.ToolchainSearch;
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
  private @Nullable Path path;

  /** What there is, without installing anything. */
  ToolchainSearch search() {
    return toolchains().search(Optional.ofNullable(path));
  }

  /** The toolchain to use, installed first where there is none. */
  Toolchain locateOrInstall() throws InterruptedException {
    try (InstallBar bar = new InstallBar(command.commandLine().getErr())) {
      return toolchains().locateOrInstall(Optional.ofNullable(path), bar);
    }
  }

  private Toolchains toolchains() {
    return new Toolchains(Main.host(command));
  }
}
