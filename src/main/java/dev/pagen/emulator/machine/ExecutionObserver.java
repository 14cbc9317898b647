package dev.pagen.emulator.machine;

import dev.pagen.codeobject.Instruction;

/**
 * Watches an execution: the seam for counters and checks. Called from several threads at once, but
 * for one workgroup only from one. Masks have one bit per lane; addresses of lanes that are not in
 * the mask mean nothing. The arrays are the emulator's own and change after the call.
 */
public interface ExecutionObserver {
  /** Observes nothing, and costs nothing. */
  ExecutionObserver NONE = new ExecutionObserver() {};

  /** Before the first workgroup of a launch; from the launching thread. */
  default void launched(KernelLaunch launch) {}

  /** Before an instruction executes. */
  default void instruction(Wave wave, Instruction instruction) {}

  /** Before a vector instruction accesses global memory, {@code bytes} bytes per lane. */
  default void globalAccess(Wave wave, Access access, long[] addresses, long mask, int bytes) {}

  /** Before a scalar instruction reads global memory, {@code bytes} bytes for the whole wave. */
  default void scalarRead(Wave wave, long address, int bytes) {}

  /** Before a vector instruction accesses LDS, {@code bytes} bytes per lane. */
  default void ldsAccess(Wave wave, Access access, long[] addresses, long mask, int bytes) {}

  /** Before the first instruction of a workgroup; the wave is any one of it. */
  default void workgroupStarted(Wave wave) {}

  /** All waves of a workgroup have arrived at a barrier; the wave is any one of it. */
  default void barrierPassed(Wave wave) {}

  /** What an access does. */
  enum Access {
    READ,
    WRITE,
    ATOMIC
  }

  /** Both observers, the first one first; one alone where the other is {@link #NONE}. */
  static ExecutionObserver both(ExecutionObserver first, ExecutionObserver second) {
    if (first.equals(NONE)) {
      return second;
    } else if (second.equals(NONE)) {
      return first;
    }
    return new ExecutionObserver() {
      @Override
      public void launched(KernelLaunch launch) {
        first.launched(launch);
        second.launched(launch);
      }

      @Override
      public void instruction(Wave wave, Instruction instruction) {
        first.instruction(wave, instruction);
        second.instruction(wave, instruction);
      }

      @Override
      public void globalAccess(Wave wave, Access access, long[] addresses, long mask, int bytes) {
        first.globalAccess(wave, access, addresses, mask, bytes);
        second.globalAccess(wave, access, addresses, mask, bytes);
      }

      @Override
      public void scalarRead(Wave wave, long address, int bytes) {
        first.scalarRead(wave, address, bytes);
        second.scalarRead(wave, address, bytes);
      }

      @Override
      public void ldsAccess(Wave wave, Access access, long[] addresses, long mask, int bytes) {
        first.ldsAccess(wave, access, addresses, mask, bytes);
        second.ldsAccess(wave, access, addresses, mask, bytes);
      }

      @Override
      public void workgroupStarted(Wave wave) {
        first.workgroupStarted(wave);
        second.workgroupStarted(wave);
      }

      @Override
      public void barrierPassed(Wave wave) {
        first.barrierPassed(wave);
        second.barrierPassed(wave);
      }
    };
  }
}
