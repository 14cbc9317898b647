package dev.pagen.emulator.observe;

import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.machine.KernelLaunch;

/**
 * Finds pointer arguments that point to no live allocation before a kernel runs. A null pointer is
 * let through: that is how an argument that is not used is passed.
 */
public final class ArgumentCheck implements ExecutionObserver {
  @Override
  public void launched(KernelLaunch launch) {
    for (KernelLaunch.Pointer pointer : launch.pointers()) {
      if (pointer.declared()
          && pointer.address() != 0
          && !launch.memory().isLive(pointer.address())) {
        throw new CheckException(
            Check.POINTERS,
            "Kernel %s was given 0x%x as argument %s, which points to no allocation: %s."
                .formatted(
                    launch.kernel(),
                    pointer.address(),
                    pointer.name(),
                    launch.memory().explain(pointer.address())));
      }
    }
  }
}
