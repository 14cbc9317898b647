package dev.pagen.emulator.observe;

import dev.pagen.codeobject.InstructionClass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was counted.
 *
 * @param launches of kernels
 * @param workgroups that ran
 * @param waves that ran
 * @param instructions wave instructions by class, every class among them
 * @param globalInstructions vector instructions on global memory
 * @param bytesAsked bytes that lanes read, wrote or updated in global memory
 * @param lines64 64-byte lines touched, counted per instruction
 * @param lines128 128-byte lines touched, counted per instruction
 * @param ldsAccesses accesses of LDS by waves; a two-address instruction makes two
 * @param ldsBytes bytes that lanes read, wrote or updated in LDS
 * @param ldsCycles cycles that LDS was busy with them
 * @param barriers barriers passed, counted once per workgroup
 * @param conflicts where bank conflicts happened, in order of address
 */
public record CounterSnapshot(
    long launches,
    long workgroups,
    long waves,
    Map<InstructionClass, Long> instructions,
    long globalInstructions,
    long bytesAsked,
    long lines64,
    long lines128,
    long ldsAccesses,
    long ldsBytes,
    long ldsCycles,
    long barriers,
    List<LdsConflict> conflicts) {
  private static final int LINE_64 = 64;
  private static final int LINE_128 = 128;

  /**
   * Bank conflicts of one instruction.
   *
   * @param address of the instruction in the code object
   * @param instruction as the disassembler prints it
   * @param cycles that its conflicts cost, over all waves
   */
  public record LdsConflict(long address, String instruction, long cycles) {}

  public CounterSnapshot {
    instructions = Collections.unmodifiableMap(new EnumMap<>(instructions));
    conflicts = List.copyOf(conflicts);
  }

  /** Wave instructions of all classes. */
  public long waveInstructions() {
    return instructions.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Matrix instructions. */
  public long matrixInstructions() {
    return instructions.getOrDefault(InstructionClass.MATRIX, 0L);
  }

  /** Bytes of the 64-byte lines touched. */
  public long bytesMoved64() {
    return LINE_64 * lines64;
  }

  /** Bytes of the 128-byte lines touched. */
  public long bytesMoved128() {
    return LINE_128 * lines128;
  }

  /** Those of {@link #ldsCycles} that bank conflicts cost. */
  public long ldsConflictCycles() {
    return conflicts.stream().mapToLong(LdsConflict::cycles).sum();
  }

  /** The sums of two; the conflicts of both, one after the other. */
  public CounterSnapshot plus(CounterSnapshot other) {
    Map<InstructionClass, Long> sum = new EnumMap<>(instructions);
    other.instructions.forEach((kind, count) -> sum.merge(kind, count, Long::sum));
    List<LdsConflict> both = new ArrayList<>(conflicts);
    both.addAll(other.conflicts);
    return new CounterSnapshot(
        launches + other.launches,
        workgroups + other.workgroups,
        waves + other.waves,
        sum,
        globalInstructions + other.globalInstructions,
        bytesAsked + other.bytesAsked,
        lines64 + other.lines64,
        lines128 + other.lines128,
        ldsAccesses + other.ldsAccesses,
        ldsBytes + other.ldsBytes,
        ldsCycles + other.ldsCycles,
        barriers + other.barriers,
        both);
  }
}
