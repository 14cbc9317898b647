package dev.pagen.emulator.observe;

import dev.pagen.codeobject.Instruction;
import dev.pagen.codeobject.InstructionClass;
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
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives each wave a clock: how long a workgroup would take if it had a compute unit, and memory of
 * any bandwidth, to itself. Every instruction takes its {@link Timing}; what was asked of memory or
 * LDS is there after its latency; {@code s_waitcnt} waits for it and {@code s_barrier} for the
 * other waves. Loads come back in order. Dependences between vector instructions are not followed,
 * nor is what waves of a workgroup take from each other.
 *
 * <p>This is not the time of a kernel. It says how often a kernel can ask, which by Little's law
 * bounds what it can get.
 */
public final class Timeline implements ExecutionObserver {
  private final Timing timing;
  private final LdsBanks banks;
  private final List<long[]> streams = new ArrayList<>();
  private final Map<Wave, WaveClock> clocks = new ConcurrentHashMap<>();
  private final Map<String, Spans> spans = Collections.synchronizedMap(new LinkedHashMap<>());
  private volatile Spans current = new Spans();

  /** A timeline of launches on {@code target}. */
  public Timeline(Target target, Timing timing) {
    this.timing = timing;
    this.banks = new LdsBanks(target);
  }

  /**
   * How long things take, in cycles of the compute unit's clock.
   *
   * @param issue of any instruction but the next two
   * @param transcendental instruction
   * @param matrix instruction, until the next one of the same wave can begin
   * @param ldsLatency from an LDS access until its result is there, bank conflicts apart
   * @param scalarLatency of a scalar load
   * @param memoryLatency of a vector load, and of a store until it no longer counts
   */
  public record Timing(
      int issue,
      int transcendental,
      int matrix,
      int ldsLatency,
      int scalarLatency,
      int memoryLatency) {}

  /**
   * How long the workgroups of a kernel took, on average, in cycles. Without streamed buffers there
   * is nothing to fill or drain.
   *
   * @param duration from the first instruction to the end of the last wave
   * @param fill until the first bytes of the streamed buffers are there
   * @param drain from when the last of them are there
   * @param longestDrain that of the workgroup that took longest for it
   */
  public record Span(double duration, double fill, double drain, double longestDrain) {}

  private static final class Spans {
    private long workgroups;
    private long duration;
    private long fill;
    private long drain;
    private long longestDrain;

    synchronized void add(long end, long first, long last) {
      workgroups++;
      duration += end;
      if (first <= last) {
        fill += first;
        drain += end - last;
        longestDrain = Math.max(longestDrain, end - last);
      }
    }

    synchronized Span mean() {
      double n = Math.max(1, workgroups);
      return new Span(duration / n, fill / n, drain / n, longestDrain);
    }
  }

  /** Names a buffer that kernels stream through, before the first launch. */
  public void stream(long address, long bytes) {
    streams.add(new long[] {address, address + bytes});
  }

  /** The spans of each kernel by name, once the launches have returned. */
  public Map<String, Span> kernels() {
    Map<String, Span> means = new LinkedHashMap<>();
    synchronized (spans) {
      spans.forEach((name, s) -> means.put(name, s.mean()));
    }
    return means;
  }

  @Override
  public void launched(KernelLaunch launch) {
    clocks.clear();
    current = spans.computeIfAbsent(launch.kernel(), k -> new Spans());
  }

  @Override
  public void workgroupStarted(Wave wave) {
    for (Wave each : wave.group.waves) {
      clocks.put(each, new WaveClock());
    }
  }

  @Override
  public void instruction(Wave wave, Instruction instruction) {
    WaveClock clock = clock(wave);
    clock.execute(instruction, timing);
    if (instruction.mnemonic().startsWith("s_endpgm")) {
      clock.ended = true;
      workgroupMayHaveEnded(wave);
    }
  }

  private void workgroupMayHaveEnded(Wave wave) {
    long end = 0;
    long first = Long.MAX_VALUE;
    long last = 0;
    for (Wave each : wave.group.waves) {
      WaveClock clock = clock(each);
      if (!clock.ended) {
        return;
      }
      end = Math.max(end, clock.now);
      first = Math.min(first, clock.firstStreamed);
      last = Math.max(last, clock.lastStreamed);
    }
    current.add(end, first, Math.min(last, end));
  }

  @Override
  public void globalAccess(Wave wave, Access access, long[] addresses, long mask, int bytes) {
    if (access == Access.READ && mask != 0) {
      long address = addresses[Long.numberOfTrailingZeros(mask)];
      if (streams.stream().anyMatch(s -> address >= s[0] && address < s[1])) {
        clock(wave).streamed(timing);
      }
    }
  }

  @Override
  public void ldsAccess(Wave wave, Access access, long[] addresses, long mask, int bytes) {
    Step step = wave.step;
    // A load straight to LDS is waited for as a load.
    if (step != null && step.instruction().kind() != InstructionClass.GLOBAL_TO_LDS) {
      clock(wave).lds(banks.of(access, addresses, mask, bytes).cycles());
    }
  }

  @Override
  public void barrierPassed(Wave wave) {
    long latest = 0;
    for (Wave each : wave.group.waves) {
      latest = Math.max(latest, clock(each).ended ? 0 : clock(each).now);
    }
    for (Wave each : wave.group.waves) {
      clock(each).now = Math.max(clock(each).now, latest);
    }
  }

  private WaveClock clock(Wave wave) {
    return Objects.requireNonNull(clocks.get(wave));
  }

  /** Whether LDS or the scalar cache serves an instruction: {@code lgkmcnt} counts it. */
  static boolean countsAsLgkm(InstructionClass kind) {
    return kind.unit() == InstructionClass.Unit.LDS
        || kind.unit() == InstructionClass.Unit.SCALAR_MEMORY;
  }
}
