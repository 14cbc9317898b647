package dev.pagen.cli;

import dev.pagen.emulator.Schedule;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** In which order the emulator executes the waves of a workgroup. */
final class ScheduleOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--schedule",
      paramLabel = "ORDER",
      description =
          "In which order the emulator runs the waves of a workgroup: lockstep (default:"
              + " each up to its next barrier), alternate (a few instructions of each in turn,"
              + " and copies to LDS arrive as late as they may), or a number such as 7, the seed"
              + " of a random order.")
  private @Nullable String order;

  /** The order that was asked for. */
  Schedule schedule() {
    try {
      return order == null ? Schedule.Fixed.LOCKSTEP : Schedule.parse(order);
    } catch (IllegalArgumentException e) {
      throw usage("--schedule: " + e.getMessage());
    }
  }

  /** Refuses to order what is not emulated. */
  void validate(boolean emulated) {
    if (order != null && !emulated) {
      throw usage("--schedule is the emulator's: give --device emulator");
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
