package dev.pagen.launch;

import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.emulator.EmulationLimits;
import dev.pagen.emulator.Schedule;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.observe.Check;
import dev.pagen.emulator.observe.CounterSnapshot;
import dev.pagen.emulator.observe.Counters;
import dev.pagen.emulator.observe.ExecutionChecks;
import dev.pagen.emulator.observe.Overreads;
import dev.pagen.spec.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A code object and how it is launched, with nothing else around it.
 *
 * @param code the code object
 * @param list what is launched
 * @param limits of each launch
 * @param schedule in which order waves execute
 * @param out folder for what the buffers hold afterwards, if it is wanted
 * @param counted whether to count what the kernels do
 */
public record Emulation(
    ForeignCode code,
    LaunchList list,
    EmulationLimits limits,
    Schedule schedule,
    Optional<Path> out,
    boolean counted) {
  /**
   * What came of the launches.
   *
   * @param verdicts on the buffers of which the list says what they should hold
   * @param overreads bytes that were read past the ends of buffers, where that is allowed
   * @param files that were written
   * @param counters by the kernels that were launched, in that order; empty if not counted
   */
  public record Result(
      List<Verdict> verdicts,
      Map<String, Long> overreads,
      List<Path> files,
      Map<String, CounterSnapshot> counters) {
    /** Whether every buffer holds what it should. */
    public boolean right() {
      return verdicts.stream().allMatch(Verdict::passed);
    }
  }

  /**
   * Runs the launches on an emulated GPU of their own.
   *
   * @throws dev.pagen.attention.LaunchException if the list makes no sense
   * @throws dev.pagen.emulator.machine.EmulationException if a kernel does wrong
   * @throws UncheckedIOException if what buffers hold cannot be written
   */
  public Result run(Set<Check> checks) {
    Target target = code.target();
    Overreads overreads = new Overreads();
    Counters counters = new Counters(target);
    ExecutionObserver observer =
        ExecutionObserver.both(
            ExecutionObserver.both(
                ExecutionChecks.of(checks),
                list.allowsOverreads() ? overreads : ExecutionObserver.NONE),
            counted ? counters : ExecutionObserver.NONE);
    EmulatedDevice device =
        new EmulatedDevice(
            new EmulatedGpu(target, observer, limits, schedule), _ -> code.disassembly());
    try (LaunchRun run = new LaunchRun(code, list, Map.of(), Map.of(), device, overreads)) {
      run.launch();
      List<Verdict> verdicts = run.verdicts();
      return new Result(
          verdicts,
          overreads.seen(),
          out.isPresent() ? run.save(out.get()) : List.of(),
          counted ? counters.kernels() : Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
