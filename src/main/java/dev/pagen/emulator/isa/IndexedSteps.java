package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.LaneFault;
import dev.pagen.emulator.machine.Wave;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A program's instructions as they are while register indexing is on: each is bound anew for every
 * content of M0 that it meets, so that its semantics know nothing of indexing.
 */
public final class IndexedSteps {
  private final InstructionTable table;
  private final long base;
  private final Map<Key, BoundStep> bound = new ConcurrentHashMap<>();

  /** {@code next} tells the instruction. */
  private record Key(int next, int m0, int vgprs) {}

  /** Those of a program whose code object lies {@code base} from the address it was linked for. */
  public IndexedSteps(InstructionTable table, long base) {
    this.table = table;
    this.base = base;
  }

  /**
   * What the wave, for which indexing is on, executes in place of the step.
   *
   * @throws LaneFault if the wave has no register of a number that comes out
   */
  public BoundStep of(BoundStep step, Wave wave) {
    if (!RegisterIndexing.concerns(step.instruction())) {
      return step;
    }
    Key key = new Key(step.next(), RegisterIndexing.requested(wave), wave.vgprs());
    return bound.computeIfAbsent(key, k -> bind(step, k));
  }

  private BoundStep bind(BoundStep step, Key key) {
    var instruction = RegisterIndexing.indexed(step.instruction(), key.m0(), key.vgprs());
    return new BoundStep(instruction, table.bind(instruction, base), step.next());
  }
}
