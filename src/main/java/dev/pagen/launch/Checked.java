package dev.pagen.launch;

import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.emulator.observe.Check;
import dev.pagen.emulator.observe.CheckException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What came of a run that was watched by checks. Where one of them stopped it, it was repeated
 * without any, to see what comes of it all the same.
 *
 * @param result of the run that went to its end
 * @param found what stopped the first run, if something did
 */
public record Checked<T>(T result, Optional<CheckException> found) {
  /**
   * Runs.
   *
   * @param run what runs with some checks
   * @throws EmulationException if the kernel does wrong without checks too; what a check found
   *     before is suppressed by it
   */
  public static <T> Checked<T> run(Set<Check> checks, Function<Set<Check>, T> run) {
    try {
      return new Checked<>(run.apply(checks), Optional.empty());
    } catch (CheckException found) {
      try {
        return new Checked<>(run.apply(Set.of()), Optional.of(found));
      } catch (EmulationException e) {
        e.addSuppressed(found);
        throw e;
      }
    }
  }
}
