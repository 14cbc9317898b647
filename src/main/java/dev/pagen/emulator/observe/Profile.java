package dev.pagen.emulator.observe;

import dev.pagen.codeobject.Instruction;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.machine.KernelLaunch;
import dev.pagen.emulator.machine.Step;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps, kernel by kernel, what each of its instructions did: how often it ran, what it cost LDS,
 * and which named buffers it read and wrote. Buffers are known by their addresses alone, so this
 * works for any code object. For the launches of one GPU, which come one after the other.
 */
public final class Profile implements ExecutionObserver {
  /** What is read and written outside of the named buffers, the argument block for one. */
  public static final String ELSEWHERE = "elsewhere";

  private final LdsBanks banks;
  private final List<NamedBuffer> buffers = new ArrayList<>();
  private final Map<String, ProfileTally> tallies =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private volatile ProfileTally current = new ProfileTally();

  /** An empty profile of launches on {@code target}. */
  public Profile(Target target) {
    this.banks = new LdsBanks(target);
  }

  /**
   * A buffer to tell apart.
   *
   * @param name of it
   * @param address of its first byte
   * @param bytes of it
   * @param rowBytes bytes of one row; pieces of memory never reach across two rows
   */
  public record NamedBuffer(String name, long address, long bytes, int rowBytes) {}

  /** Names a buffer, before the first launch. */
  public void name(NamedBuffer buffer) {
    buffers.add(buffer);
  }

  /** What each kernel did, in the order of their first launch, once the launches have returned. */
  public List<KernelProfile> kernels() {
    List<KernelProfile> kernels = new ArrayList<>();
    synchronized (tallies) {
      tallies.forEach((name, tally) -> kernels.add(tally.snapshot(name)));
    }
    return kernels;
  }

  @Override
  public void launched(KernelLaunch launch) {
    current = tallies.computeIfAbsent(launch.kernel(), k -> new ProfileTally());
    current.launched((int) launch.block().count(), launch.ldsBytes());
  }

  @Override
  public void workgroupStarted(Wave wave) {
    current.workgroups.increment();
    current.waves.add(wave.group.waves.length);
  }

  @Override
  public void instruction(Wave wave, Instruction instruction) {
    current.of(instruction).executions.increment();
    current.byWave.incrementAndGet(wave.index());
  }

  @Override
  public void globalAccess(Wave wave, Access access, long[] addresses, long mask, int bytes) {
    Step step = wave.step;
    if (step == null || mask == 0) {
      return;
    }
    // The lanes of one instruction go to one buffer: its address comes from one pointer.
    long first = addresses[Long.numberOfTrailingZeros(mask)];
    NamedBuffer buffer = bufferAt(first);
    ProfileTally.Memory memory = current.of(step.instruction()).memory(buffer.name);
    long moved = (long) Long.bitCount(mask) * bytes;
    if (access != Access.WRITE) {
      memory.read.add(moved);
    }
    if (access != Access.READ) {
      memory.written.add(moved);
    }
    Pieces.each(addresses, mask, bytes, buffer, memory::piece);
    memory.lines.add(Counters.lines(addresses, mask, bytes, Counters.LINE_128_SHIFT));
  }

  @Override
  public void scalarRead(Wave wave, long address, int bytes) {
    Step step = wave.step;
    if (step != null) {
      current.of(step.instruction()).memory(bufferAt(address).name).read.add(bytes);
    }
  }

  private NamedBuffer bufferAt(long address) {
    for (NamedBuffer buffer : buffers) {
      if (address >= buffer.address && address < buffer.address + buffer.bytes) {
        return buffer;
      }
    }
    return new NamedBuffer(ELSEWHERE, 0, Long.MAX_VALUE, Integer.MAX_VALUE);
  }

  @Override
  public void ldsAccess(Wave wave, Access access, long[] addresses, long mask, int bytes) {
    Step step = wave.step;
    if (step != null) {
      LdsBanks.Cost cost = banks.of(access, addresses, mask, bytes);
      current.of(step.instruction()).lds(bytes, cost);
    }
  }
}
