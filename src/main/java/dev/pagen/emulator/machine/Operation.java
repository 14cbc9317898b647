package dev.pagen.emulator.machine;

/** One instruction bound to its operands: what executing it does to a wave. */
@FunctionalInterface
public interface Operation {
  void execute(Wave wave);
}
