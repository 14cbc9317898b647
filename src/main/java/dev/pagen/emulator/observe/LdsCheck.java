package dev.pagen.emulator.observe;

import dev.pagen.codeobject.Instruction;
import dev.pagen.emulator.isa.BoundStep;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.machine.KernelLaunch;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.emulator.machine.Workgroup;
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

  /** A workgroup's LDS, and the copies that its waves have issued. */
  private record State(LdsBytes bytes, CopyQueue[] copies) {
    static State of(Workgroup group) {
      return new State(new LdsBytes((int) group.lds.size), CopyQueue.of(group));
    }
  }

  @Override
  public void launched(KernelLaunch launch) {
    states.clear();
  }

  @Override
  public void workgroupStarted(Wave wave) {
    State state = state(wave);
    state.bytes.forget();
    for (CopyQueue copies : state.copies) {
      copies.clear();
    }
  }

  /** A copy from memory writes anywhere between its issue and its wait: it counts at both. */
  @Override
  public void instruction(Wave wave, Instruction instruction) {
    CopyQueue copies = state(wave).copies[wave.index()];
    copies.follow(BoundStep.of(wave).waits(), copy -> copy.land(wave, this));
  }

  @Override
  public void barrierPassed(Wave wave) {
    state(wave).bytes.forgetAccesses();
  }

  @Override
  public void ldsAccess(Wave wave, Access access, long[] addresses, long mask, int bytes) {
    State all = state(wave);
    all.copies[wave.index()].write(addresses, mask, bytes);
    LdsBytes state = all.bytes;
    boolean written = uninitialised && access != Access.WRITE;
    long left = mask;
    while (left != 0) {
      int lane = Long.numberOfTrailingZeros(left);
      long from = addresses[lane];
      long to = from;
      int last = lane;
      do {
        left &= left - 1;
        to += bytes;
        last++;
      } while (last < Wave.LANES && (left >>> last & 1) != 0 && addresses[last] == to);
      if (from >= 0
          && to <= state.size()
          && !state.access(wave.index(), access, (int) from, (int) to, written)) {
        for (int at = (int) from; at < to; at++) {
          check(state, wave, access, lane + (at - (int) from) / bytes, at);
        }
      }
    }
  }

  private State state(Wave wave) {
    return states.computeIfAbsent(wave.group, State::of);
  }

  private void check(LdsBytes state, Wave wave, Access access, int lane, int at) {
    int other = state.conflicting(wave.index(), access, at);
    if (races && other != 0) {
      throw new CheckFault(
          Check.RACES,
          lane,
          "LDS race at byte 0x%x: wave %d accesses it in the same barrier interval"
              .formatted(at, Integer.numberOfTrailingZeros(other)));
    }
    if (uninitialised && access != Access.WRITE && !state.isWritten(at)) {
      throw new CheckFault(
          Check.LDS, lane, "LDS byte 0x%x is read, but nothing has written it".formatted(at));
    }
  }
}
