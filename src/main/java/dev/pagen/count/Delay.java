package dev.pagen.count;

/**
 * How long a workgroup takes for something with a compute unit to itself: so many cycles, and so
 * many times the latency of a load that nothing else covers.
 *
 * @param cycles of the compute unit's clock
 * @param latencies that the workgroup waits out one after the other
 */
public record Delay(double cycles, double latencies) {
  /** From what it takes with loads of {@code latency} cycles, and of twice as many. */
  static Delay of(double atLatency, double atTwice, double latency) {
    double latencies = (atTwice - atLatency) / latency;
    return new Delay(atLatency - latencies * latency, latencies);
  }

  /** In seconds. */
  public double seconds(double clock, double latencySeconds) {
    return cycles / clock + latencies * latencySeconds;
  }
}
