package dev.pagen.cli;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.bench.Batch;
import dev.pagen.bench.Benchmark;
import dev.pagen.bench.BenchmarkResult;
import dev.pagen.bench.BenchmarkSettings;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.device.Device;
import dev.pagen.device.DeviceUnavailableException;
import dev.pagen.report.Json;
import dev.pagen.report.benchmark.BenchmarkPage;
import dev.pagen.report.benchmark.BenchmarkReport;
import dev.pagen.report.benchmark.SweepChart;
import dev.pagen.report.benchmark.SweepVariable;
import dev.pagen.report.page.Provenance;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.terminal.Screen;
import dev.pagen.terminal.TerminalWriter;
import dev.pagen.verify.MemoryNeed;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
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

/** {@code pa-gen bench}: what kernels take on a GPU, beside the floor. */
@Command(
    name = "bench",
    header = "Time kernels on a GPU, beside the time that only reading the KV cache takes.",
    customSynopsis = {
      "pa-gen bench MODEL [--tp N] [--device auto|hip:N] [OPTIONS]",
      "       pa-gen bench --head-size N --q-heads N --kv-heads N [OPTIONS]",
      "       pa-gen bench ... --over context --values 128,2048,16384 --plot FILE"
    },
    description = {
      "",
      "Times each kernel and its floor, a kernel that only reads the same pages, run by",
      "run in turn, on copies of the batch that are in no cache. Shows medians, and how",
      "much of the floor's speed the kernel reaches. The output is compared with a",
      "float64 reference; the time of a wrong kernel does not count (exit code 5).",
      "The batch is 64 sequences of 2048 tokens unless the options say otherwise."
    },
    footer = {
      "",
      "Examples:",
      "  pa-gen bench examples/models/grok-1.json --tp 8 --page-size 1 --batch 512 --context 2048"
          + " --pages ascending",
      "  pa-gen bench examples/models/llama-3.1-8b.json --batch 128 --over context --values"
          + " 128,512,2048,8192 --plot context.svg"
    })
