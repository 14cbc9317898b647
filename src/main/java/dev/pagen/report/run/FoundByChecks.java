package dev.pagen.report.run;

import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.emulator.observe.Check;
import dev.pagen.emulator.observe.CheckException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What checks found, in words. */
public final class FoundByChecks {
  private FoundByChecks() {}

  /** What these checks found, or that they did not. */
  public static String sentence(Set<Check> checks, Optional<CheckException> found) {
    if (found.isPresent()) {
      return "checks found: " + described(found.get());
    }
    return checks.isEmpty()
        ? "nothing was checked (--checks all looks for races and reads of what nothing wrote)"
        : "checks (%s) found nothing"
            .formatted(
                checks.stream().sorted().map(Check::toString).collect(Collectors.joining(", ")));
  }

  /** Why a kernel did not come to its end, and what a check found before. */
  public static String why(EmulationException failure) {
    String why = String.valueOf(failure.getMessage());
    return Arrays.stream(failure.getSuppressed())
        .filter(CheckException.class::isInstance)
        .map(CheckException.class::cast)
        .findFirst()
        .map(found -> why + "; before that, checks found: " + described(found))
        .orElse(why);
  }

  private static String described(CheckException found) {
    return "%s (check \"%s\"; --checks none runs without)"
        .formatted(found.getMessage(), found.check());
  }
}
