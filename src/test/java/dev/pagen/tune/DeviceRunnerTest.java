package dev.pagen.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.attention.PageOrder;
import dev.pagen.bench.Batch;
import dev.pagen.bench.BenchmarkException;
import dev.pagen.cache.CacheEntry;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.TestBuilder;
import dev.pagen.device.Device;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.tune.Outcome.Cause;
import dev.pagen.tune.Outcome.Rejected;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a runner on a device makes of good and bad kernels; the device here is emulated. */
class DeviceRunnerTest {
  private static final Batch BATCH = new Batch(new int[] {70, 33}, PageOrder.SHUFFLED, 5);

  private static BuiltKernel built(AttentionSpec attention) {
    return TestBuilder.shared()
        .build(
            new KernelSpec(
                attention,
                KernelDesign.of(attention, Target.GFX942).defaultTuning(),
                Target.GFX942));
  }

  private static Outcome measure(BuiltKernel kernel, Batch batch) {
    BuiltKernel floor = TestBuilder.shared().buildFloor(kernel.rendered().spec());
    Device device =
        new EmulatedDevice(
            new EmulatedGpu(Target.GFX942),
            code ->
                Stream.of(kernel, floor)
                    .map(k -> k.result().entry())
                    .filter(entry -> Arrays.equals(entry.codeObject(), code))
                    .map(CacheEntry::disassembly)
                    .findFirst()
                    .orElseThrow());
    try (DeviceRunner runner = new DeviceRunner(device, "driver 7", batch, floor)) {
      assertThat(runner.stamp()).isEqualTo(new Stamp(device.properties().name(), "driver 7"));
      return runner.measure(kernel, 3);
    }
  }

  @Test
  void aKernelThatIsRightHasATimeBesideItsFloor() {
    Outcome.Timed timed = (Outcome.Timed) measure(built(TuningFixture.ATTENTION), BATCH);
    assertThat(timed.runs()).isEqualTo(3);
    assertThat(timed.low()).isPositive().isLessThanOrEqualTo(timed.microseconds());
    assertThat(timed.high()).isGreaterThanOrEqualTo(timed.microseconds());
    assertThat(timed.floorMicroseconds()).isPositive();
  }

  @Test
  void aKernelThatIsWrongHasNone() {
    BuiltKernel asked = built(TuningFixture.ATTENTION.withSoftCap(1));
    BuiltKernel other = built(TuningFixture.ATTENTION);
    Outcome outcome =
        measure(
            new BuiltKernel(asked.name(), asked.rendered(), other.result(), other.listing()),
            BATCH);
    assertThat(outcome).isInstanceOf(Rejected.class);
    assertThat(((Rejected) outcome).cause()).isEqualTo(Cause.WRONG);
    assertThat(((Rejected) outcome).reason()).contains("its time does not count");
  }

  @Test
  void aBatchThatNoKernelCanBeTimedOnIsNoCandidatesFault() {
    Batch nothing = new Batch(new int[] {0}, PageOrder.SHUFFLED, 5);
    assertThatThrownBy(() -> measure(built(TuningFixture.ATTENTION), nothing))
        .isInstanceOf(BenchmarkException.class);
  }
}
