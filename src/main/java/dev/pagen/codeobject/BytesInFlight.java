package dev.pagen.codeobject;

import dev.pagen.spec.Family;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * How many bytes one wave of a kernel has asked memory for and not yet waited for, read off its
 * code.
 *
 * <p>The walk ({@link LoadWalk}) follows the code once, each loop's body a second time: the second
 * time is the loop's steady state. Every load adds the bytes of all 64 lanes; {@code s_waitcnt
 * vmcnt(n)} takes the oldest away until n are left, and stores count among the n. So this is what
 * the code allows, with all lanes active: an upper bound of what is in flight while the wave waits,
 * without any notion of time. Bytes that lanes share are counted for each of them.
 *
 * @param peak the most anywhere in the kernel
 * @param steadyPeak the most in the main loop's steady state; the main loop is the one with the
 *     most matrix instructions, or the most bytes loaded if there are none. Without a loop, as
 *     {@code peak}
 * @param mean the mean over the instructions of the main loop's steady state, or of the kernel
 * @param atMatrix the mean over the matrix instructions among those: what is in flight while the
 *     wave computes; empty if there are none
 */
public record BytesInFlight(long peak, long steadyPeak, double mean, OptionalDouble atMatrix) {
  /** Walks a kernel's code, as {@link Disassembly} gives it. */
  public static BytesInFlight of(List<Instruction> code) {
    return of(code, load -> true);
  }

  /**
   * Walks a kernel's code and counts only the bytes of the loads that {@code counted} names, such
   * as those of one buffer; the others are waited for all the same.
   */
  public static BytesInFlight of(List<Instruction> code, Predicate<Instruction> counted) {
    LoadWalk walk = LoadWalk.through(code, counted);
    MainLoop steady = MainLoop.of(code).orElse(new MainLoop(0, code.size() - 1));
    long steadyPeak = 0;
    LongSummaryStatistics everywhere = new LongSummaryStatistics();
    LongSummaryStatistics atMatrix = new LongSummaryStatistics();
    for (int i = steady.first(); i <= steady.last(); i++) {
      if (walk.reached(i)) {
        steadyPeak = Math.max(steadyPeak, walk.outstandingAfter(i));
        everywhere.accept(walk.outstandingBefore(i));
        if (code.get(i).kind() == InstructionClass.MATRIX) {
          atMatrix.accept(walk.outstandingBefore(i));
        }
      }
    }
    return new BytesInFlight(
        walk.peak(),
        steadyPeak,
        everywhere.getAverage(),
        atMatrix.getCount() == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(atMatrix.getAverage()));
  }

  /** Bytes that an instruction asks memory for, over all lanes of a wave. */
  static int loadedBytes(Instruction instruction) {
    return instruction.kind().loadsVectorMemory()
        ? AccessWidth.bytes(instruction.mnemonic()) * Family.CDNA.waveSize()
        : 0;
  }

  /** The bytes that a compute unit full of such waves has in flight at most, in steady state. */
  public long perCu(Occupancy occupancy) {
    return steadyPeak * occupancy.wavesPerCu();
  }

  /**
   * The bytes that a compute unit full of such waves has in flight on average over the main loop's
   * instructions, all of them taken to last equally long.
   */
  public double meanPerCu(Occupancy occupancy) {
    return mean * occupancy.wavesPerCu();
  }
}
