package dev.pagen.hip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.device.Device;
import dev.pagen.device.DeviceContract;
import dev.pagen.device.DeviceProperties;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** All that a device does, on HIP as it behaves in 6.4, 7.2 and 10. */
@Tag("fake-hip")
@Isolated("the fake GPU behaves alike for the whole process")
class HipDeviceOnFakeAmdTest {
  abstract static class Generation extends DeviceContract {
    private final int generation;

    Generation(int generation) {
      this.generation = generation;
    }

    @Override
    protected Device open() {
      return FakeHip.of(generation).open();
    }

    @Override
    protected byte[] smallKernels(Device device) {
      return FakeCuda.smallKernels();
    }

    @Test
    void itsPropertiesAreTheRuntimes() {
      try (Device device = open()) {
        assertThat(device.properties())
            .isEqualTo(
                new DeviceProperties("a fake GPU of AMD", "gfx942", 304, 64, 1L << 37, false));
        assertThat(device.driver()).contains("runtime ");
      }
    }
  }

  @Nested
  class Hip6 extends Generation {
    Hip6() {
      super(6);
    }
  }

  @Nested
  class Hip7 extends Generation {
    Hip7() {
      super(7);
    }
  }

  @Nested
  class Hip10 extends Generation {
    Hip10() {
      super(10);
    }
  }
}
