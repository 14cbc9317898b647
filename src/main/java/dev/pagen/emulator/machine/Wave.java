package dev.pagen.emulator.machine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The state of one wave of 64 lanes. Scalar registers are indexed by their operand encoding, so
 * VCC, M0 and EXEC are elements of {@link #s}; vector registers are stored register by register, 64
 * lanes each, AGPR {@code n} as register {@code 256 + n}.
 */
public final class Wave {
  /** Lanes of a wave. */
  public static final int LANES = 64;

  /** Operand encoding of FLAT_SCRATCH, a pair, and the first that is no general register. */
  public static final int FLAT_SCRATCH = 102;

  /** Operand encoding of VCC, a pair. */
  public static final int VCC = 106;

  /** Operand encoding of M0. */
  public static final int M0 = 124;

  /** Operand encoding of EXEC, a pair. */
  public static final int EXEC = 126;

  /** Number of AGPR 0 among the vector registers. */
  public static final int FIRST_AGPR = 256;

  /** VGPRs and AGPRs together. */
  public static final int VECTOR_REGISTERS = 512;

  /** The bit of {@link #mode} that says whether it is {@link #indexing}. */
  public static final int INDEXING = 1 << 27;

  /** What a register holds that nothing has written: a NaN that is easy to recognise. */
  public static final int POISON = 0x7fba_dbad;

  /** Whether a wave can go on. */
  public enum State {
    RUNNING,
    AT_BARRIER,
    YIELDED,
    ENDED
  }

  /** Scalar registers. */
  public final int[] s = new int[128];

  /** Vector registers: lane {@code l} of register {@code r} is element {@code 64 * r + l}. */
  public final int[] v = new int[VECTOR_REGISTERS * LANES];

  private final int index;

  /** The workgroup that it belongs to. */
  public final Workgroup group;

  /** The scalar condition code. */
  public boolean scc;

  /** MODE: rounding, denormals and the rest, as the register has them. */
  public int mode;

  /** Whether it can go on. */
  public State state = State.ENDED;

  private int vgprs = FIRST_AGPR;

  /** Index of the next word to execute in the program. */
  public int pc;

  /** The instruction being executed. */
  public @Nullable Step step;

  /** Instructions executed so far. */
  public long executed;

  /** Private memory, at addresses from 0. */
  final Region scratch;

  /** The same, where flat instructions see it. */
  final Region flatScratch;

  /** Copies to LDS that have not landed; none where they land at once. */
  public final LateCopies copies = new LateCopies();

  // Buffers of the operations; their contents do not outlive one instruction.
  public final int[] t0 = new int[LANES];
  public final int[] t1 = new int[LANES];
  public final int[] t2 = new int[LANES];
  public final int[] t3 = new int[LANES];
  public final long[] l0 = new long[LANES];
  public final long[] l1 = new long[LANES];
  public final long[] l2 = new long[LANES];
  public final long[] l3 = new long[LANES];
  public final long[] addresses = new long[LANES];

  Wave(Workgroup group, int index, int scratchBytesPerLane) {
    this.group = group;
    this.index = index;
    this.scratch = Region.scratch(scratchBytesPerLane);
    this.flatScratch = scratch.at((long) AddressSpace.PRIVATE_APERTURE << 32);
  }

  /** Forgets everything; of vector registers, the given numbers of VGPRs and AGPRs. */
  public void poison(int vgprs, int agprs) {
    Arrays.fill(s, POISON);
    Arrays.fill(v, 0, vgprs * LANES, POISON);
    Arrays.fill(v, FIRST_AGPR * LANES, (FIRST_AGPR + agprs) * LANES, POISON);
    setVcc(0);
    setExec(-1);
    scc = false;
    this.vgprs = vgprs;
    executed = 0;
    step = null;
    copies.clear();
  }

  /** How many vector registers it has, without AGPRs. */
  public int vgprs() {
    return vgprs;
  }

  /** Whether vector register numbers are relative to M0 ({@code s_set_gpr_idx_on}). */
  public boolean indexing() {
    return (mode & INDEXING) != 0;
  }

  /** EXEC: one bit for each active lane. */
  public long exec() {
    return pair(EXEC);
  }

  /** Sets EXEC. */
  public void setExec(long mask) {
    setPair(EXEC, mask);
  }

  /** VCC. */
  public long vcc() {
    return pair(VCC);
  }

  void setVcc(long mask) {
    setPair(VCC, mask);
  }

  /** The 64-bit value in scalar registers {@code register} and {@code register + 1}. */
  public long pair(int register) {
    return (s[register] & 0xffff_ffffL) | ((long) s[register + 1] << 32);
  }

  /** Sets scalar registers {@code register} and {@code register + 1} to a 64-bit value. */
  public void setPair(int register, long value) {
    s[register] = (int) value;
    s[register + 1] = (int) (value >>> 32);
  }

  /** Index of this wave within its workgroup. */
  public int index() {
    return index;
  }
}
