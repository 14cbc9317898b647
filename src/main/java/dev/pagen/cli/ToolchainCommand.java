package dev.pagen.cli;

import dev.pagen.report.Json;
import dev.pagen.report.Table;
import dev.pagen.report.Table.Column;
import dev.pagen.report.Words;
import dev.pagen.toolchain.Finding;
import dev.pagen.toolchain.HiprtcVersion;
import dev.pagen.toolchain.Host;
import dev.pagen.toolchain.Toolchain;
import dev.pagen.toolchain.ToolchainSearch;
import dev.pagen.toolchain.Toolchains;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code pa-gen toolchain}: which HIPRTC is used, and a private one where there is none. */
@Command(name = "toolchain", description = "Show or install the HIPRTC that compiles kernels.")
final class ToolchainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Missing command: status or install");
  }

  @Command(name = "status", description = "Show where HIPRTC was looked for and which is used.")
  int status(
      @Option(names = "--toolchain", paramLabel = "PATH", description = "One to look at first.")
          @Nullable Path path,
      @Option(names = "--json", description = "Print one JSON document.") boolean json) {
    ToolchainSearch search = new Toolchains(Host.current()).search(Optional.ofNullable(path));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(Json.text(json(search)));
    } else {
      print(out, search);
    }
    return (search.chosen().isPresent() ? ExitCode.DONE : ExitCode.UNAVAILABLE).code();
  }

  @Command(
      name = "install",
      description = "Install a private HIPRTC from Debian's packages; needs no root.")
  int install(
      @Option(names = "--afresh", description = "Even where there is one: take the newest.")
          boolean afresh,
      @Option(
              names = "--mirror",
              paramLabel = "URL",
              description = "Debian mirror (default: PAGEN_DEBIAN_MIRROR, or this machine's).")
          @Nullable String mirror)
      throws InterruptedException {
    Host host = Host.current();
    if (mirror != null) {
      host = host.with("PAGEN_DEBIAN_MIRROR", mirror);
    }
    try (InstallBar bar = new InstallBar(spec.commandLine().getErr())) {
      Toolchain installed = new Toolchains(host).install(afresh, bar);
      spec.commandLine().getOut().printf("%s%n%s%n", installed.version(), installed.root());
    }
    return ExitCode.DONE.code();
  }

  /** Where was looked, and what is used. */
  static void print(PrintWriter out, ToolchainSearch search) {
    Table table =
        new Table(
            Column.text("place"), Column.text("HIPRTC"), Column.text("outcome"), Column.text(""));
    for (Finding finding : search.findings()) {
      table.add(
          finding.place(),
          finding.version().map(HiprtcVersion::toString).orElse("-"),
          Words.of(finding.outcome()),
          finding.reason());
    }
    out.println(table);
    out.println();
    if (search.chosen().isPresent()) {
      Toolchain chosen = search.chosen().get();
      out.printf("%s%n", chosen.version());
      out.printf("  hiprtc    %s%n", chosen.hiprtc());
      out.printf("  comgr     %s%n", chosen.comgr());
      out.printf("  runtime   %s%n", chosen.hipRuntime().map(Path::toString).orElse("none found"));
      out.printf("  identity  %s%n", chosen.identity());
    } else {
      out.println("No HIPRTC to use: run \"pa-gen toolchain install\".");
    }
  }

  private static ObjectNode json(ToolchainSearch search) {
    ObjectNode document = Json.object();
    search
        .chosen()
        .ifPresent(
            chosen -> {
              ObjectNode node = document.putObject("chosen");
              node.put("origin", Words.of(chosen.origin()));
              node.put("version", chosen.version());
              node.put("hiprtc", chosen.hiprtc().toString());
              node.put("comgr", chosen.comgr().toString());
              chosen.hipRuntime().ifPresent(path -> node.put("hip_runtime", path.toString()));
              node.put("identity", chosen.identity());
            });
    ArrayNode findings = document.putArray("findings");
    for (Finding finding : search.findings()) {
      ObjectNode node = findings.addObject();
      node.put("place", finding.place());
      node.put("outcome", Words.of(finding.outcome()));
      finding.version().ifPresent(version -> node.put("hiprtc", version.toString()));
      node.put("reason", finding.reason());
    }
    return document;
  }
}
