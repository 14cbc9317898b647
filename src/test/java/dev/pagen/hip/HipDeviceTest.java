package dev.pagen.hip;

import dev.pagen.device.Device;
import dev.pagen.device.DeviceContract;

/** Runs where there is a GPU, and says why where there is none. */
class HipDeviceTest extends DeviceContract {
  @Override
  protected Device open() {
    return HipGpu.open();
  }

  @Override
  protected byte[] smallKernels(Device device) {
    return HipGpu.smallKernels(device.properties().arch());
  }
}
