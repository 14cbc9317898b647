package dev.pagen.emulator;

import java.util.stream.Stream;

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
    return Stream.<ExecutionObserver>of(
            new ArgumentCheck(),
            new CopyCheck(),
            new WaitCheck(),
            new LdsCheck(true),
            new RegisterCheck())
        .reduce(ExecutionObserver::both)
        .orElseThrow();
  }
}
