package dev.pagen.count;

import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.observe.Timeline;
import dev.pagen.spec.LittlesLaw;
import dev.pagen.spec.Target;
import java.util.Objects;

/** The same run at two latencies of memory. */
final class Timelines {
  private final double latencyCycles;
  private final Timeline near;
  private final Timeline far;

  Timelines(Target target) {
    Costs costs = Costs.of(target);
    this.latencyCycles = LittlesLaw.LOADED_LATENCY_SECONDS * costs.clock();
    this.near = new Timeline(target, costs.timing(LittlesLaw.LOADED_LATENCY_SECONDS));
    this.far = new Timeline(target, costs.timing(2 * LittlesLaw.LOADED_LATENCY_SECONDS));
  }

  ExecutionObserver observer() {
    return ExecutionObserver.both(near, far);
  }

  void stream(long address, long bytes) {
    near.stream(address, bytes);
    far.stream(address, bytes);
  }

  Solo solo(String kernel) {
    return Solo.of(
        Objects.requireNonNull(near.kernels().get(kernel)),
        Objects.requireNonNull(far.kernels().get(kernel)),
        latencyCycles);
  }
}
