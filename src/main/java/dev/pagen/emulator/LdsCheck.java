package dev.pagen.emulator;

import dev.pagen.codeobject.Instruction;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds what hardware does not tell about LDS: two waves of a workgroup that access the same byte
 * between two barriers, at least one of them writing (two atomics may), and reads of bytes that
 * nothing has written. Throws at the second of the two accesses.
 */
public final class LdsCheck implements ExecutionObserver {
  private final Map<Workgroup, State> states = new ConcurrentHashMap<>();
  private final boolean races;
  private final boolean uninitialised;

  /**
   * A check for races.
   *
   * @param uninitialised whether reads of bytes that nothing has written are errors too
   */
  public LdsCheck(boolean uninitialised) {
    this(true, uninitialised);
  }

  LdsCheck(boolean races, boolean uninitialised) {
    this.races = races;
    this.uninitialised = uninitialised;
  }

  /** What happened to each byte: in this workgroup, and since the last barrier. */
  private static final class State {
    final boolean[] written;
    final int[] readers;
    final int[] writers;
    final int[] atomics;
    final CopyQueue[] copies;

    State(int bytes, int waves) {
      written = new boolean[bytes];
      readers = new int[bytes];
      writers = new int[bytes];
      atomics = new int[bytes];
      copies = new CopyQueue[waves];
      Arrays.setAll(copies, i -> new CopyQueue());
    }

    void forgetAccesses() {
      Arrays.fill(readers, 0);
      Arrays.fill(writers, 0);
      Arrays.fill(atomics, 0);
    }
  }

  @Override
  public void launched(KernelLaunch launch) {
    states.clear();
  }

  @Override
  public void workgroupStarted(Wave wave) {
    State state = state(wave);
    state.forgetAccesses();
    Arrays.fill(state.written, false);
    for (CopyQueue copies : state.copies) {
      copies.clear();
    }
  }

  /** A copy from memory writes anywhere between its issue and its wait: it counts at both. */
  @Override
  public void instruction(Wave wave, Instruction instruction) {
    state(wave).copies[wave.index()].follow(instruction, copy -> copy.land(wave, this));
  }

  @Override
  public void barrierPassed(Wave wave) {
    state(wave).forgetAccesses();
  }

  @Override
  public void ldsAccess(Wave wave, Access access, long[] addresses, long mask, int bytes) {
    State state = state(wave);
    state.copies[wave.index()].write(addresses, mask, bytes);
    for (long m = mask; m != 0; m &= m - 1) {
      int lane = Long.numberOfTrailingZeros(m);
      long address = addresses[lane];
      if (address >= 0 && address + bytes <= state.written.length) {
        for (int i = (int) address; i < address + bytes; i++) {
          check(state, wave, access, lane, i);
        }
      }
    }
  }

  private State state(Wave wave) {
    return states.computeIfAbsent(wave.group, g -> new State((int) g.lds.size, g.waves.length));
  }

  private void check(State state, Wave wave, Access access, int lane, int at) {
    int self = 1 << wave.index();
    int conflicting =
        switch (access) {
          case READ -> state.writers[at] | state.atomics[at];
          case WRITE -> state.writers[at] | state.atomics[at] | state.readers[at];
          case ATOMIC -> state.writers[at] | state.readers[at];
        };
    int other = conflicting & ~self;
    if (races && other != 0) {
      throw new LaneFault(
          Check.RACES,
          lane,
          "LDS race at byte 0x%x: wave %d accesses it in the same barrier interval"
              .formatted(at, Integer.numberOfTrailingZeros(other)));
    }
    if (uninitialised && access != Access.WRITE && !state.written[at]) {
      throw new LaneFault(
          Check.LDS, lane, "LDS byte 0x%x is read, but nothing has written it".formatted(at));
    }
    switch (access) {
      case READ -> state.readers[at] |= self;
      case WRITE -> {
        state.writers[at] |= self;
        state.written[at] = true;
      }
      case ATOMIC -> state.atomics[at] |= self;
    }
  }
}
