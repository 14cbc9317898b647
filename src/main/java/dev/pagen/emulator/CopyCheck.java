package dev.pagen.emulator;

import dev.pagen.codeobject.Instruction;
import dev.pagen.codeobject.InstructionClass;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds accesses to LDS that a copy from global memory may still be on its way to: loads straight
 * to LDS land when memory answers, and only an {@code s_waitcnt vmcnt(n)} tells when. Here they
 * land at once, so that a wave that does not wait, or waits for too few, would go unnoticed.
 * Operations count in the order of their issue (CDNA ISA documents, "s_waitcnt"). A wave's copies
 * are known to the others after a barrier, so its own waits are all that is checked.
 */
public final class CopyCheck implements ExecutionObserver {
  private final Map<Wave, Deque<Outstanding>> outstanding = new ConcurrentHashMap<>();

  /** A vector memory operation; one that is no copy to LDS covers no bytes. */
  private static final class Outstanding {
    final boolean copies;
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;

    Outstanding(boolean copies) {
      this.copies = copies;
    }
  }

  @Override
  public void launched(KernelLaunch launch) {
    outstanding.clear();
  }

  @Override
  public void instruction(Wave wave, Instruction instruction) {
    InstructionClass kind = instruction.kind();
    if (kind.countsAsVectorMemory()) {
      boolean copies = kind == InstructionClass.GLOBAL_TO_LDS || instruction.has("lds");
      of(wave).addLast(new Outstanding(copies));
    } else if (kind == InstructionClass.WAIT) {
      instruction.vectorMemoryWait().ifPresent(left -> retire(of(wave), left));
    } else if (instruction.mnemonic().startsWith("s_endpgm")) {
      outstanding.remove(wave);
    }
  }

  private static void retire(Deque<Outstanding> queue, int left) {
    while (queue.size() > left) {
      queue.removeFirst();
    }
  }

  @Override
  public void ldsAccess(Wave wave, Access access, long[] addresses, long mask, int bytes) {
    Deque<Outstanding> queue = of(wave);
    Outstanding own = queue.peekLast();
    boolean copying = own != null && own.copies && own.to < own.from;
    for (long m = mask; m != 0; m &= m - 1) {
      int lane = Long.numberOfTrailingZeros(m);
      long address = addresses[lane];
      checkLanded(queue, lane, address, address + bytes);
    }
    if (copying) {
      for (long m = mask; m != 0; m &= m - 1) {
        long address = addresses[Long.numberOfTrailingZeros(m)];
        own.from = Math.min(own.from, address);
        own.to = Math.max(own.to, address + bytes);
      }
    }
  }

  private static void checkLanded(Deque<Outstanding> queue, int lane, long from, long to) {
    int younger = queue.size() - 1;
    for (Iterator<Outstanding> each = queue.iterator(); each.hasNext(); younger--) {
      Outstanding copy = each.next();
      if (from < copy.to && copy.from < to) {
        throw new LaneFault(
            Check.COPIES,
            lane,
            "LDS byte 0x%x is accessed while a copy to it is on its way: vmcnt(%d) waits for it"
                .formatted(Math.max(from, copy.from), younger));
      }
    }
  }

  private Deque<Outstanding> of(Wave wave) {
    return outstanding.computeIfAbsent(wave, w -> new ArrayDeque<>());
  }
}
