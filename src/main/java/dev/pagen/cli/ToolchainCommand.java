package dev.pagen.cli;

import dev.pagen.report.Json;
import dev.pagen.report.Words;
import dev.pagen.report.toolchain.BundleReport;
import dev.pagen.report.toolchain.ToolchainReport;
import dev.pagen.toolchain.BundleSource;
import dev.pagen.toolchain.Host;
import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.ToolchainSearch;
import dev.pagen.toolchain.Toolchains;
import dev.pagen.toolchain.Vendor;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code pa-gen toolchain}: what compiles kernels, and a private HIPRTC where there is none. */
@Command(name = "toolchain", header = "Show and choose what compiles kernels, or install a HIPRTC.")
final class ToolchainCommand implements Callable<Integer> {
  private final Host host;

  @Spec private CommandSpec spec;

  ToolchainCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() {
    throw Errors.missingCommand(spec);
  }

  @Command(
      name = "status",
      header = "Show where HIPRTC and NVRTC were looked for, and which are used.")
  int status(@Mixin ToolchainOptions options, @Mixin Output output) {
    ObjectNode document = Json.object();
    boolean found = false;
    for (Vendor vendor : Vendor.values()) {
      ToolchainSearch search = options.search(vendor);
      output.print(ToolchainReport.text(search, output.screen()) + "\n\n");
      document.set(Words.of(vendor), ToolchainReport.json(search));
      found |= search.chosen().isPresent();
    }
    Toolchains toolchains = new Toolchains(host);
    BundleReport bundles =
        new BundleReport(
            toolchains.bundles(), toolchains.damagedBundles(), options.search(Vendor.AMD).chosen());
    output.print(bundles.text(output.screen()));
    bundles.json(document.putArray("bundles"));
    output.finish(document);
    return (found ? ExitCode.DONE : ExitCode.UNAVAILABLE).code();
  }

  @Command(
      name = "install",
      header = "Install a private HIPRTC from Debian's packages; needs no root.",
      description = {
        "%nThe newest HIPRTC of the suite is installed beside those that are there, once it has"
            + " compiled, disassembled and emulated a small kernel. It is then the one in use if it"
            + " is the newest of all, and no other was chosen.",
        "",
        "Without a network: copy the packages, or a bundle of another machine, and give --from."
      })
  int install(
      @Option(
              names = "--suite",
              paramLabel = "NAME",
              description =
                  "Debian suite: forky, sid, or experimental, which takes from sid what it lacks"
                      + " (default: PAGEN_DEBIAN_SUITE, or forky; where the mirror lacks that,"
                      + " sid, or experimental).")
          @Nullable String suite,
      @Option(
              names = "--upgrade",
              description = "Take the newest, even where one of the suite is installed.")
          boolean upgrade,
      @Option(
              names = "--mirror",
              paramLabel = "URL",
              description = "Debian mirror (default: PAGEN_DEBIAN_MIRROR, or this machine's).")
          @Nullable String mirror,
      @Option(
              names = "--from",
              paramLabel = "DIR",
              description =
                  "A folder of .deb files, whose signatures are not checked; or a folder that they"
                      + " were unpacked into.")
          @Nullable Path from,
      @Mixin Output output)
      throws InterruptedException {
    if (from != null && (suite != null || mirror != null || upgrade)) {
      throw new ParameterException(
          spec.subcommands().get("install"),
          "--from takes no --suite, --mirror or --upgrade: it takes what is in the folder.");
    }
    Toolchains toolchains =
        new Toolchains(mirror == null ? host : host.with("PAGEN_DEBIAN_MIRROR", mirror));
    BundleSource source =
        from != null
            ? new BundleSource.Folder(from)
            : new BundleSource.Suite(Optional.ofNullable(suite), upgrade);
    Toolchain installed;
    try (InstallBar bar = new InstallBar(output.aside(), output.status())) {
      installed = toolchains.install(source, ToolchainOptions.trial(host), bar);
    }
    output.text().printf("%s is in %s%n", installed.version(), installed.root());
    Optional<Toolchain> inUse = toolchains.search(Vendor.AMD, Optional.empty()).chosen();
    boolean used = inUse.filter(t -> t.root().equals(installed.root())).isPresent();
    if (!used) {
      output
          .text()
          .printf(
              "In use is %s; \"pa-gen toolchain use %s\" changes that.%n",
              inUse
                  .map(t -> "%s in %s".formatted(t.version(), t.root()))
                  .orElse("none, as what was named or chosen cannot be used"),
              installed.root());
    }
    output.finish(ToolchainReport.json(installed, Json.object()).put("in_use", used));
    return ExitCode.DONE.code();
  }

  @Command(
      name = "use",
      header = "Choose the HIPRTC or NVRTC to use from now on.",
      description = {
        "%nThe choice comes after --toolchain and PAGEN_TOOLCHAIN, which choose for one run, and"
            + " before ROCM_PATH and whatever else is found. Where it can no longer be used, pa-gen"
            + " says so and uses no other."
      })
  int use(
      @Parameters(
              paramLabel = "VERSION|PATH|auto",
              description =
                  "The version of an installed bundle, such as 7.2; any toolchain that --toolchain"
                      + " takes; or auto, to let pa-gen choose again.")
          String which,
      @Mixin Output output) {
    Toolchains toolchains = new Toolchains(host);
    ObjectNode document = Json.object();
    ArrayNode chosen = document.putArray("chosen");
    if (which.equals("auto")) {
      toolchains.useAutomatic();
      output.text().println("pa-gen chooses again; \"pa-gen toolchain status\" says what.");
    } else {
      for (Toolchain toolchain : toolchains.use(toolchains.resolve(which))) {
        output
            .text()
            .printf("%s is used from now on: %s%n", toolchain.version(), toolchain.hiprtc());
        ToolchainReport.json(toolchain, chosen.addObject());
      }
    }
    String named = host.environment().getOrDefault("PAGEN_TOOLCHAIN", "");
    if (!named.isBlank()) {
      output.aside().printf("pa-gen: PAGEN_TOOLCHAIN is set to %s, and comes first.%n", named);
    }
    output.finish(document);
    return ExitCode.DONE.code();
  }
}
