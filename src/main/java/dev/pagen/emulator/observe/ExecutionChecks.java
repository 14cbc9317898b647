package dev.pagen.emulator.observe;

import dev.pagen.emulator.machine.ExecutionObserver;
import java.util.EnumSet;
import java.util.Set;

/**
 * The checks that hardware does not make, beside those of every memory access against the
 * allocations, which are always on.
 */
public final class ExecutionChecks {
  private ExecutionChecks() {}

  /**
   * All of them: wild pointer arguments, LDS races, accesses to LDS that a copy is on its way to,
   * uses of registers that a load is on its way to, and reads of LDS and registers that nothing has
   * written.
   */
  public static ExecutionObserver all() {
    return of(EnumSet.allOf(Check.class));
  }

  /** Some of them: what one finds is a {@link CheckException}. */
  public static ExecutionObserver of(Set<Check> checks) {
    ExecutionObserver all = ExecutionObserver.NONE;
    if (checks.contains(Check.POINTERS)) {
      all = ExecutionObserver.both(all, new ArgumentCheck());
    }
    if (checks.contains(Check.COPIES)) {
      all = ExecutionObserver.both(all, new CopyCheck());
    }
    if (checks.contains(Check.WAITS)) {
      all = ExecutionObserver.both(all, new WaitCheck());
    }
    if (checks.contains(Check.RACES) || checks.contains(Check.LDS)) {
      all =
          ExecutionObserver.both(
              all, new LdsCheck(checks.contains(Check.RACES), checks.contains(Check.LDS)));
    }
    return checks.contains(Check.REGISTERS)
        ? ExecutionObserver.both(all, new RegisterCheck())
        : all;
  }
}
