package dev.pagen.emulator.observe;

import dev.pagen.codeobject.Instruction;
import java.util.List;
import java.util.Map;

/**
 * What the launches of one kernel did.
 *
 * @param kernel its name
 * @param threads of one workgroup
 * @param ldsBytes of one workgroup
 * @param workgroups that ran
 * @param waves that ran
 * @param busiestWave instructions of the waves with the same place in their workgroups, of the
 *     place with the most
 * @param instructions that ran, in order of address
 */
public record KernelProfile(
    String kernel,
    int threads,
    int ldsBytes,
    long workgroups,
    long waves,
    long busiestWave,
    List<OfInstruction> instructions) {
  /** The {@code narrowestLds} of what never accesses LDS. */
  public static final int NO_LDS = Integer.MAX_VALUE;

  public KernelProfile {
    instructions = List.copyOf(instructions);
  }

  /**
   * What one instruction did, over all waves.
   *
   * @param instruction in the code object
   * @param executions by waves
   * @param narrowestLds bytes per lane of its narrowest access of LDS, {@link #NO_LDS} for none
   * @param ldsCycles that LDS was busy with it
   * @param ldsConflicts those of them that bank conflicts cost
   * @param traffic with global memory, by the name of the buffer
   */
  public record OfInstruction(
      Instruction instruction,
      long executions,
      int narrowestLds,
      long ldsCycles,
      long ldsConflicts,
      Map<String, Traffic> traffic) {
    public OfInstruction {
      traffic = Map.copyOf(traffic);
    }
  }

  /**
   * Bytes between one instruction, or several, and one buffer. A piece is a run of bytes without a
   * gap, within a row of the buffer, that the lanes of one wave access at once.
   *
   * @param read bytes that lanes, or scalar loads, asked for
   * @param written bytes that lanes wrote
   * @param lines 128-byte lines that vector instructions touched, counted per instruction
   * @param pieces of vector instructions
   * @param pieceBytes the sum of their lengths
   * @param shortest piece; {@link Long#MAX_VALUE} without any
   * @param longest piece; 0 without any
   */
  public record Traffic(
      long read,
      long written,
      long lines,
      long pieces,
      long pieceBytes,
      long shortest,
      long longest) {
    /** No traffic. */
    public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, Long.MAX_VALUE, 0);

    /** Both together. */
    public Traffic plus(Traffic other) {
      return new Traffic(
          read + other.read,
          written + other.written,
          lines + other.lines,
          pieces + other.pieces,
          pieceBytes + other.pieceBytes,
          Math.min(shortest, other.shortest),
          Math.max(longest, other.longest));
    }

    /** Bytes read and written. */
    public long bytes() {
      return read + written;
    }
  }
}
