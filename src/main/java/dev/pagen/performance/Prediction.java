package dev.pagen.performance;

import java.util.Collections;
import java.util.Map;

/**
 * Where the time of one kernel goes, in seconds. The five resources work side by side, and the
 * slowest sets the pace; before it has work and after its last the GPU waits.
 *
 * @param memory the bytes at the bandwidth that is reached
 * @param requests the memory pipelines of the compute units with the lines they are asked for
 * @param issue the SIMDs
 * @param lds the LDS
 * @param latency the workgroups one after another, as many at once as fit, each waiting out its own
 *     latencies: Little's law for workgroups
 * @param fill until the first bytes of K or V are there
 * @param drain from when the last are, in the workgroup that then has most to do
 */
public record Prediction(
    double memory,
    double requests,
    double issue,
    double lds,
    double latency,
    double fill,
    double drain) {

  /** The slowest of the resources. */
  public double body() {
    return Math.max(Math.max(memory, requests), Math.max(Math.max(issue, lds), latency));
  }

  /** The name of that resource, as docs/performance-model.md calls it. */
  public String slowest() {
    Map<String, Double> resources =
        Map.of(
            "memory", memory, "requests", requests, "issue", issue, "LDS", lds, "latency", latency);
    return Collections.max(resources.entrySet(), Map.Entry.comparingByValue()).getKey();
  }

  /** All of it. */
  public double seconds() {
    return fill + body() + drain;
  }
}
