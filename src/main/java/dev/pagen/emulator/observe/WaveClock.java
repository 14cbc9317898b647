package dev.pagen.emulator.observe;

import dev.pagen.codeobject.Instruction;
import dev.pagen.codeobject.InstructionClass;
import dev.pagen.emulator.observe.Timeline.Timing;
import java.util.ArrayDeque;
import java.util.Deque;

/** The clock of one wave, and what it waits for. */
final class WaveClock {
  long now;
  boolean ended;

  /** When the first and the last streamed bytes were there. */
  long firstStreamed = Long.MAX_VALUE;

  long lastStreamed;

  private long matrixFree;

  /** When each outstanding operation is done, in the order in which they are counted. */
  private final Deque<Long> memory = new ArrayDeque<>();

  private final Deque<Long> local = new ArrayDeque<>();

  void execute(Instruction instruction, Timing timing) {
    InstructionClass kind = instruction.kind();
    instruction.vectorMemoryWait().ifPresent(left -> waitFor(memory, left));
    instruction.localWait().ifPresent(left -> waitFor(local, left));
    switch (kind) {
      case MATRIX -> {
        now = Math.max(now, matrixFree);
        matrixFree = now + timing.matrix();
        now += timing.issue();
      }
      case TRANSCENDENTAL -> now += timing.transcendental();
      case NOP -> now += (1L + Long.decode(instruction.operands().getFirst())) * timing.issue();
      default -> now += timing.issue();
    }
    if (instruction.countsAsVectorMemory()) {
      memory.addLast(now + timing.memoryLatency());
    } else if (Timeline.countsAsLgkm(kind)) {
      boolean scalar = kind.unit() == InstructionClass.Unit.SCALAR_MEMORY;
      local.addLast(now + (scalar ? timing.scalarLatency() : timing.ldsLatency()));
    }
  }

  /** LDS is busy with the last access for so many cycles; the wave's accesses queue up. */
  void lds(int cycles) {
    if (!local.isEmpty()) {
      long done = local.removeLast();
      local.addLast(Math.max(done, local.isEmpty() ? 0 : local.getLast()) + cycles);
    }
  }

  /** The last vector memory operation asks for streamed bytes. */
  void streamed(Timing timing) {
    long arrives = now + timing.memoryLatency();
    firstStreamed = Math.min(firstStreamed, arrives);
    lastStreamed = Math.max(lastStreamed, arrives);
  }

  private void waitFor(Deque<Long> outstanding, int left) {
    while (outstanding.size() > left) {
      now = Math.max(now, outstanding.removeFirst());
    }
  }
}
