package dev.pagen.hip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.device.Device;
import dev.pagen.device.DeviceContract;
import dev.pagen.device.DeviceProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("the fake GPU counts for the whole process")
class HipDeviceOnFakeCudaTest extends DeviceContract {
  @Override
  protected Device open() {
    return FakeCuda.get().open();
  }

  @Override
  protected byte[] smallKernels(Device device) {
    return FakeCuda.smallKernels();
  }

  @Test
  void itsPropertiesAreTheDrivers() {
    try (Device device = open()) {
      assertThat(device.properties())
          .isEqualTo(new DeviceProperties("a fake GPU", "sm_90", 1016, 32, 1L << 37, false));
    }
  }
}
