package dev.pagen.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The loop that measures, on a device whose time is a script. */
class StopwatchTest {
  private static final int SLOTS = 3;

  private final ScriptedDevice device = new ScriptedDevice();
  private final Stopwatch stopwatch = new Stopwatch(device, device.createStream(), SLOTS, 1 << 20);

  @AfterEach
  void everythingIsGivenBack() {
    stopwatch.close();
    assertThat(device.open()).isZero();
  }

  @Test
  void eventsAreAroundEachRunAndContestantsTakeTurns() {
    stopwatch.each(List.of(device.contestant("floor", 100), device.contestant("decode", 120)), 2);
    List<String> expected = new ArrayList<>();
    IntStream.range(0, 16).forEach(i -> expected.add("fill"));
    expected.addAll(List.of("floor 0", "decode 1"));
    expected.addAll(List.of("event", "floor 2", "event", "event", "decode 0", "event"));
    expected.addAll(List.of("event", "floor 1", "event", "event", "decode 2", "event", "wait"));
    assertThat(device.log()).isEqualTo(expected);
  }

  @Test
  void runsOfEachContestantComeToEverySlot() {
    stopwatch.each(List.of(device.contestant("floor", 1), device.contestant("decode", 1)), 16);
    for (String name : List.of("floor", "decode")) {
      assertThat(device.log())
          .contains(IntStream.range(0, SLOTS).mapToObj(s -> name + " " + s).toArray(String[]::new));
    }
  }

  @Test
  void longRunsAreTimedOneByOneAndTheFirstOfARoundIsNotCounted() {
    // A round is 8 runs of each of two, after one that is not counted.
    double[] script = new double[27];
    for (int i = 0; i < script.length; i++) {
      script[i] = i % 9 == 0 ? 9999 : 100 + i;
    }
    List<Timing> timings =
        stopwatch.time(
            List.of(device.contestant("floor", 80), device.contestant("decode", script)), 24);
    Samples decode = timings.get(1).best();
    assertThat(decode.count()).isEqualTo(24);
    assertThat(decode.min()).isCloseTo(101, within(1e-6));
    assertThat(decode.max()).isCloseTo(126, within(1e-6));
    // 101..108, 110..117, 119..126: the middle ones are 113 and 114.
    assertThat(decode.median()).isCloseTo(113.5, within(1e-6));
    assertThat(timings.get(0).best().quantile(0.9)).isCloseTo(80, within(1e-6));
    assertThat(timings).allSatisfy(timing -> assertThat(timing.grouped()).isEmpty());
  }

  @Test
  void shortRunsAreTimedByGroupsToo() {
    List<Timing> timings =
        stopwatch.time(List.of(device.contestant("floor", 4), device.contestant("decode", 60)), 32);
    assertThat(timings).allSatisfy(timing -> assertThat(timing.grouped()).isPresent());
    assertThat(timings.get(0).best().count()).isEqualTo(2);
    assertThat(timings.get(0).best().median()).isCloseTo(4, within(1e-6));
    assertThat(timings.get(1).best().median()).isCloseTo(60, within(1e-6));
    int wait = device.log().lastIndexOf("wait");
    assertThat(device.log().subList(wait - 18, wait))
        .startsWith("event")
        .endsWith("event")
        .filteredOn(entry -> entry.startsWith("decode"))
        .hasSize(16);
  }

  @Test
  void samplesTellTheirSpread() {
    Samples samples = Samples.of(5, 1, 4, 2, 3);
    assertThat(samples.median()).isEqualTo(3);
    assertThat(samples.quantile(0.1)).isCloseTo(1.4, within(1e-12));
    assertThat(samples.quantile(0.9)).isCloseTo(4.6, within(1e-12));
    assertThat(Samples.of(1, 2).median()).isEqualTo(1.5);
    assertThat(Samples.of(7).quantile(0.9)).isEqualTo(7);
  }
}
