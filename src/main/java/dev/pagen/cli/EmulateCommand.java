package dev.pagen.cli;

import dev.pagen.compile.Compiler;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.launch.Checked;
import dev.pagen.launch.Emulation;
import dev.pagen.launch.ForeignCode;
import dev.pagen.launch.LaunchList;
import dev.pagen.launch.LaunchListReader;
import dev.pagen.report.Json;
import dev.pagen.report.code.KernelListing;
import dev.pagen.report.run.CountersReport;
import dev.pagen.report.run.EmulationReport;
import dev.pagen.report.run.FoundByChecks;
import dev.pagen.spec.Target;
import dev.pagen.terminal.TerminalWriter;
import dev.pagen.toolchain.Vendor;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code pa-gen emulate}: anybody's kernels, on the emulator. */
@Command(
    name = "emulate",
    header = "Run anybody's kernels on the emulator, and look for what is wrong with them.",
    customSynopsis = {
      "pa-gen emulate KERNEL.co|KERNEL.hip --launch LIST.json [OPTIONS]",
      "       pa-gen emulate KERNEL.co|KERNEL.hip --list [OPTIONS]"
    },
    description = {
      "",
      "Takes code objects of any compiler for gfx90a, gfx942 and gfx950, or a HIP",
      "source, which is compiled. A launch list says which kernels run, on what, and",
      "what is to come out: docs/emulating.md. Exit code 5 if an output is wrong, a",
      "kernel does something wrong, or a check finds something."
    },
    footer = {
      "",
      "Examples:",
      "  pa-gen emulate examples/emulate/softmax.hip --list",
      "  pa-gen emulate examples/emulate/softmax.hip --launch examples/emulate/softmax.json"
    })
final class EmulateCommand implements Callable<Integer> {
  private static final String DEFAULT_ARCH = "gfx942";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "KERNEL", description = "A code object, or a HIP source (.hip).")
  private Path kernel = Path.of("");

  @Option(
      names = "--launch",
      paramLabel = "LIST.json",
      description = "What to launch, on what, and what is to come out.")
  private @Nullable Path launch;

  @Option(
      names = "--list",
      description = "Show the kernels and their arguments, and a launch list to fill in.")
  private boolean list;

  @Option(
      names = "--arch",
      paramLabel = "TARGET",
      description = "What to compile a source for (default gfx942), or what a code object is for.")
  private @Nullable String arch;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Write every buffer of the list as NAME.npy after the launches.")
  private @Nullable Path out;

  @Option(
      names = "--counters",
      description = "Count instructions, memory transactions, LDS bank conflicts and barriers.")
  private boolean counters;

  @Mixin private EmulationOptions options = new EmulationOptions();
  @Mixin private ScheduleOptions order = new ScheduleOptions();
  @Mixin private BuilderOptions builder;
  @Mixin private Output output;

  @Override
  public Integer call() throws InterruptedException {
    if (list == (launch != null)) {
      throw usage("Give --launch LIST.json, or --list, which shows what a list needs");
    }
    options.limits();
    options.checks();
    order.schedule();
    Optional<LaunchList> launches =
        Optional.ofNullable(launch).map(file -> LaunchListReader.read(file, Set.of()));
    ForeignCode code = code();
    return launches.isPresent() ? emulate(code, launches.get()) : show(code);
  }

  private ForeignCode code() throws InterruptedException {
    Target target = target(arch == null ? DEFAULT_ARCH : arch);
    boolean source = ForeignFiles.isSource(kernel);
    if (!source) {
      String found = ForeignFiles.codeObject(kernel, ForeignFiles.bytes(kernel)).arch();
      if (arch != null && !found.equals(arch)) {
        throw usage("--arch %s: %s is for %s".formatted(arch, kernel, found));
      }
    }
    try (Compiler compiler = builder.openCompiler(Vendor.AMD)) {
      ForeignFiles files = new ForeignFiles(compiler);
      return source ? files.compile(kernel, target) : files.read(kernel);
    }
  }

  private Target target(String name) {
    return EmulatedDevice.targets().stream()
        .filter(t -> t.arch().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                usage(
                    "--arch %s: the emulator knows %s"
                        .formatted(
                            name,
                            EmulatedDevice.targets().stream()
                                .map(Target::arch)
                                .collect(Collectors.joining(", ")))));
  }

  private int show(ForeignCode code) {
    KernelListing listing = new KernelListing(code.name(), code.codeObject());
    output.print(listing.text(output.screen()) + "\n");
    output.text().println("a launch list to fill in:");
    TerminalWriter.document(
        output.text(), () -> output.text().print(Json.text(listing.skeleton())));
    output.finish(listing.json());
    return ExitCode.DONE.code();
  }

  private int emulate(ForeignCode code, LaunchList launches) {
    Emulation emulation =
        new Emulation(
            code, launches, options.limits(), order.schedule(), Optional.ofNullable(out), counters);
    ObjectNode document;
    ExitCode exit;
    try {
      output.status().show("emulating %s ...".formatted(launches.name()));
      Checked<Emulation.Result> checked = Checked.run(options.checks(), emulation::run);
      EmulationReport report =
          new EmulationReport(launches.name(), code.target(), checked, options.checks());
      output.text().println(report.text());
      document = report.json();
      if (counters) {
        CountersReport counted = new CountersReport(launches.name(), checked.result().counters());
        output.print(counted.table(), 2);
        document.set("counters", counted.json());
      }
      exit = report.passed() ? ExitCode.DONE : ExitCode.MISMATCH;
    } catch (EmulationException e) {
      String why = FoundByChecks.why(e);
      output.text().println("%s: failed: %s".formatted(launches.name(), why));
      document = Json.object().put("name", launches.name()).put("failed", why);
      exit = ExitCode.of(e);
    } catch (UncheckedIOException e) {
      throw new OutputException(
          "--out", Objects.requireNonNull(out), Objects.requireNonNull(e.getCause()));
    }
    output.finish(document);
    return exit.code();
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
