package dev.pagen.spec;

/**
 * Little's law: bandwidth = bytes in flight / latency. It bounds from above what a kernel can read,
 * whatever else it does; the memory's own bandwidth is another bound.
 */
public final class LittlesLaw {
  /**
   * The latency assumed of a load from HBM while the memory is busy, in seconds: 1 us, the order of
   * published pointer-chase and loaded-latency figures for MI300X and MI355X. An assumption, not a
   * measurement of this project.
   */
  public static final double LOADED_LATENCY_SECONDS = 1e-6;

  /**
   * A latency that no load from HBM beats on any of the targets, in seconds: 0.3 us, less than
   * published pointer chases take there, with nothing else on the memory's mind. For what must not
   * be said of a kernel unless it is certain. An assumption on the safe side.
   */
  public static final double LEAST_LATENCY_SECONDS = 0.3e-6;

  private LittlesLaw() {}

  /**
   * The bandwidth, in bytes per second, that a whole GPU reaches at most.
   *
   * @param bytesInFlightPerCu bytes that every compute unit has asked for and not yet received
   * @param target gives the number of compute units
   * @param latencySeconds how long a load takes
   */
  public static double bandwidth(double bytesInFlightPerCu, Target target, double latencySeconds) {
    return bytesInFlightPerCu * target.computeUnits() / latencySeconds;
  }

  /** The bytes in flight per compute unit that the target's nominal bandwidth needs. */
  public static double bytesNeededPerCu(Target target, double latencySeconds) {
    return target.nominalBandwidth() * latencySeconds / target.computeUnits();
  }
}
