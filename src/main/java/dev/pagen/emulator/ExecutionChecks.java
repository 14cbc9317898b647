package dev.pagen.emulator;

/**
 * The checks that hardware does not make, beside those of every memory access against the
 * allocations, which are always on.
 */
public final class ExecutionChecks {
  private ExecutionChecks() {}

  /**
   * All of them: wild pointer arguments, LDS races, accesses to LDS that a copy is on its way to,
   * and reads of LDS and registers that nothing has written.
   */
  public static ExecutionObserver all() {
    return ExecutionObserver.both(
        new ArgumentCheck(),
        ExecutionObserver.both(
            new CopyCheck(), ExecutionObserver.both(new LdsCheck(true), new RegisterCheck())));
  }
}
