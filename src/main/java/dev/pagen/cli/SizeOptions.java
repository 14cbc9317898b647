package dev.pagen.cli;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.cli.help.About;
import dev.pagen.cli.help.Subject;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The batch that a kernel is made for: which of the tunings in a store is taken. */
@About(Subject.HOW)
final class SizeOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--batch",
      paramLabel = "B",
      description = "Sequences that a tuning is looked up for (default 64).")
  private int batch = 64;

  @Option(
      names = "--context",
      paramLabel = "L",
      description = "Tokens of a sequence that a tuning is looked up for (default 2048).")
  private int context = 2048;

  /** The size, if its numbers make sense. */
  WorkloadSize size() {
    if (batch < 1 || context < 1) {
      throw new ParameterException(
          command.commandLine(),
          "--batch %d --context %d: both must be at least 1".formatted(batch, context));
    }
    return new WorkloadSize(batch, context);
  }
}
