package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.Wave;

/** Which lanes an instruction writes: EXEC, or fewer under DPP. */
@FunctionalInterface
interface LaneMask {
  LaneMask EXEC = Wave::exec;

  long of(Wave wave);
}
