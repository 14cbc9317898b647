package dev.pagen.cli;

import dev.pagen.report.Json;
import dev.pagen.report.ToolchainReport;
import dev.pagen.report.Words;
import dev.pagen.toolchain.Host;
import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.ToolchainSearch;
import dev.pagen.toolchain.Toolchains;
import dev.pagen.toolchain.Vendor;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code pa-gen toolchain}: what compiles kernels, and a private HIPRTC where there is none. */
@Command(name = "toolchain", header = "Show what compiles kernels, or install a HIPRTC.")
final class ToolchainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw Main.missingCommand(spec);
  }

  @Command(
      name = "status",
      header = "Show where HIPRTC and NVRTC were looked for, and which are used.")
  int status(@Mixin ToolchainOptions options, @Mixin Output output) {
    ObjectNode document = Json.object();
    boolean found = false;
    for (Vendor vendor : Vendor.values()) {
      ToolchainSearch search = options.search(vendor);
      output.text().printf("%s%n%n", ToolchainReport.text(search));
      document.set(Words.of(vendor), ToolchainReport.json(search));
      found |= search.chosen().isPresent();
    }
    output.finish(document);
    return (found ? ExitCode.DONE : ExitCode.UNAVAILABLE).code();
  }

  @Command(
      name = "install",
      header = "Install a private HIPRTC from Debian's packages; needs no root.")
  int install(
      @Option(names = "--afresh", description = "Even where there is one: take the newest.")
          boolean afresh,
      @Option(
              names = "--mirror",
              paramLabel = "URL",
              description = "Debian mirror (default: PAGEN_DEBIAN_MIRROR, or this machine's).")
          @Nullable String mirror,
      @Mixin Output output)
      throws InterruptedException {
    Host host = Main.host(spec);
    if (mirror != null) {
      host = host.with("PAGEN_DEBIAN_MIRROR", mirror);
    }
    Toolchain installed;
    try (InstallBar bar = new InstallBar(output.aside())) {
      installed = new Toolchains(host).install(afresh, bar);
    }
    output.text().printf("%s is in %s%n", installed.version(), installed.root());
    output.finish(ToolchainReport.json(installed, Json.object()));
    return ExitCode.DONE.code();
  }
}
