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
 * Finds accesses to LDS that a copy from global memory may still be on its way to: loads straight
 * to LDS land when memory answers, and only an {@code s_waitcnt vmcnt(n)} of the wave that issued
 * them tells when. Whichever wave accesses the bytes: a barrier makes no copy land.
 */
public final class CopyCheck implements ExecutionObserver {
  private final Map<Workgroup, CopyQueue[]> queues = new ConcurrentHashMap<>();

  @Override
  public void launched(KernelLaunch launch) {
    queues.clear();
  }

  @Override
  public void workgroupStarted(Wave any) {
    for (CopyQueue queue : of(any.group)) {
      queue.clear();
    }
  }

  @Override
  public void instruction(Wave wave, Instruction instruction) {
    of(wave.group)[wave.index()].follow(BoundStep.of(wave).waits(), copy -> {});
  }

  @Override
  public void ldsAccess(Wave wave, Access access, long[] addresses, long mask, int bytes) {
    CopyQueue[] all = of(wave.group);
    for (int i = 0; i < all.length; i++) {
      checkLanded(all[i], i == wave.index() ? "" : " of wave " + i, addresses, mask, bytes);
    }
    all[wave.index()].write(addresses, mask, bytes);
  }

  private static void checkLanded(
      CopyQueue queue, String whose, long[] addresses, long mask, int bytes) {
    for (long m = queue.isEmpty() ? 0 : mask; m != 0; m &= m - 1) {
      int lane = Long.numberOfTrailingZeros(m);
      long address = addresses[lane];
      int left = queue.waitFor(address, address + bytes);
      if (left >= 0) {
        throw new CheckFault(
            Check.COPIES,
            lane,
            "LDS bytes from 0x%x are accessed while a copy%s to them is on its way: s_waitcnt vmcnt(%d) waits for it"
                .formatted(address, whose, left));
      }
    }
  }

  private CopyQueue[] of(Workgroup group) {
    return queues.computeIfAbsent(group, CopyQueue::of);
  }
}
