package dev.pagen.cli;

import dev.pagen.report.Json;
import dev.pagen.report.tuning.TuningReport;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.tune.SweepResult;
import dev.pagen.tune.TuningException;
import dev.pagen.tune.TuningStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code pa-gen tune report}: what sweeps came to, from their store. */
@Command(
    name = "report",
    header = "Report what a store has, without measuring anything.",
    description = {
      "",
      "Makes the report of pa-gen tune for each kernel, device and workload in a store.",
      "A MODEL, or the numbers of a kernel, leaves out all other kernels."
    },
    footer = {"", "Example:", "  pa-gen tune report bundled/sm_90.jsonl --html report.html"})
final class TuneReportCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "STORE",
      description = "A file that pa-gen tune wrote, or a bundled store by the name in tune stores.")
  private Path store = Path.of("");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "MODEL",
      description = "A Hugging Face config.json, or a folder with one.")
  private @Nullable Path model;

  @Mixin private SpecOptions attention = new SpecOptions();
  @Mixin private ReportFiles files = new ReportFiles();
  @Mixin private Output output;

  @Override
  public Integer call() {
    List<SweepResult> sweeps = recorded(store);
    if (attention.named(model)) {
      Set<AttentionSpec> wanted =
          attention.resolve(model).stream()
              .map(SpecOptions.Layers::attention)
              .collect(Collectors.toSet());
      sweeps = sweeps.stream().filter(s -> wanted.contains(s.space().attention())).toList();
      if (sweeps.isEmpty()) {
        throw new TuningException(
            "%s has no records of such a kernel: leave the kernel out to see all."
                .formatted(store));
      }
    }
    List<TuningReport> reports = sweeps.stream().map(TuningReport::of).toList();
    ObjectNode document = Json.object();
    ArrayNode list = document.putArray("sweeps");
    for (TuningReport report : reports) {
      output.print(report.text(output.screen()));
      list.add(report.json());
    }
    files.write(reports);
    output.finish(document);
    return ExitCode.DONE.code();
  }

  /**
   * What a store has.
   *
   * @throws TuningException if it is not there, cannot be read or has nothing
   */
  static List<SweepResult> recorded(Path file) {
    TuningStore store = new TuningStore(file);
    store.requireFile();
    TuningStore.Contents contents = store.read();
    if (contents.records().isEmpty()) {
      throw new TuningException(
          "%s has no record that this version can read (%d lines that it cannot)."
              .formatted(file, contents.unreadable()));
    }
    return SweepResult.recorded(contents);
  }
}
