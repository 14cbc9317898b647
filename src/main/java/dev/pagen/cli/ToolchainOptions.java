package dev.pagen.cli;

import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.ToolchainSearch;
import dev.pagen.toolchain.Toolchains;
import dev.pagen.toolchain.Vendor;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which HIPRTC or NVRTC to use. */
final class ToolchainOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--toolchain",
      paramLabel = "PATH",
      description =
          "A ROCm tree or CUDA toolkit, or a folder with libhiprtc.so or libnvrtc.so (default:"
              + " PAGEN_TOOLCHAIN, then the usual places; see pa-gen toolchain status).")
  private @Nullable Path path;

  /** What there is, without installing anything. */
  ToolchainSearch search(Vendor vendor) {
    return toolchains().search(vendor, Optional.ofNullable(path));
  }

  /** The toolchain to use; AMD's is installed first where there is none. */
  Toolchain locateOrInstall(Vendor vendor) throws InterruptedException {
    try (InstallBar bar = new InstallBar(command.commandLine().getErr())) {
      return toolchains().locateOrInstall(vendor, Optional.ofNullable(path), bar);
    }
  }

  private Toolchains toolchains() {
    return new Toolchains(Main.host(command));
  }
}
