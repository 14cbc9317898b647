package dev.pagen.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pagen.count.Delay;
import dev.pagen.count.Solo;
import dev.pagen.spec.Family;
import dev.pagen.spec.LittlesLaw;
import dev.pagen.spec.Target;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PerformanceModelTest {
  private static final double MICRO = 1e-6;

  @Test
  void bothReadingsReproduceBothFigures() {
    for (Calibration calibration : Calibration.both()) {
      PerformanceModel model = new PerformanceModel(Target.GFX950, calibration);
      assertThat(model.predict(SeedKernels.GOLDEN).seconds())
          .as(calibration.reading())
          .isCloseTo(SeedKernels.GOLDEN_SECONDS, within(0.01 * MICRO));
      assertThat(model.predict(SeedKernels.EXPERIMENTAL).seconds())
          .as(calibration.reading())
          .isCloseTo(SeedKernels.EXPERIMENTAL_SECONDS, within(0.01 * MICRO));
    }
  }

  /** Each reading says which resource is the slowest: the model must agree with it. */
  @Test
  void theReadingsAreWhatTheySay() {
    Prediction bandwidth = experimental(Calibration.bandwidthBound());
    assertThat(bandwidth.body()).isEqualTo(bandwidth.memory());
    Prediction latency = experimental(Calibration.latencyBound());
    assertThat(latency.body()).isEqualTo(latency.latency()).isGreaterThan(latency.memory());
    for (Calibration calibration : Calibration.both()) {
      Prediction golden =
          new PerformanceModel(Target.GFX950, calibration).predict(SeedKernels.GOLDEN);
      assertThat(golden.body()).isEqualTo(golden.requests());
    }
  }

  /** The numbers of docs/performance-model.md. */
  @Test
  void theConstantsAreTheDocumentedOnes() {
    Calibration bandwidth = Calibration.bandwidthBound();
    assertThat(bandwidth.bandwidthFraction()).isCloseTo(0.816, within(5e-4));
    assertThat(bandwidth.cyclesPerLine()).isCloseTo(8.75, within(5e-3));
    Calibration latency = Calibration.latencyBound();
    assertThat(latency.cyclesPerLine()).isCloseTo(8.53, within(5e-3));
    assertThat(latency.latencySeconds()).isCloseTo(1.77 * MICRO, within(5e-9));
  }

  /** What was calibrated has to be possible: no more than a data sheet's, no faster than light. */
  @Test
  void theConstantsArePlausible() {
    for (Calibration calibration : Calibration.both()) {
      assertThat(calibration.bandwidthFraction())
          .isBetween(0.6, Calibration.BEST_BANDWIDTH_FRACTION);
      // A line takes at least two cycles through the 64 bytes per cycle of an L1.
      assertThat(calibration.cyclesPerLine()).isGreaterThan(2);
      // Spans are linear in the latency only between once and twice this.
      assertThat(calibration.latencySeconds())
          .isBetween(LittlesLaw.LOADED_LATENCY_SECONDS, 2 * LittlesLaw.LOADED_LATENCY_SECONDS);
    }
  }

  @Test
  void everyTermHasItsUnit() {
    Calibration calibration = new Calibration("test", 0.5, 10, 2 * MICRO);
    // gfx942: 304 compute units, 5.3 TB/s, 2.1 GHz; one workgroup per compute unit, two fit.
    KernelWork work =
        new KernelWork(
            304,
            2,
            5.3e6,
            304 * 2100,
            304 * 4 * 2100,
            304 * 4200,
            Solo.alike(new Delay(2100, 3), new Delay(0, 1), new Delay(2100, 0)));
    Prediction p = new PerformanceModel(Target.GFX942, calibration).predict(work);
    assertThat(p.memory()).isCloseTo(2 * MICRO, within(1e-12));
    assertThat(p.requests()).isCloseTo(10 * MICRO, within(1e-12));
    assertThat(p.issue()).isCloseTo(1 * MICRO, within(1e-12));
    assertThat(p.lds()).isCloseTo(2 * MICRO, within(1e-12));
    assertThat(p.fill()).isCloseTo(2 * MICRO, within(1e-12));
    assertThat(p.drain()).isCloseTo(1 * MICRO, within(1e-12));
    assertThat(p.latency()).isCloseTo((7 - 2 - 1) * MICRO, within(1e-12));
    assertThat(p.seconds()).isCloseTo((2 + 10 + 1) * MICRO, within(1e-12));
  }

  @Test
  void latencyIsWaitedOutInRoundsOfWhatFits() {
    Calibration free = new Calibration("test", 1, 0, 1 * MICRO);
    Solo solo = Solo.alike(new Delay(0, 5), new Delay(0, 1), new Delay(0, 1));
    PerformanceModel model = new PerformanceModel(Target.GFX950, free);
    assertThat(model.predict(new KernelWork(256 * 6, 2, 0, 0, 0, 0, solo)).seconds())
        .isCloseTo(15 * MICRO, within(1e-12));
    assertThat(model.predict(new KernelWork(100, 2, 0, 0, 0, 0, solo)).seconds())
        .isCloseTo(5 * MICRO, within(1e-12));
  }

  @Test
  void theKernelEndsWithTheWorkgroupThatHasMostToDoInTheEnd() {
    Calibration free = new Calibration("test", 1, 0, 1 * MICRO);
    Delay one = new Delay(0, 1);
    PerformanceModel model = new PerformanceModel(Target.GFX950, free);
    Solo solo = new Solo(new Delay(0, 5), one, one, new Delay(0, 9));
    Prediction p = model.predict(new KernelWork(100, 2, 0, 0, 0, 0, solo));
    assertThat(p.drain()).isCloseTo(9 * MICRO, within(1e-12));
    assertThat(p.latency()).isCloseTo((5 - 1 - 1) * MICRO, within(1e-12));
  }

  @Test
  void unevenlySpreadWorkgroupsWaitForTheFullestComputeUnit() {
    Calibration calibration = new Calibration("test", 1, 10, 0);
    PerformanceModel model = new PerformanceModel(Target.GFX942, calibration);
    Solo none = Solo.alike(new Delay(0, 0), new Delay(0, 0), new Delay(0, 0));
    double even = model.predict(new KernelWork(304, 8, 0, 304e3, 0, 0, none)).seconds();
    // The same work for each workgroup, and one compute unit with two of them.
    double uneven = model.predict(new KernelWork(305, 8, 0, 305e3, 0, 0, none)).seconds();
    assertThat(uneven).isCloseTo(2 * even, within(1e-12));
  }

  /** More of anything never makes it faster, and more room never slower. */
  @Test
  void isMonotone() {
    Random random = new Random(5);
    List<UnaryOperator<KernelWork>> more =
        List.of(
            w -> with(w, w.bytes() * 1.1, w.lines(), w.simdCycles(), w.ldsCycles(), w.solo()),
            w -> with(w, w.bytes(), w.lines() * 1.1, w.simdCycles(), w.ldsCycles(), w.solo()),
            w -> with(w, w.bytes(), w.lines(), w.simdCycles() * 1.1, w.ldsCycles(), w.solo()),
            w -> with(w, w.bytes(), w.lines(), w.simdCycles(), w.ldsCycles() * 1.1, w.solo()),
            w -> with(w, w.bytes(), w.lines(), w.simdCycles(), w.ldsCycles(), longer(w.solo())));
    for (int i = 0; i < 1000; i++) {
      KernelWork work = draw(random);
      for (Target target : Target.of(Family.CDNA)) {
        for (Calibration calibration : Calibration.both()) {
          PerformanceModel model = new PerformanceModel(target, calibration);
          double seconds = model.predict(work).seconds();
          for (UnaryOperator<KernelWork> change : more) {
            assertThat(model.predict(change.apply(work)).seconds()).isGreaterThanOrEqualTo(seconds);
          }
          KernelWork roomier =
              new KernelWork(
                  work.workgroups(),
                  work.workgroupsPerCu() + 1,
                  work.bytes(),
                  work.lines(),
                  work.simdCycles(),
                  work.ldsCycles(),
                  work.solo());
          assertThat(model.predict(roomier).seconds()).isLessThanOrEqualTo(seconds);
        }
      }
    }
  }

  private static Prediction experimental(Calibration calibration) {
    return new PerformanceModel(Target.GFX950, calibration).predict(SeedKernels.EXPERIMENTAL);
  }

  private static KernelWork draw(Random random) {
    double workgroups = 1 + random.nextInt(10_000);
    Delay fill = new Delay(random.nextInt(2000), 2);
    Delay drain = new Delay(random.nextInt(6000), 0);
    return new KernelWork(
        workgroups,
        1 + random.nextInt(7),
        workgroups * random.nextInt(200_000),
        workgroups * random.nextInt(3000),
        workgroups * random.nextInt(50_000),
        workgroups * random.nextInt(10_000),
        Solo.alike(
            new Delay(fill.cycles() + drain.cycles() + random.nextInt(9000), 2 + random.nextInt(9)),
            fill,
            drain));
  }

  private static KernelWork with(
      KernelWork of, double bytes, double lines, double simd, double lds, Solo solo) {
    return new KernelWork(of.workgroups(), of.workgroupsPerCu(), bytes, lines, simd, lds, solo);
  }

  private static Solo longer(Solo solo) {
    Delay duration = solo.duration();
    return Solo.alike(
        new Delay(duration.cycles() + 100, duration.latencies() + 1), solo.fill(), solo.drain());
  }
}
