package dev.pagen.emulator.observe;

import dev.pagen.codeobject.Instruction;
import dev.pagen.emulator.isa.BoundStep;
import dev.pagen.emulator.isa.RegisterUse;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.machine.KernelLaunch;
import dev.pagen.emulator.machine.Wave;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds reads of registers that nothing has written: vector registers lane by lane, scalar
 * registers, VCC and M0. Throws at the instruction that reads.
 *
 * <p>A plain move ({@code v_mov}, {@code v_accvgpr_*}, {@code v_readlane}, {@code v_writelane},
 * {@code s_mov}) may read what was never written, as compilers do for values that are not used
 * later; its result then counts as never written. The same holds from the high half of a wide
 * multiply-add's addend to that of its result: sums of which only the low half is used are computed
 * like that. Masks of lanes are followed bit by bit (see {@link RegisterUse#combinesMasks}), and a
 * selection by one reads the bits of active lanes. A write of a part of a register (16 bits, a
 * byte) counts as a write of the register, and its old content as not read. Private memory, to
 * which functions save registers of their callers, and SCC are not followed.
 */
public final class RegisterCheck implements ExecutionObserver {
  private final Map<Wave, Written> waves = new ConcurrentHashMap<>();

  /** What a wave has written so far. */
  private static final class Written {
    final BitSet scalars = new BitSet();

    /** Of scalar registers that are not written whole: the bits that are known. */
    final int[] bits = new int[Wave.EXEC];

    /** One bit per lane. */
    final long[] vectors = new long[Wave.VECTOR_REGISTERS];

    /** Hardware sets v0 and some scalar registers: those that do not hold the poison any more. */
    void start(Wave wave) {
      Arrays.fill(vectors, 0);
      vectors[0] = -1;
      scalars.clear();
      Arrays.fill(bits, 0);
      for (int i = 0; i < Wave.FLAT_SCRATCH; i++) {
        scalars.set(i, wave.s[i] != Wave.POISON);
      }
    }
  }

  @Override
  public void launched(KernelLaunch launch) {
    waves.clear();
  }

  @Override
  public void workgroupStarted(Wave any) {
    for (Wave wave : any.group.waves) {
      waves.computeIfAbsent(wave, w -> new Written()).start(wave);
    }
  }

  @Override
  public void instruction(Wave wave, Instruction instruction) {
    Written written = waves.computeIfAbsent(wave, w -> new Written());
    RegisterUse use = BoundStep.of(wave).use();
    if (use.combinesMasks(wave, written.scalars, written.bits)) {
      return;
    }
    long lanes = use.lanes(wave);
    if (use.copies) {
      copy(written, use, lanes);
      return;
    }
    checkScalars(written, use, wave);
    long permuted = use.permutedLanes(wave);
    for (int i = use.saved(wave); i < use.vectorReads.length; i++) {
      check(written, use.vectorReads[i], i < use.permuted ? permuted : lanes);
    }
    long carried = use.carriedFrom < 0 ? -1 : written.vectors[use.carriedFrom];
    for (int register : use.vectorWrites) {
      long from = register == use.carriedTo ? carried : -1;
      written.vectors[register] = (written.vectors[register] & ~lanes) | (from & lanes);
    }
    for (int register : use.scalarWrites) {
      written.scalars.set(register);
    }
  }

  private static void checkScalars(Written written, RegisterUse use, Wave wave) {
    for (int register : use.scalarReads) {
      int unread = use.selects ? ~wave.s[Wave.EXEC + register % 2] : 0;
      if (!written.scalars.get(register) && (written.bits[register] | unread) != -1) {
        throw new CheckFault(
            Check.REGISTERS,
            -1,
            "%s is read, but nothing has written it".formatted(scalarName(register)));
      }
    }
  }

  private static void check(Written written, int register, long lanes) {
    long missing = lanes & ~written.vectors[register];
    if (missing != 0) {
      throw new CheckFault(
          Check.REGISTERS,
          Long.numberOfTrailingZeros(missing),
          "%s is read, but nothing has written it in %s"
              .formatted(
                  vectorName(register),
                  missing == -1 ? "any lane" : Long.bitCount(missing) + " of the lanes"));
    }
  }

  static String vectorName(int register) {
    return register < Wave.FIRST_AGPR ? "v" + register : "a" + (register - Wave.FIRST_AGPR);
  }

  static String scalarName(int register) {
    return switch (register) {
      case Wave.VCC, Wave.VCC + 1 -> "vcc";
      case Wave.M0 -> "m0";
      default -> "s" + register;
    };
  }

  /** Register by register, from vector or scalar registers, a lane or a constant. */
  private static void copy(Written written, RegisterUse use, long lanes) {
    boolean[] known = new boolean[Math.max(1, use.scalarReads.length)];
    Arrays.fill(known, true);
    for (int i = 0; i < use.scalarReads.length; i++) {
      known[i] = written.scalars.get(use.scalarReads[i]);
    }
    for (int i = 0; i < use.scalarWrites.length; i++) {
      boolean lane = use.vectorReads.length > 0;
      boolean all = lane && (written.vectors[use.vectorReads[0]] & lanes) == lanes;
      written.scalars.set(use.scalarWrites[i], lane ? all : known[Math.min(i, known.length - 1)]);
    }
    long[] from = new long[use.vectorWrites.length];
    for (int i = 0; i < from.length; i++) {
      from[i] =
          i < use.vectorReads.length
              ? written.vectors[use.vectorReads[i]]
              : known[Math.min(i, known.length - 1)] ? -1 : 0;
    }
    for (int i = 0; i < from.length; i++) {
      int register = use.vectorWrites[i];
      written.vectors[register] = (written.vectors[register] & ~lanes) | (from[i] & lanes);
    }
  }
}
