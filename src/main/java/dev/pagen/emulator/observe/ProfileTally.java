package dev.pagen.emulator.observe;

import dev.pagen.codeobject.Instruction;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** The running profile of one kernel, from several threads. */
final class ProfileTally {
  private static final int MOST_WAVES = 16;

  final LongAdder workgroups = new LongAdder();
  final LongAdder waves = new LongAdder();

  /** Instructions by the wave's place in its workgroup. */
  final AtomicLongArray byWave = new AtomicLongArray(MOST_WAVES);

  private volatile int threads;
  private volatile int ldsBytes;
  private final Map<Long, OfInstruction> instructions = new ConcurrentHashMap<>();

  /** What one instruction did. */
  static final class OfInstruction {
    final LongAdder executions = new LongAdder();
    private final Instruction instruction;
    private final LongAccumulator narrowestLds =
        new LongAccumulator(Math::min, KernelProfile.NO_LDS);
    private final LongAdder ldsCycles = new LongAdder();
    private final LongAdder ldsConflicts = new LongAdder();
    private final Map<String, Memory> memory = new ConcurrentHashMap<>();

    OfInstruction(Instruction instruction) {
      this.instruction = instruction;
    }

    Memory memory(String buffer) {
      return memory.computeIfAbsent(buffer, b -> new Memory());
    }

    void lds(int bytes, LdsBanks.Cost cost) {
      narrowestLds.accumulate(bytes);
      ldsCycles.add(cost.cycles());
      ldsConflicts.add(cost.conflicts());
    }

    private KernelProfile.OfInstruction snapshot() {
      Map<String, KernelProfile.Traffic> traffic = new TreeMap<>();
      memory.forEach((buffer, m) -> traffic.put(buffer, m.snapshot()));
      return new KernelProfile.OfInstruction(
          instruction,
          executions.sum(),
          (int) narrowestLds.get(),
          ldsCycles.sum(),
          ldsConflicts.sum(),
          traffic);
    }
  }

  /** What one instruction did to one buffer. */
  static final class Memory {
    final LongAdder read = new LongAdder();
    final LongAdder written = new LongAdder();
    final LongAdder lines = new LongAdder();
    private final LongAdder pieces = new LongAdder();
    private final LongAdder pieceBytes = new LongAdder();
    private final LongAccumulator shortest = new LongAccumulator(Math::min, Long.MAX_VALUE);
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

    void piece(long bytes) {
      pieces.increment();
      pieceBytes.add(bytes);
      shortest.accumulate(bytes);
      longest.accumulate(bytes);
    }

    private KernelProfile.Traffic snapshot() {
      return new KernelProfile.Traffic(
          read.sum(),
          written.sum(),
          lines.sum(),
          pieces.sum(),
          pieceBytes.sum(),
          shortest.get(),
          longest.get());
    }
  }

  /** Notes the shape of a launch; that of the last one is kept. */
  void launched(int threadsOfAWorkgroup, int ldsBytesOfAWorkgroup) {
    threads = threadsOfAWorkgroup;
    ldsBytes = ldsBytesOfAWorkgroup;
  }

  OfInstruction of(Instruction instruction) {
    return instructions.computeIfAbsent(instruction.address(), a -> new OfInstruction(instruction));
  }

  KernelProfile snapshot(String kernel) {
    long busiest = 0;
    for (int i = 0; i < MOST_WAVES; i++) {
      busiest = Math.max(busiest, byWave.get(i));
    }
    Map<Long, KernelProfile.OfInstruction> all = new TreeMap<>();
    instructions.forEach((address, i) -> all.put(address, i.snapshot()));
    return new KernelProfile(
        kernel,
        threads,
        ldsBytes,
        workgroups.sum(),
        waves.sum(),
        busiest,
        all.values().stream().toList());
  }
}
