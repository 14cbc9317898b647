package dev.pagen.emulator.observe;

import dev.pagen.codeobject.Instruction;
import dev.pagen.emulator.machine.Wave;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Registers that a wave's loads will write, of the loads that one counter counts. */
final class PendingRegisters {
  private final String counter;
  private final IntFunction<String> names;
  private final long most;
  private final boolean ordered;
  private long issued;
  private long done;

  /** For each register the number of the last load to it, the lanes it writes, and itself. */
  private final long[] numbers;

  private final long[] lanes;
  private final @Nullable Instruction[] loads;

  private PendingRegisters(
      String counter, IntFunction<String> names, int registers, long most, boolean ordered) {
    this.counter = counter;
    this.names = names;
    this.most = most;
    this.ordered = ordered;
    this.numbers = new long[registers];
    this.lanes = new long[registers];
    this.loads = new @Nullable Instruction[registers];
  }

  /**
   * Vector registers, of operations that are done in the order of their issue.
   *
   * @param counter that counts the operations
   * @param most that can be outstanding: hardware issues no more before one is done
   */
  static PendingRegisters vectors(String counter, long most) {
    return new PendingRegisters(
        counter, RegisterCheck::vectorName, Wave.VECTOR_REGISTERS, most, true);
  }

  /** Scalar registers: their loads are done in any order, and so all of them or none. */
  static PendingRegisters scalars() {
    return new PendingRegisters(
        "lgkmcnt", RegisterCheck::scalarName, Wave.EXEC, Long.MAX_VALUE, false);
  }

  void clear() {
    Arrays.fill(numbers, 0);
    issued = 0;
    done = 0;
  }

  boolean any() {
    return done < issued;
  }

  /** Another operation counts. */
  PendingRegisters issue() {
    issued++;
    await(most);
    return this;
  }

  /** All operations are done but the youngest {@code left}. */
  void await(long left) {
    done = Math.max(done, issued - left);
  }

  /** The operation issued last will write these. */
  void expect(int[] registers, long written, Instruction load) {
    for (int register : registers) {
      lanes[register] = written | (numbers[register] > done ? lanes[register] : 0);
      numbers[register] = issued;
      loads[register] = load;
    }
  }

  /**
   * Returns where a register may be used.
   *
   * @param how it is used
   * @throws CheckFault where a load may still write any of the {@code used} lanes; it names the
   *     first, unless it is all of them
   */
  void check(Wave wave, int register, long used, String how) {
    long early = numbers[register] > done ? used & lanes[register] : 0;
    if (early != 0) {
      throw new CheckFault(
          Check.WAITS,
          early == -1 ? -1 : Long.numberOfTrailingZeros(early),
          "%s is %s while %s may not have written it: s_waitcnt %s(%d) waits for that"
              .formatted(
                  names.apply(register),
                  how,
                  wave.group.listing.place(Objects.requireNonNull(loads[register])),
                  counter,
                  ordered ? issued - numbers[register] : 0));
    }
  }
}
