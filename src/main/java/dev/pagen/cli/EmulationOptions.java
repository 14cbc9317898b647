package dev.pagen.cli;

import dev.pagen.cli.help.About;
import dev.pagen.cli.help.Subject;
import dev.pagen.emulator.EmulationLimits;
import dev.pagen.emulator.observe.Check;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * How kernels that were not made here are emulated: what is looked for, and how far they may go.
 */
@About(Subject.FOREIGN)
final class EmulationOptions {
  private static final String ALL = "all";
  private static final String NONE = "none";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--checks",
      paramLabel = "LIST",
      description =
          "What to look for in code that was not made here: all (default), none, or a list"
              + " of races (in LDS), lds (reads of LDS that nothing wrote), registers (reads of"
              + " registers that nothing wrote), pointers (arguments that point nowhere), copies"
              + " (to LDS, read without a wait) and waits (loads to registers, read without a"
              + " wait).")
  private String checks = ALL;

  @Option(
      names = "--max-instructions",
      paramLabel = "N",
      description =
          "Give a launch of such code up after this many instructions of all waves"
              + " together (default 100000000; 0: no limit).")
  private long maxInstructions = EmulationLimits.FOREIGN.instructions();

  @Option(
      names = "--max-seconds",
      paramLabel = "N",
      description = "Give it up after this many seconds (default 600; 0: no limit).")
  private int maxSeconds = (int) EmulationLimits.FOREIGN.time().toSeconds();

  /** How far each launch may go. */
  EmulationLimits limits() {
    if (maxInstructions < 0 || maxSeconds < 0) {
      throw usage("--max-instructions and --max-seconds: they must be at least 0 (no limit)");
    }
    return EmulationLimits.FOREIGN
        .withInstructions(maxInstructions)
        .withTime(Duration.ofSeconds(maxSeconds));
  }

  /** What is looked for. */
  Set<Check> checks() {
    if (checks.equals(ALL)) {
      return EnumSet.allOf(Check.class);
    }
    Set<Check> chosen = EnumSet.noneOf(Check.class);
    for (String name : checks.equals(NONE) ? new String[0] : checks.split(",", -1)) {
      chosen.add(check(name.strip()));
    }
    return chosen;
  }

  private Check check(String name) {
    return Arrays.stream(Check.values())
        .filter(c -> c.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                usage(
                    "--checks %s: it must be all, none, or some of %s with commas between them"
                        .formatted(
                            checks,
                            Arrays.stream(Check.values())
                                .map(Check::toString)
                                .collect(Collectors.joining(", ")))));
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
