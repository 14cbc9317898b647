package dev.pagen.emulator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A program's instructions as they are while register indexing is on: each is bound anew for every
 * content of M0 that it meets, so that its semantics know nothing of indexing.
 */
final class IndexedSteps {
  private final InstructionTable table;
  private final long base;
  private final Map<Key, Step> bound = new ConcurrentHashMap<>();

  /** {@code next} tells the instruction. */
  private record Key(int next, int m0, int vgprs) {}

  IndexedSteps(InstructionTable table, long base) {
    this.table = table;
    this.base = base;
  }

  /**
   * What the wave, for which indexing is on, executes in place of the step.
   *
   * @throws LaneFault if the wave has no register of a number that comes out
   */
  Step of(Step step, Wave wave) {
    if (!RegisterIndexing.concerns(step.instruction())) {
      return step;
    }
    Key key = new Key(step.next(), RegisterIndexing.requested(wave), wave.vgprs());
    return bound.computeIfAbsent(key, k -> bind(step, k));
  }

  private Step bind(Step step, Key key) {
    var instruction = RegisterIndexing.indexed(step.instruction(), key.m0(), key.vgprs());
    return new Step(instruction, table.bind(instruction, base), step.next());
  }
}
