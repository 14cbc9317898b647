package dev.pagen.cli;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.bench.Batch;
import dev.pagen.compile.KernelBuilder;
import dev.pagen.device.Device;
import dev.pagen.files.PagenHome;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.report.Json;
import dev.pagen.report.Words;
import dev.pagen.report.tuning.TuningReport;
import dev.pagen.report.tuning.YardstickReport;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.terminal.StatusLine;
import dev.pagen.toolchain.Host;
import dev.pagen.toolchain.Vendor;
import dev.pagen.tune.DeviceRunner;
import dev.pagen.tune.Kernels;
import dev.pagen.tune.ModelRunner;
import dev.pagen.tune.Origin;
import dev.pagen.tune.RecordJson;
import dev.pagen.tune.Runner;
import dev.pagen.tune.SearchSpace;
import dev.pagen.tune.Selection;
import dev.pagen.tune.Shard;
import dev.pagen.tune.Sweep;
import dev.pagen.tune.SweepResult;
import dev.pagen.tune.SweepSettings;
import dev.pagen.tune.TuningRecord;
import dev.pagen.tune.TuningStore;
import dev.pagen.tune.Yardsticks;
import dev.pagen.verify.MemoryNeed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/** {@code pa-gen tune}: looks for the best tuning. */
@Command(
    name = "tune",
    subcommands = {TuneReportCommand.class, TuneStrategiesCommand.class, TuneStoresCommand.class},
    header = "Look for the tuning that is fastest for a workload, and keep what was found.",
    customSynopsis = {
      "pa-gen tune MODEL [--tp N] [--device auto|emulator|hip:N,...] [OPTIONS]",
      "       pa-gen tune --head-size N --q-heads N --kv-heads N [OPTIONS]",
      "       pa-gen tune merge STORE... --out STORE",
      "       pa-gen tune report STORE [MODEL] [--html FILE]",
      "       pa-gen tune strategies STORE [--svg FILE]",
      "       pa-gen tune stores"
    },
    description = {
      "",
      "Tries supported tunings one after another: verifies each against a float64",
      "reference, times it beside the floor, and times the few best at length. Every",
      "candidate is a line in the store before the next one is tried, so that --resume",
      "goes on where a sweep was stopped. On the emulator nothing is timed: candidates",
      "are ranked by what a performance model predicts. The batch is 64 sequences of",
      "2048 tokens unless the options say otherwise."
    },
    footer = {
      "",
      "Examples:",
      "  pa-gen tune examples/models/grok-1.json --tp 8 --page-size 1 --batch 512 --context 2048",
      "  pa-gen tune examples/models/grok-1.json --tp 8 --arch gfx950 --device emulator"
          + " --only k-path=lds,direct --fix waves=4"
    })
