package dev.pagen.emulator;

import dev.pagen.codeobject.Instruction;

/**
 * Watches an execution: the seam for counters and checks. Called from several threads at once, but
 * for one workgroup only from one. Masks have one bit per lane; addresses of lanes that are not in
 * the mask mean nothing. The arrays are the emulator's own and change after the call.
 */
public interface ExecutionObserver {
  /** Observes nothing, and costs nothing. */
  ExecutionObserver NONE = new ExecutionObserver() {};

  /** Before an instruction executes. */
  default void instruction(Wave wave, Instruction instruction) {}

  /** Before a vector instruction reads or writes global memory, {@code bytes} bytes per lane. */
  default void globalAccess(Wave wave, boolean write, long[] addresses, long mask, int bytes) {}

  /** Before a vector instruction reads or writes LDS, {@code bytes} bytes per lane. */
  default void ldsAccess(Wave wave, boolean write, long[] addresses, long mask, int bytes) {}

  /** All waves of the workgroup with this id have passed a barrier. */
  default void barrierPassed(int[] workgroup) {}
}
