package dev.pagen.emulator;

import dev.pagen.codeobject.Instruction;
import dev.pagen.codeobject.InstructionClass;
import dev.pagen.spec.Target;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what a launch did. Memory transactions are the distinct 64- and 128-byte lines that the
 * active lanes of one instruction touch; caches are not modelled.
 *
 * <p>LDS cycles: an instruction is served in groups of consecutive lanes, so many that a group asks
 * for 128 bytes (256 on gfx950); a group takes as many cycles as the busiest bank has different
 * words, and every cycle beyond the first is a conflict. Hardware picks the lanes of a group for
 * wide accesses in an order of its own, so that figures for those are an estimate.
 */
public final class Counters implements ExecutionObserver {
  private final Map<InstructionClass, LongAdder> instructions =
      new EnumMap<>(InstructionClass.class);
  private final Target target;
  private final LongAdder globalInstructions = new LongAdder();
  private final LongAdder bytesAsked = new LongAdder();
  private final LongAdder lines64 = new LongAdder();
  private final LongAdder lines128 = new LongAdder();
  private final LongAdder ldsInstructions = new LongAdder();
  private final LongAdder ldsCycles = new LongAdder();
  private final LongAdder ldsConflictCycles = new LongAdder();
  private final LongAdder matrix = new LongAdder();
  private final LongAdder barriers = new LongAdder();

  /** Counters at zero. */
  public Counters(Target target) {
    this.target = target;
    for (InstructionClass kind : InstructionClass.values()) {
      instructions.put(kind, new LongAdder());
    }
  }

  /**
   * What was counted so far.
   *
   * @param instructions wave instructions by class
   * @param globalInstructions vector instructions on global memory
   * @param bytesAsked bytes that lanes read, wrote or updated in global memory
   * @param lines64 64-byte lines touched, counted per instruction
   * @param lines128 128-byte lines touched, counted per instruction
   * @param ldsInstructions instructions on LDS
   * @param ldsCycles cycles that LDS was busy with them
   * @param ldsConflictCycles those of them that bank conflicts cost
   * @param matrix matrix instructions
   * @param barriers barriers passed, counted once per workgroup
   */
  public record Snapshot(
      Map<InstructionClass, Long> instructions,
      long globalInstructions,
      long bytesAsked,
      long lines64,
      long lines128,
      long ldsInstructions,
      long ldsCycles,
      long ldsConflictCycles,
      long matrix,
      long barriers) {
    public Snapshot {
      instructions = Map.copyOf(instructions);
    }

    /** Wave instructions of all classes. */
    public long waveInstructions() {
      return instructions.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** The counts; consistent once the launch has returned. */
  public Snapshot snapshot() {
    Map<InstructionClass, Long> byClass = new EnumMap<>(InstructionClass.class);
    instructions.forEach((kind, count) -> byClass.put(kind, count.sum()));
    return new Snapshot(
        byClass,
        globalInstructions.sum(),
        bytesAsked.sum(),
        lines64.sum(),
        lines128.sum(),
        ldsInstructions.sum(),
        ldsCycles.sum(),
        ldsConflictCycles.sum(),
        matrix.sum(),
        barriers.sum());
  }

  @Override
  public void instruction(Wave wave, Instruction instruction) {
    LongAdder count = instructions.get(instruction.kind());
    if (count != null) {
      count.increment();
    }
    if (instruction.mnemonic().startsWith("v_mfma")
        || instruction.mnemonic().startsWith("v_smfmac")) {
      matrix.increment();
    }
  }

  @Override
  public void globalAccess(Wave wave, Access access, long[] addresses, long mask, int bytes) {
    globalInstructions.increment();
    bytesAsked.add((long) Long.bitCount(mask) * bytes);
    lines64.add(lines(addresses, mask, bytes, 6));
    lines128.add(lines(addresses, mask, bytes, 7));
  }

  private static int lines(long[] addresses, long mask, int bytes, int shift) {
    long[] touched = new long[2 * Wave.LANES];
    int count = 0;
    for (long m = mask; m != 0; m &= m - 1) {
      long address = addresses[Long.numberOfTrailingZeros(m)];
      touched[count++] = address >>> shift;
      touched[count++] = (address + bytes - 1) >>> shift;
    }
    return (int) Arrays.stream(touched, 0, count).distinct().count();
  }

  @Override
  public void ldsAccess(Wave wave, Access access, long[] addresses, long mask, int bytes) {
    int banks = target.ldsBanks();
    int lanes = Math.clamp(banks * 4L / Math.max(bytes, 4), 1, Wave.LANES);
    long cycles = 0;
    long conflicts = 0;
    for (int first = 0; first < Wave.LANES; first += lanes) {
      int busiest = busiestBank(addresses, mask, bytes, first, lanes, banks);
      cycles += busiest;
      conflicts += Math.max(0, busiest - 1);
    }
    ldsInstructions.increment();
    ldsCycles.add(cycles);
    ldsConflictCycles.add(conflicts);
  }

  /** The most different words that one bank is asked for. */
  private static int busiestBank(
      long[] addresses, long mask, int bytes, int first, int lanes, int banks) {
    long[] words = new long[lanes * Math.max(1, bytes / 4)];
    int count = 0;
    for (int lane = first; lane < Math.min(first + lanes, Wave.LANES); lane++) {
      for (int i = 0; (mask >>> lane & 1) != 0 && i < Math.max(1, bytes / 4); i++) {
        words[count++] = (addresses[lane] >>> 2) + i;
      }
    }
    int[] perBank = new int[banks];
    Arrays.stream(words, 0, count).distinct().forEach(w -> perBank[(int) (w % banks)]++);
    return Arrays.stream(perBank).max().orElse(0);
  }

  @Override
  public void barrierPassed(Wave wave) {
    barriers.increment();
  }
}
