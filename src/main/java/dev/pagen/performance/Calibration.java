package dev.pagen.performance;

import dev.pagen.count.Costs;
import dev.pagen.spec.LittlesLaw;
import dev.pagen.spec.Target;
import java.util.List;

/**
 * The constants of the model that no data sheet has. Two figures are known, the times of {@link
 * SeedKernels}, so two constants can be had from them; the third is assumed. Which of the three is
 * assumed makes two readings of the same figures, and what the model says is the range between
 * them.
 *
 * @param reading of the figures, in a few words
 * @param bandwidthFraction of the nominal bandwidth that a kernel can reach
 * @param cyclesPerLine that the memory pipeline of a compute unit takes for a 128-byte line that an
 *     instruction touches
 * @param latencySeconds of a load while the memory is busy
 */
public record Calibration(
    String reading, double bandwidthFraction, double cyclesPerLine, double latencySeconds) {
  /**
   * The largest share of its nominal bandwidth that any GPU is known here to have reached with such
   * reads: 4.45 of 4.8 TB/s, rows of 256 bytes gathered by a page table on an H200, measured by
   * this project. No more is taken to be possible on AMD's.
   */
  public static final double BEST_BANDWIDTH_FRACTION = 4.45 / 4.8;

  private static final Target GPU = Target.GFX950;

  /**
   * The faster of the two kernels is as fast as the memory: its time gives the bandwidth, and the
   * latency is {@link LittlesLaw#LOADED_LATENCY_SECONDS}. Leaves the least to gain.
   */
  public static Calibration bandwidthBound() {
    double latency = LittlesLaw.LOADED_LATENCY_SECONDS;
    KernelWork work = SeedKernels.EXPERIMENTAL;
    double busy = SeedKernels.EXPERIMENTAL_SECONDS - ends(work, latency);
    double fraction = work.bytes() / (GPU.nominalBandwidth() * busy);
    return new Calibration("bandwidth-bound", fraction, cyclesPerLine(latency), latency);
  }

  /**
   * The faster of the two kernels is as fast as its own waiting lets it be: its time gives the
   * latency, and the memory could do {@link #BEST_BANDWIDTH_FRACTION}. Leaves the most to gain.
   */
  public static Calibration latencyBound() {
    KernelWork work = SeedKernels.EXPERIMENTAL;
    double rounds = work.workgroups() / GPU.computeUnits() / work.workgroupsPerCu();
    double each = SeedKernels.EXPERIMENTAL_SECONDS / rounds;
    double latency =
        (each - work.solo().duration().cycles() / clock()) / work.solo().duration().latencies();
    return new Calibration(
        "latency-bound", BEST_BANDWIDTH_FRACTION, cyclesPerLine(latency), latency);
  }

  /** Both readings. */
  public static List<Calibration> both() {
    return List.of(bandwidthBound(), latencyBound());
  }

  /**
   * What the slower of the two kernels says a line costs. By every other count it should be the
   * faster one; what it has more of is lines, two for each that the other touches once.
   */
  private static double cyclesPerLine(double latency) {
    KernelWork work = SeedKernels.GOLDEN;
    double busy = SeedKernels.GOLDEN_SECONDS - ends(work, latency);
    return busy * clock() * GPU.computeUnits() / work.lines();
  }

  private static double ends(KernelWork work, double latency) {
    return work.solo().fill().seconds(clock(), latency)
        + work.solo().drain().seconds(clock(), latency);
  }

  private static double clock() {
    return Costs.of(GPU).clock();
  }
}
