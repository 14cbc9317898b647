package dev.pagen.codeobject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pagen.spec.Family;
import dev.pagen.spec.LittlesLaw;
import dev.pagen.spec.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OccupancyTest {

  /** Registers, LDS and occupancy as known of two kernels with 256-thread workgroups. */
  @ParameterizedTest
  @CsvSource({
    "GFX942, 128, 16384, 4, REGISTERS",
    "GFX950, 160, 16384, 3, REGISTERS",
    "GFX942, 168, 49152, 1, LDS",
    "GFX950, 168, 49152, 3, REGISTERS",
    "GFX942, 116, 260, 4, REGISTERS",
    "GFX90A, 64, 0, 8, WAVE_SLOTS",
    "GFX90A, 65, 0, 7, REGISTERS",
    "GFX942, 512, 65536, 1, REGISTERS",
    "GFX942, 32, 65537, 0, LDS",
  })
  void holdsTheKnownWavesPerSimd(
      Target target, int registers, int lds, int waves, Occupancy.Limit limit) {
    Occupancy occupancy = Occupancy.of(kernel(registers, 32, lds), target, 256);
    assertThat(occupancy.wavesPerSimd()).isEqualTo(waves);
    assertThat(occupancy.limit()).isEqualTo(limit);
  }

  @Test
  void roundsLdsUpToTheTargetsGranule() {
    int quarter = 16 * 1024;
    assertThat(Occupancy.of(kernel(32, 32, quarter), Target.GFX942, 256).workgroupsPerCu())
        .isEqualTo(4);
    assertThat(Occupancy.of(kernel(32, 32, quarter + 1), Target.GFX942, 256).workgroupsPerCu())
        .isEqualTo(3);
    assertThat(Occupancy.of(kernel(32, 32, 40 * 1024 + 1), Target.GFX950, 256).workgroupsPerCu())
        .isEqualTo(3);
  }

  @Test
  void ldsThatIsMoreThanAnIntegerHoldsIsTooMuch() {
    Occupancy occupancy =
        Occupancy.of(kernel(32, 32, 16_384), Target.GFX942, 256, Integer.MAX_VALUE);
    assertThat(occupancy.workgroupsPerCu()).isZero();
    assertThat(occupancy.limit()).isEqualTo(Occupancy.Limit.LDS);
    assertThat(Occupancy.of(kernel(32, 32, Integer.MAX_VALUE), Target.GFX950, 256))
        .isEqualTo(occupancy);
  }

  @Test
  void countsLdsThatTheLaunchAdds() {
    KernelResources kernel = kernel(32, 32, 1024);
    assertThat(Occupancy.of(kernel, Target.GFX942, 256, 31 * 1024).workgroupsPerCu()).isEqualTo(2);
  }

  @Test
  void scalarRegistersLimitToo() {
    Occupancy occupancy = Occupancy.of(kernel(32, 106, 0), Target.GFX942, 64);
    assertThat(occupancy.wavesPerCu()).isEqualTo(28);
    assertThat(occupancy.limit()).isEqualTo(Occupancy.Limit.SCALAR_REGISTERS);
  }

  @Test
  void neverGrowsWithWhatAKernelAsksFor() {
    for (Target target : Target.of(Family.CDNA)) {
      for (int size = 64; size <= 1024; size += 64) {
        int before = Integer.MAX_VALUE;
        for (int registers = 8; registers <= 512; registers += 8) {
          int waves = Occupancy.of(kernel(registers, 32, 0), target, size).wavesPerCu();
          assertThat(waves).isLessThanOrEqualTo(before).isLessThanOrEqualTo(32);
          before = waves;
        }
      }
    }
  }

  @Test
  void refusesAnEmptyWorkgroup() {
    assertThatThrownBy(() -> Occupancy.of(kernel(32, 32, 0), Target.GFX942, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void littlesLawGivesBackTheBandwidthItWasAskedFor() {
    for (Target target : Target.of(Family.CDNA)) {
      double needed = LittlesLaw.bytesNeededPerCu(target, LittlesLaw.LOADED_LATENCY_SECONDS);
      assertThat(LittlesLaw.bandwidth(needed, target, LittlesLaw.LOADED_LATENCY_SECONDS))
          .isCloseTo(target.nominalBandwidth(), within(1e3));
    }
    assertThat(LittlesLaw.bytesNeededPerCu(Target.GFX942, 1e-6)).isCloseTo(17434, within(1.0));
    assertThat(LittlesLaw.bytesNeededPerCu(Target.GFX950, 1e-6)).isCloseTo(31250, within(1.0));
  }

  private static KernelResources kernel(int registers, int sgprs, int lds) {
    return new KernelResources(registers, 0, registers, sgprs, 0, 0, lds, 0, 64, 1024);
  }
}