final class TuneCommand implements Callable<Integer> {
  /** Sequences and tokens. */
  private static final Pattern WORKLOAD = Pattern.compile("([1-9]\\d{0,6})x([1-9]\\d{0,8})");

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "MODEL",
      description = "A Hugging Face config.json, or a folder with one.")
  private @Nullable Path model;

  @Mixin private SpecOptions attention = new SpecOptions();
  @Mixin private Targets targets = new Targets();
  @Mixin private SearchOptions search;

  @Option(
      names = "--resume",
      description = "Skip candidates whose records in the store still hold.")
  private boolean resume;

  @Option(
      names = "--store",
      paramLabel = "FILE",
      description = "Where records are kept (default: one file per device in PAGEN_HOME/tuning).")
  private @Nullable Path storeFile;

  @Option(
      names = "--workloads",
      paramLabel = "BxL",
      split = ",",
      description =
          "Several batches to tune for, one after the other: sequences x tokens, such as"
              + " 1x16384,512x2048.")
  private @Nullable List<String> workloads;

  @Mixin private ReportFiles files = new ReportFiles();
  @Mixin private BatchOptions batch = new BatchOptions();
  @Mixin private DeviceOptions devices = new DeviceOptions();
  @Mixin private BuilderOptions builder;
  @Mixin private Output output;

  private final Host host;

  TuneCommand(Host host) {
    this.host = host;
  }

  @Override
  public Integer call() throws InterruptedException {
    search.check();
    Optional<Shard> shard = search.shard();
    batch.pages();
    List<int[]> batches = batches();
    boolean anyTarget = !targets.named();
    List<KernelSpec> asked = kernels(targets.resolve());
    // Not closed where a candidate has taken the device down: that would wait for it.
    List<DeviceOptions.Choice> choices = devices.chooseAll(asked, anyTarget, builder.toolchain());
    DeviceOptions.Choice choice = choices.getFirst();
    search
        .shardEvidence()
        .ifPresent(
            evidence ->
                output
                    .aside()
                    .printf("pa-gen: shard %s (%s)%n", shard.orElseThrow().part(), evidence));
    choice.why().ifPresent(why -> output.aside().println("pa-gen: on the emulator: " + why));
    List<KernelSpec> kernels =
        choice.runnable(
            anyTarget && choice.target().isPresent()
                ? kernels(List.of(choice.target().get()))
                : asked);
    ObjectNode document = Json.object();
    document.put("seed", batch.seed());
    shard.ifPresent(one -> document.set("shard", RecordJson.write(one)));
    ArrayNode list = document.putArray("sweeps");
    List<TuningReport> reports = new ArrayList<>();
    ExitCode exit = ExitCode.DONE;
    Duration budget = search.budget().dividedBy((long) kernels.size() * batches.size());
    // All of them before any is measured: a space may be empty, or too small for its shards.
    List<SearchSpace> spaces =
        kernels.stream().map(k -> search.space(k.attention(), k.target())).toList();
    for (int k = 0; k < kernels.size() && exit != ExitCode.UNAVAILABLE; k++) {
      KernelSpec kernel = kernels.get(k);
      SearchSpace space = spaces.get(k);
      Vendor vendor = Vendor.ofArch(kernel.target().arch());
      try (KernelBuilder kernelBuilder =
          builder.openBuilder(builder.toolchain().locateOrInstall(vendor))) {
        for (int[] contexts : batches) {
          TuningReport report = tune(kernel, space, contexts, budget, choices, kernelBuilder);
          output.print(report.text(output.screen()));
          output.text().flush();
          list.add(report.json());
          reports.add(report);
          if (report.result().end() == SweepResult.End.DEVICE_LOST) {
            exit = ExitCode.UNAVAILABLE;
            break;
          }
          if (report.result().best().isEmpty()) {
            exit = ExitCode.MISMATCH;
          }
        }
      }
    }
    if (exit != ExitCode.UNAVAILABLE) {
      choices.forEach(DeviceOptions.Choice::close);
    }
    files.write(reports);
    output.finish(document);
    return exit.code();
  }

  /** The kernels asked for, with their default tunings. */
  private List<KernelSpec> kernels(List<Target> chosen) {
    return attention.kernels(
        model, chosen, (layer, target) -> KernelDesign.of(layer, target).defaultTuning());
  }

  /** Tokens of each sequence of the batches to tune for. */
  private List<int[]> batches() {
    if (workloads == null) {
      return List.of(batch.contexts());
    }
    if (batch.namesBatch() || batch.namesContexts()) {
      throw usage("--workloads stands in place of --batch and --context: leave these out");
    }
    return workloads.stream().map(this::contexts).toList();
  }

  private int[] contexts(String workload) {
    Matcher matcher = WORKLOAD.matcher(workload);
    if (!matcher.matches()) {
      throw usage(
          "--workloads %s: each must be sequences x tokens, both at least 1, such as 64x2048"
              .formatted(workload));
    }
    int sequences = Numbers.whole(spec.commandLine(), "--workloads", matcher.group(1));
    MemoryNeed.ofBatch(sequences).require();
    int[] contexts = new int[sequences];
    Arrays.fill(contexts, Numbers.whole(spec.commandLine(), "--workloads", matcher.group(2)));
    return contexts;
  }

  private TuningReport tune(
      KernelSpec kernel,
      SearchSpace space,
      int[] contexts,
      Duration budget,
      List<DeviceOptions.Choice> choices,
      KernelBuilder kernelBuilder)
      throws InterruptedException {
    StatusLine line = output.status();
    try {
      Kernels kernels = Kernels.of(kernelBuilder);
      List<Runner> runners =
          choices.stream().map(choice -> runner(kernel, contexts, choice, kernelBuilder)).toList();
      Runner runner = runners.getFirst();
      TuningStore store = new TuningStore(storeFile(runner));
      store.prepare();
      List<TuningRecord> known = known(store, kernel, runner, kernels);
      SweepSettings all = SweepSettings.of(budget).by(new Origin(Version.ofBuild(), batch.seed()));
      SweepSettings settings = search.shard().map(all::withShard).orElse(all);
      try (Sweep sweep =
          new Sweep(
              space,
              search.strategy().over(space, batch.seed()),
              kernels,
              runners,
              store,
              settings)) {
        SweepResult result =
            sweep.run(
                known, progress -> line.show(kernel.name() + ": " + TuningReport.line(progress)));
        if (result.end() != SweepResult.End.DEVICE_LOST) {
          runners.forEach(Runner::close);
        }
        return new TuningReport(kernel.name(), runner.stamp(), runner.size(), result);
      }
    } finally {
      line.showNothingElse();
    }
  }

  private Runner runner(
      KernelSpec kernel, int[] contexts, DeviceOptions.Choice choice, KernelBuilder kernelBuilder) {
    if (choice.hip().isPresent()) {
      Device device = choice.hip().get();
      return new DeviceRunner(
          device,
          device.driver(),
          new Batch(contexts, batch.pages(), batch.seed()),
          kernelBuilder.buildFloor(kernel));
    }
    if (Arrays.stream(contexts).distinct().count() > 1 || contexts[0] == 0) {
      throw usage(
          "--contexts: the emulator's performance model takes sequences of one length: give"
              + " --context");
    }
    WorkloadSize size = new WorkloadSize(contexts.length, contexts[0]);
    return ModelRunner.of(kernel.attention(), kernel.target(), size, batch.seed());
  }

  private Path storeFile(Runner runner) {
    if (storeFile != null) {
      return storeFile;
    }
    PagenHome home = PagenHome.of(host.environment());
    return TuningStore.of(home, runner.stamp().device()).file();
  }

  /** What need not be tried again; says what the store has that does not hold any more. */
  private List<TuningRecord> known(
      TuningStore store, KernelSpec kernel, Runner runner, Kernels kernels) {
    TuningStore.Contents contents = store.read();
    Selection selection =
        Selection.of(contents, kernel.attention(), kernel.target(), runner.stamp(), kernels::key);
    Optional.of(selection.stale())
        .filter(stale -> stale.count() > 0)
        .ifPresent(stale -> note(store, "of this kernel " + stale));
    Optional.of(contents.unreadable())
        .filter(lines -> lines > 0)
        .ifPresent(
            lines ->
                note(store, "%s are of another version".formatted(Words.count(lines, "line"))));
    return resume ? selection.of(runner.size()) : List.of();
  }

  private void note(TuningStore store, String what) {
    output.aside().println("pa-gen: in %s %s: kept, not used".formatted(store.file(), what));
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  @Command(name = "merge", header = "Put the records of several stores into one.")
  int merge(
      @Parameters(arity = "1..*", paramLabel = "STORE", description = "Stores to read.")
          List<Path> stores,
      @Option(
              names = "--out",
              required = true,
              paramLabel = "STORE",
              description = "The store that their records are added to.")
          Path out,
      @Option(
              names = "--best",
              paramLabel = "N",
              description =
                  "Only the N best of each kernel, device and workload, and what their shards have"
                      + " of the default: all that a look-up needs.")
          @Nullable Integer best,
      @Mixin Output result) {
    if (best != null && best < 1) {
      throw usage("--best %d: it must be at least 1".formatted(best));
    }
    TuningStore to = new TuningStore(out);
    List<TuningStore> from = stores.stream().map(TuningStore::new).toList();
    int added = best == null ? to.merge(from) : to.mergeBest(from, best);
    result.text().printf("%s added to %s%n", Words.count(added, "record"), out);
    for (TuningStore store : from) {
      long lost = best == null ? store.damaged() : store.read().unreadable();
      if (lost > 0) {
        result
            .aside()
            .printf(
                "pa-gen: %s of %s cannot be read: left out%n",
                Words.count((int) lost, "line"), store.file());
      }
    }
    ObjectNode document = Json.object().put("added", added).put("store", out.toString());
    ArrayNode yardsticks = document.putArray("yardsticks");
    for (Yardsticks ofSweep : TuningStore.yardsticks(from)) {
      YardstickReport report = new YardstickReport(ofSweep);
      result.text().print(report.text());
      yardsticks.add(report.json());
    }
    result.finish(document);
    return ExitCode.DONE.code();
  }
}
