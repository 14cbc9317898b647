package dev.pagen.cli;

import dev.pagen.emulator.Schedule;
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
          "How the emulator runs the waves of a workgroup: lockstep (default: each to its next"
              + " barrier), alternate (a few instructions each; copies to LDS land when they are"
              + " waited for), or a seed such as 7 (any order).")
  private String order = Schedule.Fixed.LOCKSTEP.toString();

  /** The order that was asked for. */
  Schedule schedule() {
    try {
      return Schedule.parse(order);
    } catch (IllegalArgumentException e) {
      throw usage("--schedule: " + e.getMessage());
    }
  }

  /** Refuses to order what is not emulated. */
  void validate(boolean emulated) {
    if (!schedule().equals(Schedule.Fixed.LOCKSTEP) && !emulated) {
      throw usage("--schedule is the emulator's: give --device emulator");
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
