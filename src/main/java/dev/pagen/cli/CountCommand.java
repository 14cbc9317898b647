package dev.pagen.cli;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.cli.help.About;
import dev.pagen.cli.help.Subject;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.Compiler;
import dev.pagen.count.Batch;
import dev.pagen.count.CountingRun;
import dev.pagen.count.Counts;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.launch.LaunchList;
import dev.pagen.launch.LaunchListReader;
import dev.pagen.report.Json;
import dev.pagen.report.drawing.Figure;
import dev.pagen.report.page.Provenance;
import dev.pagen.report.prediction.PredictionPage;
import dev.pagen.report.prediction.PredictionReport;
import dev.pagen.report.run.CountsReport;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.toolchain.Vendor;
import dev.pagen.verify.InputDistribution;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code pa-gen count}: what kernels ask of the machine, put side by side. */
@Command(
    name = "count",
    header = "Count what kernels do per 256 tokens, beside other code objects.",
    customSynopsis = {
      "pa-gen count MODEL [--tp N] [OPTIONS]",
      "       pa-gen count --head-size N --q-heads N --kv-heads N [OPTIONS]",
      "       pa-gen count ... --code-object FILE.co --launch LAUNCH.json"
    },
    description = {
      "",
      "Emulates each kernel on a few sequences, launched as for the whole batch, and",
      "prints one table per target: bytes, barriers, LDS, instructions, bytes in",
      "flight, registers. Other code objects run on the same inputs."
    },
    footer = {
      "",
      "Examples:",
      "  pa-gen count examples/models/grok-1.json --tp 8 --page-size 1 --arch gfx950",
      "  pa-gen count examples/models/grok-1.json --tp 8 --arch gfx942,gfx950 --predict"
    })
