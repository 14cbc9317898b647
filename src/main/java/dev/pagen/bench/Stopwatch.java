package dev.pagen.bench;

import dev.pagen.device.Device;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Event;
import dev.pagen.device.Stream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Times contestants against each other. They take turns, run by run, so that whatever drifts (the
 * clock, the temperature) touches all alike, and every run works on the next slot of the inputs.
 *
 * <p>Runs are enqueued a round at a time, behind other work that keeps the device busy while the
 * host enqueues: the device never waits for the host within a round, and what events measure is the
 * device's time alone. The first run of each contestant in a round is not counted.
 */
final class Stopwatch implements AutoCloseable {
  /** Timed runs of each contestant in a round, and runs of a group. */
  static final int ROUND = 16;

  /** Fills of the scratch memory that keep the device busy at the start of a round. */
  private static final int HEAD_START = 16;

  private final Stream stream;
  private final int slots;
  private final DeviceBuffer scratch;
  private final List<Event> events = new ArrayList<>();
  private int slot;

  /**
   * A stopwatch.
   *
   * @param slots of the inputs
   * @param scratchBytes what the device writes in about 20 microseconds
   */
  Stopwatch(Device device, Stream stream, int slots, long scratchBytes) {
    this.stream = stream;
    this.slots = slots;
    this.scratch = device.allocate(scratchBytes);
    for (int i = 0; i < 2 * ROUND; i++) {
      events.add(device.createEvent());
    }
  }

  /** Runs all contestants in turn for at least so long, to no end but a warm device. */
  void warmUp(List<Contestant> contestants, double milliseconds) {
    long end = System.nanoTime() + (long) (milliseconds * 1e6);
    do {
      each(contestants, 1);
    } while (System.nanoTime() - end < 0);
  }

  /** Times each contestant one by one and, where one of them is short, all by groups too. */
  List<Timing> time(List<Contestant> contestants, int runs) {
    List<Samples> each = each(contestants, runs);
    if (each.stream().noneMatch(times -> times.median() < Timing.SHORT)) {
      return each.stream().map(times -> new Timing(times, Optional.empty())).toList();
    }
    List<Samples> grouped = grouped(contestants, runs);
    return IntStream.range(0, contestants.size())
        .mapToObj(c -> new Timing(each.get(c), Optional.of(grouped.get(c))))
        .toList();
  }

  /** Times {@code runs} runs of each of at most {@link #ROUND} contestants one by one, in turn. */
  List<Samples> each(List<Contestant> contestants, int runs) {
    double[][] times = new double[contestants.size()][runs];
    for (int done = 0; done < runs; ) {
      int round = Math.min(runs - done, ROUND / contestants.size());
      headStart();
      contestants.forEach(this::enqueue);
      for (int i = 0; i < round; i++) {
        for (int c = 0; c < contestants.size(); c++) {
          int run = i * contestants.size() + c;
          stream.record(events.get(2 * run));
          enqueue(contestants.get(c));
          stream.record(events.get(2 * run + 1));
        }
      }
      stream.synchronize();
      for (int i = 0; i < round; i++) {
        for (int c = 0; c < contestants.size(); c++) {
          times[c][done + i] = microseconds(i * contestants.size() + c);
        }
      }
      done += round;
    }
    return Arrays.stream(times).map(Samples::of).toList();
  }

  /** Times runs of each contestant by groups; contestants take turns group by group. */
  private List<Samples> grouped(List<Contestant> contestants, int runs) {
    int groups = Math.ceilDiv(runs, ROUND);
    double[][] times = new double[contestants.size()][groups];
    for (int g = 0; g < groups; g++) {
      for (int c = 0; c < contestants.size(); c++) {
        Contestant contestant = contestants.get(c);
        headStart();
        enqueue(contestant);
        stream.record(events.get(0));
        for (int i = 0; i < ROUND; i++) {
          enqueue(contestant);
        }
        stream.record(events.get(1));
        stream.synchronize();
        times[c][g] = microseconds(0) / ROUND;
      }
    }
    return Arrays.stream(times).map(Samples::of).toList();
  }

  private void headStart() {
    for (int i = 0; i < HEAD_START; i++) {
      stream.fill(scratch.address(), scratch.bytes(), i);
    }
  }

  private void enqueue(Contestant contestant) {
    contestant.enqueue(stream, slot);
    slot = (slot + 1) % slots;
  }

  private double microseconds(int run) {
    return events.get(2 * run + 1).millisecondsSince(events.get(2 * run)) * 1e3;
  }

  @Override
  public void close() {
    events.forEach(Event::close);
    scratch.close();
  }
}
