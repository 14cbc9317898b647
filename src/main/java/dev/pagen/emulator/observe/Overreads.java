package dev.pagen.emulator.observe;

import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.machine.LaneFault;
import dev.pagen.emulator.machine.Wave;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets kernels read some bytes past the end of buffers that were allocated with so many more, tells
 * which did, and lets nobody write there. For kernels that fetch ahead, and are right to.
 */
public final class Overreads implements ExecutionObserver {
  /** Bytes that may be read, and not written. */
  private record Tail(long begin, long end) {
    boolean touches(long address, int bytes) {
      return address < end && address + bytes > begin;
    }
  }

  private final Map<String, Tail> tails = new LinkedHashMap<>();
  private final Map<String, Long> seen = new ConcurrentHashMap<>();

  /** Allows reads of {@code bytes} bytes from {@code end} on, the end of a buffer. */
  public void allow(String buffer, long end, long bytes) {
    tails.put(buffer, new Tail(end, end + bytes));
  }

  /** Bytes past their ends that kernels have read, by the buffers' names, in order of these. */
  public Map<String, Long> seen() {
    Map<String, Long> ordered = new LinkedHashMap<>();
    tails.keySet().stream()
        .filter(seen::containsKey)
        .forEach(buffer -> ordered.put(buffer, seen.getOrDefault(buffer, 0L)));
    return ordered;
  }

  @Override
  public void globalAccess(Wave wave, Access access, long[] addresses, long mask, int bytes) {
    if (tails.isEmpty()) {
      return;
    }
    for (long m = mask; m != 0; m &= m - 1) {
      int lane = Long.numberOfTrailingZeros(m);
      look(access, lane, addresses[lane], bytes);
    }
  }

  @Override
  public void scalarRead(Wave wave, long address, int bytes) {
    look(Access.READ, -1, address, bytes);
  }

  private void look(Access access, int lane, long address, int bytes) {
    tails.forEach(
        (buffer, tail) -> {
          if (tail.touches(address, bytes)) {
            if (access != Access.READ) {
              throw new LaneFault(
                  lane,
                  "write of %d bytes at 0x%x, %d bytes past the end of %s, where only reads are allowed"
                      .formatted(bytes, address, address + bytes - tail.begin, buffer));
            }
            seen.merge(buffer, Math.min(tail.end, address + bytes) - tail.begin, Math::max);
          }
        });
  }
}
