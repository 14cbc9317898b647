package dev.pagen.bench;

import dev.pagen.device.Stream;
import java.util.ArrayList;
import java.util.List;

/** What a launch costs the host: a loop of launches, none of which is waited for. */
final class LaunchTime {
  /** Launches between two waits; a GPU's queue holds more, so that none of them has to wait. */
  private static final int ROUND = 500;

  private LaunchTime() {}

  /** Time of one launch, a sample for each round of {@link #ROUND}. */
  static Samples measure(Stream stream, Contestant contestant, int slots, int launches) {
    List<Double> times = new ArrayList<>();
    for (int done = 0; done < launches; done += ROUND) {
      int round = Math.min(ROUND, launches - done);
      long start = System.nanoTime();
      for (int i = 0; i < round; i++) {
        contestant.enqueue(stream, i % slots);
      }
      times.add((System.nanoTime() - start) * 1e-3 / round);
      stream.synchronize();
    }
    return Samples.of(times.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