final class CountCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description = "A Hugging Face config.json, or a folder with one.")
  private @Nullable Path model;

  @Mixin private KernelOptions kernels = new KernelOptions();
  @Mixin private CountOptions workload = new CountOptions();
  @Mixin private EmulationOptions emulation = new EmulationOptions();
  @Mixin private ScheduleOptions order = new ScheduleOptions();

  @ArgGroup(exclusive = false, multiplicity = "0..*")
  private List<Foreign> foreign = new ArrayList<>();

  @Option(
      names = "--by-kernel",
      description =
          "Also print a table with a column for each kernel that an implementation" + " launches.")
  private boolean byKernel;

  @Option(
      names = "--predict",
      description =
          "Also predict the time on a GPU by the performance model (docs/performance-model.md).")
  private boolean predict;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description =
          "Draw what --predict says: as an SVG, or as a page where the name ends in .html.")
  private @Nullable Path plot;

  @Mixin private BuilderOptions builder;
  @Mixin private Output output;

  /** Another code object, and how it is launched. */
  @About(Subject.BESIDE)
  static final class Foreign {
    @Option(
        names = "--code-object",
        required = true,
        paramLabel = "FILE.co",
        description = "Count this code object too; any number, each with its --launch.")
    private Path codeObject = Path.of("");

    @Option(
        names = "--launch",
        required = true,
        paramLabel = "LAUNCH.json",
        description = "How it is launched (docs/emulating.md).")
    private Path launch = Path.of("");
  }

  @Override
  public Integer call() throws InterruptedException {
    List<KernelSpec> guesses = kernels.resolve(model);
    refuseOthers(guesses);
    checkPlot(guesses);
    emulation.checks();
    Batch batch = workload.batch();
    InputDistribution distribution = workload.distribution();
    List<ForeignColumn> others = others(guesses);
    WorkloadSize size = new WorkloadSize(batch.planned(), batch.context());
    List<KernelSpec> specs =
        kernels.tuned(model, new TuningSource.Use(Optional.empty(), size, builder));
    ObjectNode document = Json.object();
    describe(batch, document);
    ArrayNode list = document.putArray("counts");
    document.set("tunings", kernels.tunings().json(specs));
    output.text().println(CountsReport.basis(batch));
    kernels.tunings().print(specs, output.text(), output.aside());
    output.text().flush();
    ExitCode worst = ExitCode.DONE;
    List<String> failures = new ArrayList<>();
    List<BuiltKernel> built = builder.build(specs);
    PredictionPage page = new PredictionPage(batch, provenance(built));
    List<Figure> figures = new ArrayList<>();
    for (BuiltKernel kernel : built) {
      KernelSpec of = kernel.rendered().spec();
      output.status().show("emulating %s ...".formatted(kernel.name()));
      CountingRun run =
          new CountingRun(of.attention(), of.target(), batch, distribution, workload.seed());
      List<ForeignColumn.Outcome> outcomes =
          others.stream()
              .filter(o -> o.code().target() == of.target())
              .map(other -> other.count(run, emulation, order.schedule()))
              .toList();
      outcomes.stream().flatMap(o -> o.note().stream()).forEach(failures::add);
      worst = outcomes.stream().map(ForeignColumn.Outcome::exit).reduce(worst, ExitCode::worse);
      List<Counts> columns = new ArrayList<>(List.of(run.count(kernel)));
      outcomes.forEach(o -> o.counts().ifPresent(columns::add));
      CountsReport report =
          new CountsReport(
              kernel.name(),
              of.target(),
              columns,
              outcomes.stream().flatMap(o -> o.failure().stream()).toList(),
              outcomes.stream().flatMap(o -> o.note().stream()).toList());
      print(report);
      ObjectNode node = report.json();
      if (predict) {
        PredictionReport prediction = new PredictionReport(of.target(), columns);
        print(prediction, batch);
        node.set("predictions", prediction.json());
        page.add(of, report, prediction);
        figures.add(prediction.figure(batch));
      }
      list.add(node);
    }
    if (plot != null) {
      ReportFiles.writePlot("--plot", plot, figures::getFirst, page::html);
    }
    if (!output.isJson()) {
      failures.forEach(output.aside()::println);
    }
    output.finish(document);
    return worst.code();
  }

  private void checkPlot(List<KernelSpec> specs) {
    if (plot == null) {
      return;
    }
    if (!predict) {
      throw usage("--plot draws what is predicted: give --predict too");
    }
    if (specs.size() > 1 && !plot.toString().endsWith(".html")) {
      throw usage(
          "--plot %s: these are %d kernels, and a drawing is of one: give a name that ends in .html"
              .formatted(plot, specs.size()));
    }
  }

  private Provenance provenance(List<BuiltKernel> built) {
    return Provenance.now(
        Version.ofBuild(),
        "no GPU: emulated",
        "none",
        built.stream().map(b -> b.result().entry().compilerIdentity()).toList(),
        workload.seed());
  }

  /** The emulator counts, and it does not know all targets. */
  private void refuseOthers(List<KernelSpec> specs) {
    for (KernelSpec one : specs) {
      if (!EmulatedDevice.targets().contains(one.target())) {
        throw usage(
            "--arch %s: what is counted is emulated, and the emulator knows %s"
                .formatted(
                    one.target(),
                    EmulatedDevice.targets().stream()
                        .map(Target::arch)
                        .collect(Collectors.joining(", "))));
      }
    }
  }

  private void describe(Batch batch, ObjectNode document) {
    ObjectNode node = document.putObject("workload");
    node.put("planned_sequences", batch.planned());
    node.put("emulated_sequences", batch.sequences());
    node.put("context", batch.context());
    node.put("distribution", workload.distribution().toString());
    node.put("seed", workload.seed());
    node.put("unit_tokens", Batch.UNIT_TOKENS);
  }

  private void print(CountsReport report) {
    output.text().printf("%n%s%n", report.kernel());
    output.print(report.table(), 2);
    report.notes().forEach(output.text()::println);
    if (byKernel) {
      output.text().println();
      output.print(report.byKernel(), 2);
    }
    output.text().flush();
  }

  private void print(PredictionReport report, Batch batch) {
    output
        .text()
        .printf(
            "%npredicted for %s with %d sequences of %d tokens, between two readings of the"
                + " calibration:%n",
            report.target().product(), batch.planned(), batch.context());
    output.print(report.readings(output.screen().beside(2)).indent(2));
    output.print(report.table(), 2);
    output.text().flush();
  }

  private List<ForeignColumn> others(List<KernelSpec> specs) throws InterruptedException {
    if (foreign.isEmpty()) {
      return List.of();
    }
    List<ForeignColumn> all = new ArrayList<>();
    List<LaunchList> launches =
        foreign.stream().map(one -> LaunchListReader.read(one.launch, Batch.NAMES)).toList();
    try (Compiler compiler = builder.openCompiler(Vendor.AMD)) {
      ForeignFiles files = new ForeignFiles(compiler);
      for (int i = 0; i < foreign.size(); i++) {
        Path file = foreign.get(i).codeObject;
        String arch = ForeignFiles.codeObject(file, ForeignFiles.bytes(file)).arch();
        if (specs.stream().noneMatch(s -> s.target().arch().equals(arch))) {
          throw usage("--code-object %s is for %s: give --arch %s too".formatted(file, arch, arch));
        }
        all.add(new ForeignColumn(files.read(file), launches.get(i)));
      }
    }
    return all;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
