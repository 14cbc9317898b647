package dev.pagen.emulator;

/**
 * The checks that hardware does not make, beside those of every memory access against the
 * allocations, which are always on.
 */
public final class ExecutionChecks {
  private ExecutionChecks() {}

  /**
   * All of them: wild pointer arguments, LDS races, and reads of LDS and registers that nothing has
   * written.
   */
  public static ExecutionObserver all() {
    return ExecutionObserver.both(
        new ArgumentCheck(), ExecutionObserver.both(new LdsCheck(true), new RegisterCheck()));
  }
}
