package dev.pagen.cli;

import dev.pagen.cli.help.About;
import dev.pagen.cli.help.Subject;
import dev.pagen.serving.EmulatedTrial;
import dev.pagen.terminal.Terminal;
import dev.pagen.toolchain.Host;
import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.ToolchainSearch;
import dev.pagen.toolchain.ToolchainTrial;
import dev.pagen.toolchain.Toolchains;
import dev.pagen.toolchain.Vendor;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which HIPRTC or NVRTC to use. */
@About(Subject.COMPILING)
final class ToolchainOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--toolchain",
      paramLabel = "VERSION|PATH",
      description =
          "The version of an installed bundle, such as 7.2; or a ROCm tree or CUDA toolkit, or a"
              + " folder with libhiprtc.so or libnvrtc.so (default: PAGEN_TOOLCHAIN, then what"
              + " pa-gen toolchain use chose, then the usual places; see pa-gen toolchain status).")
  private @Nullable String named;

  private final Host host;
  private final Terminal terminal;

  ToolchainOptions(Host host, Terminal terminal) {
    this.host = host;
    this.terminal = terminal;
  }

  /** What there is, without installing anything. */
  ToolchainSearch search(Vendor vendor) {
    Toolchains toolchains = toolchains();
    return toolchains.search(vendor, path(toolchains));
  }

  /** The toolchain to use; AMD's is installed first where there is none. */
  Toolchain locateOrInstall(Vendor vendor) throws InterruptedException {
    Toolchains toolchains = toolchains();
    try (InstallBar bar = new InstallBar(command.commandLine().getErr(), terminal.status())) {
      return toolchains.locateOrInstall(vendor, path(toolchains), trial(host), bar);
    }
  }

  /** What a HIPRTC that is installed has to pass. */
  static ToolchainTrial trial(Host host) {
    return toolchain -> new EmulatedTrial(BuilderOptions.settings(host)).problem(toolchain);
  }

  private Optional<Path> path(Toolchains toolchains) {
    return Optional.ofNullable(named).map(toolchains::resolve);
  }

  private Toolchains toolchains() {
    return new Toolchains(host);
  }
}
