package dev.pagen.performance;

import dev.pagen.count.Costs;
import dev.pagen.count.Counts;
import dev.pagen.count.Solo;
import dev.pagen.spec.Target;

/**
 * Time of a kernel on a GPU, as one works it out on paper: the busiest resource, and the waiting at
 * both ends.
 *
 * @param target gives the number of compute units, the nominal bandwidth and the clock
 * @param calibration the constants that no data sheet has
 */
public record PerformanceModel(Target target, Calibration calibration) {
  /** Goes up when the same counts come to other times. */
  public static final int REVISION = 2;

  /**
   * Time between two kernels of a stream of which the second waits for the first, in seconds. An
   * assumption: a few microseconds are usual.
   */
  public static final double KERNEL_GAP_SECONDS = 3e-6;

  /** Predicts one kernel. */
  public Prediction predict(KernelWork work) {
    double clock = Costs.of(target).clock();
    double latency = calibration.latencySeconds();
    Solo solo = work.solo();
    // Compute units with one workgroup more than others finish last.
    double perCu = work.workgroups() / target.computeUnits();
    double uneven = Math.ceil(perCu) / perCu;
    double cuCycles = clock * target.computeUnits() / uneven;
    double rounds = Math.max(1, perCu / work.workgroupsPerCu());
    return new Prediction(
        work.bytes() / (calibration.bandwidthFraction() * target.nominalBandwidth()),
        work.lines() * calibration.cyclesPerLine() / cuCycles,
        work.simdCycles() / Target.SIMDS_PER_CU / cuCycles,
        work.ldsCycles() / cuCycles,
        (solo.duration().seconds(clock, latency)
                - solo.fill().seconds(clock, latency)
                - solo.drain().seconds(clock, latency))
            + (rounds - 1) * solo.duration().seconds(clock, latency),
        solo.fill().seconds(clock, latency),
        solo.longestDrain().seconds(clock, latency));
  }

  /** The time of all kernels of an implementation, for all planned sequences, in seconds. */
  public double seconds(Counts counts) {
    double kernels =
        counts.kernels().stream()
            .mapToDouble(kernel -> predict(KernelWork.of(counts, kernel)).seconds())
            .sum();
    return kernels + (counts.kernels().size() - 1) * KERNEL_GAP_SECONDS;
  }
}