final class BenchCommand implements Callable<Integer> {
  private static final String STANDARD_OUTPUT = "-";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description = "A Hugging Face config.json, or a folder with one.")
  private @Nullable Path model;

  @Mixin private KernelOptions kernels = new KernelOptions();
  @Mixin private BatchOptions batch = new BatchOptions();
  @Mixin private SweepOptions sweep = new SweepOptions();
  @Mixin private DeviceOptions devices = new DeviceOptions();

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Timed runs of each kernel and of its floor (default 100).")
  private int runs = 100;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Write a line for each measurement; - is standard output.")
  private @Nullable String csv;

  @Mixin private BuilderOptions builder;
  @Mixin private Output output;

  /** Which kernels suit a batch. */
  @FunctionalInterface
  private interface Resolution {
    List<KernelSpec> of(int[] contexts) throws InterruptedException;
  }

  /** What is measured together: kernels, on one batch. */
  private record Point(List<KernelSpec> kernels, Batch batch) {}

  @Override
  public Integer call() throws InterruptedException {
    check();
    List<KernelSpec> asked = kernels(points(_ -> kernels.resolve(model)));
    boolean anyTarget = !kernels.namesTargets();
    List<BenchmarkResult> results;
    List<KernelSpec> runnable;
    Provenance provenance;
    try (DeviceOptions.Choice choice = devices.choose(asked, anyTarget, builder.toolchain())) {
      Device device = choice.hip().orElseThrow(() -> noGpu(choice.why()));
      List<Target> targets = choice.targets(kernels, anyTarget);
      List<Point> points = points(contexts -> tuned(device, targets, contexts));
      runnable = choice.runnable(kernels(points));
      List<BuiltKernel> built = builder.build(runnable);
      results = measure(device, built, points);
      provenance =
          Provenance.now(
              Version.ofBuild(),
              device.properties().name(),
              device.driver(),
              built.stream().map(b -> b.result().entry().compilerIdentity()).toList(),
              batch.seed());
    }
    kernels.tunings().print(runnable, text(), output.aside());
    boolean table = !STANDARD_OUTPUT.equals(csv);
    String report = BenchmarkReport.text(results, table ? output.screen() : Screen.PLAIN);
    TerminalWriter.styled(text(), () -> text().print(report));
    write(results, provenance);
    ObjectNode document = Json.object();
    document.set("tunings", kernels.tunings().json(runnable));
    ArrayNode list = document.putArray("measurements");
    results.forEach(result -> list.add(BenchmarkReport.json(result)));
    text().flush();
    output.finish(document);
    return ExitCode.DONE.code();
  }

  private void check() {
    sweep.check(batch);
    batch.pages();
    if (runs < 1) {
      throw usage("--runs %d: it must be at least 1".formatted(runs));
    }
    if (STANDARD_OUTPUT.equals(csv) && output.isJson()) {
      throw usage("--csv - and --json both want standard output: give --csv a file");
    }
  }

  private static DeviceUnavailableException noGpu(Optional<String> why) {
    return new DeviceUnavailableException(
        "bench needs a GPU%s. An emulated device has no time worth measuring: pa-gen verify"
                .formatted(why.map(reason -> ", and there is " + reason).orElse(""))
            + " --device emulator --counters counts what a kernel does, and pa-gen count compares"
            + " it with others.");
  }

  private static List<KernelSpec> kernels(List<Point> points) {
    return points.stream().flatMap(point -> point.kernels().stream()).distinct().toList();
  }

  /** The kernels that are best for a batch on the GPU. */
  private List<KernelSpec> tuned(Device device, List<Target> targets, int[] contexts)
      throws InterruptedException {
    return kernels.tuned(
        model,
        targets,
        new TuningSource.Use(Optional.of(device), WorkloadSize.of(contexts), builder));
  }

  /** What is to be measured, with the kernels that {@code resolve} gives for a batch. */
  private List<Point> points(Resolution resolve) throws InterruptedException {
    int[] base = batch.contexts();
    Optional<SweepVariable> variable = sweep.variable();
    if (variable.isEmpty()) {
      return List.of(point(base, resolve));
    }
    List<Point> points = new ArrayList<>();
    for (int value : sweep.values()) {
      int[] contexts =
          switch (variable.get()) {
            case CONTEXT -> IntStream.of(base).map(tokens -> value).toArray();
            case BATCH -> {
              MemoryNeed.ofBatch(value).require();
              yield IntStream.range(0, value).map(s -> base[s % base.length]).toArray();
            }
            case PAGE_SIZE -> {
              kernels.overridePageSize(value);
              yield base;
            }
          };
      points.add(point(contexts, resolve));
    }
    return points;
  }

  private Point point(int[] contexts, Resolution resolve) throws InterruptedException {
    return new Point(resolve.of(contexts), new Batch(contexts, batch.pages(), batch.seed()));
  }

  private List<BenchmarkResult> measure(Device device, List<BuiltKernel> built, List<Point> points)
      throws InterruptedException {
    List<KernelSpec> runnable = built.stream().map(b -> b.rendered().spec()).toList();
    List<BuiltKernel> floors = builder.buildFloors(runnable);
    List<Optional<BuiltKernel>> mergingFloors = builder.buildMergingFloors(runnable);
    List<BenchmarkResult> results = new ArrayList<>();
    for (Point point : points) {
      for (int k = 0; k < runnable.size(); k++) {
        KernelSpec kernel = runnable.get(k);
        if (point.kernels().contains(kernel)) {
          output
              .status()
              .show(
                  "%d sequences of up to %d tokens: timing %s ..."
                      .formatted(
                          point.batch().sequences(), point.batch().maxContext(), kernel.name()));
          BenchmarkSettings settings = BenchmarkSettings.of(kernel.target());
          try (Benchmark benchmark =
              Benchmark.open(device, floors.get(k), point.batch(), settings)) {
            results.add(benchmark.time(built.get(k), mergingFloors.get(k), runs));
          }
        }
      }
    }
    output.status().showNothingElse();
    return results;
  }

  private void write(List<BenchmarkResult> results, Provenance provenance) {
    if (csv != null) {
      String lines = BenchmarkReport.csv(results);
      if (csv.equals(STANDARD_OUTPUT)) {
        PrintWriter out = spec.commandLine().getOut();
        TerminalWriter.document(out, () -> out.print(lines));
      } else {
        ReportFiles.write("--csv", Path.of(csv), lines);
      }
    }
    sweep
        .plot()
        .ifPresent(
            file ->
                ReportFiles.writePlot(
                    "--plot",
                    file,
                    () -> SweepChart.of(sweep.variable().orElseThrow(), results),
                    () -> BenchmarkPage.html(sweep.variable().orElseThrow(), results, provenance)));
  }

  /** Where the table goes: not where the CSV lines or the document go. */
  private PrintWriter text() {
    return STANDARD_OUTPUT.equals(csv) ? output.aside() : output.text();
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
