package dev.pagen.emulator;

/** Which lanes an instruction writes: EXEC, or fewer under DPP. */
@FunctionalInterface
interface LaneMask {
  LaneMask EXEC = Wave::exec;

  long of(Wave wave);
}
