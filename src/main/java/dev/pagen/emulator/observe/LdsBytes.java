package dev.pagen.emulator.observe;

import dev.pagen.emulator.machine.ExecutionObserver.Access;
import java.util.Arrays;

/**
 * What happened to each byte of a workgroup's LDS: the waves that read, wrote and updated it since
 * the last barrier, and whether it was ever written. A byte's state is one number (16 bits for the
 * waves of each kind of access, as a workgroup has at most 16), so that a run of bytes is checked
 * and noted in one pass without a branch.
 */
final class LdsBytes {
  private static final int WRITERS = 16;
  private static final int ATOMICS = 32;
  private static final long ALL_WAVES = 0xffff;
  private static final long WRITTEN = 1L << 48;

  private final long[] states;

  /** The bytes accessed since the last barrier lie between these two. */
  private int touchedFrom;

  private int touchedTo;

  LdsBytes(int size) {
    states = new long[size];
  }

  int size() {
    return states.length;
  }

  /** Nothing was written yet. */
  void forget() {
    Arrays.fill(states, 0);
    forgetAccesses();
  }

  /** A barrier orders what was before and what comes. */
  void forgetAccesses() {
    for (int i = touchedFrom; i < touchedTo; i++) {
      states[i] &= WRITTEN;
    }
    touchedFrom = states.length;
    touchedTo = 0;
  }

  /**
   * Notes an access of the bytes {@code from .. to - 1}.
   *
   * @return whether all of it is free of {@link #conflicting} accesses, and written if that is
   *     asked
   */
  boolean access(int wave, Access access, int from, int to, boolean written) {
    long conflicts = conflicts(wave, access);
    long required = written ? WRITTEN : 0;
    long added = added(wave, access);
    long wrong = 0;
    for (int i = from; i < to; i++) {
      long state = states[i];
      wrong |= (state & conflicts) | (~state & required);
      states[i] = state | added;
    }
    touchedFrom = Math.min(touchedFrom, from);
    touchedTo = Math.max(touchedTo, to);
    return wrong == 0;
  }

  /** A bit for each wave whose access of a byte is a race with one of {@code wave}. */
  int conflicting(int wave, Access access, int at) {
    long other = states[at] & conflicts(wave, access);
    return (int) ((other | other >> WRITERS | other >> ATOMICS) & ALL_WAVES);
  }

  boolean isWritten(int at) {
    return (states[at] & WRITTEN) != 0;
  }

  private static long conflicts(int wave, Access access) {
    long others = ALL_WAVES & ~(1L << wave);
    return switch (access) {
      case READ -> others << WRITERS | others << ATOMICS;
      case WRITE -> others | others << WRITERS | others << ATOMICS;
      case ATOMIC -> others | others << WRITERS;
    };
  }

  private static long added(int wave, Access access) {
    return switch (access) {
      case READ -> 1L << wave;
      case WRITE -> 1L << wave + WRITERS | WRITTEN;
      case ATOMIC -> 1L << wave + ATOMICS;
    };
  }
}
