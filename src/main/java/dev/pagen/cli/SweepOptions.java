package dev.pagen.cli;

import dev.pagen.report.benchmark.SweepVariable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One number of the workload that is measured at several values. */
final class SweepOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--over",
      paramLabel = "WHAT",
      description = "Measure at several values of context, batch or page-size.")
  private @Nullable String over;

  @Option(names = "--values", paramLabel = "N", split = ",", description = "The values of --over.")
  private @Nullable List<Integer> values;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description =
          "Draw time against --over, with the floor: as an SVG, or as a page where the name ends in"
              + " .html.")
  private @Nullable Path plot;

  /** What changes, if anything does. */
  Optional<SweepVariable> variable() {
    return Optional.ofNullable(over)
        .map(text -> Choices.of(command, "--over", text, SweepVariable.values()));
  }

  /** Its values, ascending. */
  List<Integer> values() {
    return values == null ? List.of() : values.stream().distinct().sorted().toList();
  }

  /** Where to draw. */
  Optional<Path> plot() {
    return Optional.ofNullable(plot);
  }

  /** Refuses what does not go together. */
  void check(BatchOptions batch) {
    Optional<SweepVariable> variable = variable();
    if (variable.isPresent() != (values != null)) {
      throw usage("--over and --values go together, as in --over context --values 128,2048,16384");
    }
    if (plot != null && values().size() < 2) {
      throw usage("--plot needs at least two points: give --over and --values");
    }
    for (int value : values()) {
      if (value < 1) {
        throw usage("--values %d: it must be at least 1".formatted(value));
      }
    }
    if (variable.equals(Optional.of(SweepVariable.CONTEXT)) && batch.namesContexts()) {
      throw usage("--over context: leave out --context and --contexts");
    }
    if (variable.equals(Optional.of(SweepVariable.BATCH)) && batch.namesBatch()) {
      throw usage("--over batch: leave out --batch");
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
