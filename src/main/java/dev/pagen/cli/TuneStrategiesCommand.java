package dev.pagen.cli;

import dev.pagen.report.Json;
import dev.pagen.report.tuning.StrategyReport;
import dev.pagen.report.tuning.TuningReport;
import dev.pagen.tune.StrategyComparison.Start;
import dev.pagen.tune.SweepResult;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pa-gen tune strategies}: how soon each strategy would have found the best. */
@Command(
    name = "strategies",
    header = "Compare the search strategies on what a store has.",
    description = {
      "",
      "Replays every strategy on the sweep of the store that has the most candidates,",
      "and shows how close to the best it is after how many timed candidates. The",
      "records should be of a whole space, or of random candidates: those of a search",
      "favour that search."
    },
    footer = {"", "Example:", "  pa-gen tune strategies bundled/sm_90.jsonl"})
final class TuneStrategiesCommand implements Callable<Integer> {
  private static final int MOST_SEEDS = 1000;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "STORE",
      description = "A file that pa-gen tune wrote, or a bundled store by the name in tune stores.")
  private Path store = Path.of("");

  @Option(
      names = "--from",
      paramLabel = "START",
      description =
          "Begin with the default tuning, as a sweep does, or with a random one: default"
              + " or drawn (default: ${DEFAULT-VALUE}).")
  private String from = "drawn";

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Searches by each strategy (default: ${DEFAULT-VALUE}).")
  private int seeds = 21;

  @Option(names = "--svg", paramLabel = "FILE", description = "Draw the comparison.")
  private @Nullable Path svg;

  @Mixin private Output output;

  @Override
  public Integer call() {
    Start start = Choices.of(spec, "--from", from, Start.values());
    if (seeds < 1 || seeds > MOST_SEEDS) {
      throw new ParameterException(
          spec.commandLine(), "--seeds %d: it must be 1 to %d".formatted(seeds, MOST_SEEDS));
    }
    SweepResult sweep =
        TuneReportCommand.recorded(store).stream()
            .max(Comparator.comparingInt(recorded -> recorded.records().size()))
            .orElseThrow();
    StrategyReport report = StrategyReport.of(TuningReport.of(sweep), start, seeds);
    output.print(report.text(output.screen()));
    if (svg != null) {
      ReportFiles.write("--svg", svg, report.figure().svg());
    }
    output.finish(Json.object().set("comparison", report.json()));
    return ExitCode.DONE.code();
  }
}
