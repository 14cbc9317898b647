package dev.pagen.cli;

import dev.pagen.cli.help.About;
import dev.pagen.cli.help.Subject;
import dev.pagen.count.Batch;
import dev.pagen.verify.InputDistribution;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What kernels are counted on. */
@About(Subject.RUN)
final class CountOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--batch",
      paramLabel = "B",
      description = "Sequences that the launch is planned for (default 512).")
  private int batch = 512;

  @Option(
      names = "--context",
      paramLabel = "L",
      description = "Tokens of every sequence (default 2048).")
  private int context = 2048;

  @Option(
      names = "--sequences",
      paramLabel = "N",
      description = "Sequences of the batch that are emulated (default 2).")
  private int sequences = 2;

  @Option(
      names = "--distribution",
      paramLabel = "NAME",
      description =
          "What the inputs are like, for kernels that branch on them: uniform, normal"
              + " (default), peaked, equal, extreme (see pa-gen verify).")
  private String distribution = "normal";

  @Option(names = "--seed", paramLabel = "N", description = "Seed of the inputs (default 1).")
  private long seed = 1;

  /** The batch, if its numbers make sense. */
  Batch batch() {
    atLeastOne("--batch", batch);
    atLeastOne("--context", context);
    atLeastOne("--sequences", sequences);
    return new Batch(batch, Math.min(sequences, batch), context);
  }

  /** How inputs are drawn. */
  InputDistribution distribution() {
    return Arrays.stream(InputDistribution.values())
        .filter(d -> d.toString().equals(distribution.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                usage(
                    "--distribution %s: it must be one of %s"
                        .formatted(
                            distribution,
                            Arrays.stream(InputDistribution.values())
                                .map(Object::toString)
                                .collect(Collectors.joining(", ")))));
  }

  /** The seed of the inputs. */
  long seed() {
    return seed;
  }

  private void atLeastOne(String option, int number) {
    if (number < 1) {
      throw usage("%s %d: it must be at least 1".formatted(option, number));
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
