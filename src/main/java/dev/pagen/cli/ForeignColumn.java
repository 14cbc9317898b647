package dev.pagen.cli;

import dev.pagen.count.CountingRun;
import dev.pagen.count.Counts;
import dev.pagen.emulator.Schedule;
import dev.pagen.emulator.machine.BeyondDeviceException;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.launch.Checked;
import dev.pagen.launch.ForeignCode;
import dev.pagen.launch.LaunchList;
import dev.pagen.report.run.CountsReport;
import dev.pagen.report.run.FoundByChecks;
import java.util.Locale;
import java.util.Optional;

/**
 * Another code object that is counted beside our own.
 *
 * @param code the code object
 * @param launches how it is launched
 */
record ForeignColumn(ForeignCode code, LaunchList launches) {
  /**
   * What came of it.
   *
   * @param counts what was counted, where it ran to its end
   * @param failure why it did not
   * @param note what is to be said of it, in a line
   * @param exit how the command ends for its sake
   */
  record Outcome(
      Optional<Counts> counts,
      Optional<CountsReport.Failure> failure,
      Optional<String> note,
      ExitCode exit) {}

  /**
   * Counts it. A kernel that does wrong has a column that says so, and takes nothing from others.
   */
  Outcome count(CountingRun run, EmulationOptions options, Schedule schedule) {
    try {
      Checked<Counts> checked =
          run.count(code, launches, options.limits(), schedule, options.checks());
      boolean right = checked.result().comparison().passed();
      boolean done = right && checked.found().isEmpty();
      return new Outcome(
          Optional.of(checked.result()),
          Optional.empty(),
          done ? Optional.empty() : Optional.of(note(checked, right, options)),
          done ? ExitCode.DONE : ExitCode.MISMATCH);
    } catch (BeyondDeviceException e) {
      throw e; // What the list asks for is wrong, not what the kernel does.
    } catch (EmulationException e) {
      String why = FoundByChecks.why(e);
      return new Outcome(
          Optional.empty(),
          Optional.of(new CountsReport.Failure(launches.name(), why)),
          Optional.of("%s failed: %s".formatted(launches.name(), why)),
          ExitCode.of(e));
    }
  }

  private String note(Checked<Counts> checked, boolean right, EmulationOptions options) {
    String verdict =
        right
            ? "the output is right"
            : String.format(
                Locale.ROOT,
                "the output is wrong (relative L2 %.2e)",
                checked.result().comparison().relativeL2());
    return "%s: %s; %s"
        .formatted(
            launches.name(), verdict, FoundByChecks.sentence(options.checks(), checked.found()));
  }
}
