package dev.pagen.emulator.observe;

import dev.pagen.codeobject.Instruction;
import dev.pagen.codeobject.InstructionClass;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The running counts of one kernel, from several threads. */
final class Tally {
  final LongAdder launches = new LongAdder();
  final LongAdder workgroups = new LongAdder();
  final LongAdder waves = new LongAdder();
  final LongAdder globalInstructions = new LongAdder();
  final LongAdder bytesAsked = new LongAdder();
  final LongAdder lines64 = new LongAdder();
  final LongAdder lines128 = new LongAdder();
  final LongAdder ldsAccesses = new LongAdder();
  final LongAdder ldsBytes = new LongAdder();
  final LongAdder ldsCycles = new LongAdder();
  final LongAdder barriers = new LongAdder();

  private final Map<InstructionClass, LongAdder> instructions =
      new EnumMap<>(InstructionClass.class);
  private final Map<Long, Conflicts> conflicts = new ConcurrentHashMap<>();

  private record Conflicts(Instruction instruction, LongAdder cycles) {}

  Tally() {
    for (InstructionClass kind : InstructionClass.values()) {
      instructions.put(kind, new LongAdder());
    }
  }

  void count(InstructionClass kind) {
    Objects.requireNonNull(instructions.get(kind)).increment();
  }

  void conflict(Instruction instruction, int cycles) {
    conflicts
        .computeIfAbsent(instruction.address(), a -> new Conflicts(instruction, new LongAdder()))
        .cycles
        .add(cycles);
  }

  CounterSnapshot snapshot() {
    Map<InstructionClass, Long> byClass = new TreeMap<>();
    instructions.forEach((kind, count) -> byClass.put(kind, count.sum()));
    Map<Long, CounterSnapshot.LdsConflict> places = new TreeMap<>();
    conflicts.forEach(
        (address, c) ->
            places.put(
                address,
                new CounterSnapshot.LdsConflict(
                    address, c.instruction.toString(), c.cycles.sum())));
    return new CounterSnapshot(
        launches.sum(),
        workgroups.sum(),
        waves.sum(),
        byClass,
        globalInstructions.sum(),
        bytesAsked.sum(),
        lines64.sum(),
        lines128.sum(),
        ldsAccesses.sum(),
        ldsBytes.sum(),
        ldsCycles.sum(),
        barriers.sum(),
        places.values().stream().toList());
  }
}
