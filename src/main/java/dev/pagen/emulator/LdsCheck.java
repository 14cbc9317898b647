package dev.pagen.emulator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds what hardware does not tell about LDS: two waves of a workgroup that access the same byte
 * between two barriers, at least one of them writing (two atomics may), and reads of bytes that
 * nothing has written. Throws at the second of the two accesses.
 */
public final class LdsCheck implements ExecutionObserver {
  private final Map<Workgroup, LdsBytes> states = new ConcurrentHashMap<>();
  private final boolean uninitialised;

  /**
   * A check for races.
   *
   * @param uninitialised whether reads of bytes that nothing has written are errors too
   */
  public LdsCheck(boolean uninitialised) {
    this.uninitialised = uninitialised;
  }

  @Override
  public void launched(KernelLaunch launch) {
    states.clear();
  }

  @Override
  public void workgroupStarted(Wave wave) {
    state(wave).forget();
  }

  @Override
  public void barrierPassed(Wave wave) {
    state(wave).forgetAccesses();
  }

  @Override
  public void ldsAccess(Wave wave, Access access, long[] addresses, long mask, int bytes) {
    LdsBytes state = state(wave);
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

  private LdsBytes state(Wave wave) {
    return states.computeIfAbsent(wave.group, g -> new LdsBytes((int) g.lds.size));
  }

  private void check(LdsBytes state, Wave wave, Access access, int lane, int at) {
    int other = state.conflicting(wave.index(), access, at);
    if (other != 0) {
      throw new LaneFault(
          lane,
          "LDS race at byte 0x%x: wave %d accesses it in the same barrier interval"
              .formatted(at, Integer.numberOfTrailingZeros(other)));
    }
    if (uninitialised && access != Access.WRITE && !state.isWritten(at)) {
      throw new LaneFault(lane, "LDS byte 0x%x is read, but nothing has written it".formatted(at));
    }
  }
}
