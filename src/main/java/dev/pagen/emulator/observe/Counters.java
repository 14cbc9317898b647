package dev.pagen.emulator.observe;

import dev.pagen.codeobject.Instruction;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.machine.KernelLaunch;
import dev.pagen.emulator.machine.Step;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.Target;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts what launches did, kernel by kernel. Memory transactions are the distinct 64- and 128-byte
 * lines that the active lanes of one instruction touch; caches are not modelled, and scalar loads
 * are counted as instructions only. What LDS cycles and bank conflicts are, {@link LdsBanks} says.
 * For the launches of one GPU, which come one after the other.
 */
public final class Counters implements ExecutionObserver {
  static final int LINE_64_SHIFT = 6;
  static final int LINE_128_SHIFT = 7;

  private final LdsBanks banks;
  private final Map<String, Tally> tallies = Collections.synchronizedMap(new LinkedHashMap<>());
  private volatile Tally current = new Tally();

  /** Counters at zero. */
  public Counters(Target target) {
    this.banks = new LdsBanks(target);
  }

  /** The counts of all kernels together; consistent once the launches have returned. */
  public CounterSnapshot snapshot() {
    return kernels().values().stream()
        .reduce(CounterSnapshot::plus)
        .orElseGet(() -> new Tally().snapshot());
  }

  /** The counts of each kernel, in the order of their first launch. */
  public Map<String, CounterSnapshot> kernels() {
    Map<String, CounterSnapshot> kernels = new LinkedHashMap<>();
    synchronized (tallies) {
      tallies.forEach((name, tally) -> kernels.put(name, tally.snapshot()));
    }
    return kernels;
  }

  @Override
  public void launched(KernelLaunch launch) {
    current = tallies.computeIfAbsent(launch.kernel(), k -> new Tally());
    current.launches.increment();
  }

  @Override
  public void workgroupStarted(Wave wave) {
    current.workgroups.increment();
    current.waves.add(wave.group.waves.length);
  }

  @Override
  public void instruction(Wave wave, Instruction instruction) {
    current.count(instruction.kind());
  }

  @Override
  public void globalAccess(Wave wave, Access access, long[] addresses, long mask, int bytes) {
    Tally tally = current;
    tally.globalInstructions.increment();
    tally.bytesAsked.add((long) Long.bitCount(mask) * bytes);
    tally.lines64.add(lines(addresses, mask, bytes, LINE_64_SHIFT));
    tally.lines128.add(lines(addresses, mask, bytes, LINE_128_SHIFT));
  }

  /** The different lines of {@code 1 << shift} bytes that the lanes of one access touch. */
  static int lines(long[] addresses, long mask, int bytes, int shift) {
    long[] touched = new long[2 * Wave.LANES];
    int count = 0;
    for (long m = mask; m != 0; m &= m - 1) {
      long address = addresses[Long.numberOfTrailingZeros(m)];
      touched[count++] = address >>> shift;
      touched[count++] = (address + bytes - 1) >>> shift;
    }
    return (int) Arrays.stream(touched, 0, count).distinct().count();
  }

  @Override
  public void ldsAccess(Wave wave, Access access, long[] addresses, long mask, int bytes) {
    Tally tally = current;
    LdsBanks.Cost cost = banks.of(access, addresses, mask, bytes);
    tally.ldsAccesses.increment();
    tally.ldsBytes.add((long) Long.bitCount(mask) * bytes);
    tally.ldsCycles.add(cost.cycles());
    Step step = wave.step;
    if (cost.conflicts() > 0 && step != null) {
      tally.conflict(step.instruction(), cost.conflicts());
    }
  }

  @Override
  public void barrierPassed(Wave wave) {
    current.barriers.increment();
  }
}
