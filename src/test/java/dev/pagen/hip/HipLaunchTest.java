package dev.pagen.hip;

import org.junit.jupiter.api.parallel.Isolated;

/** Runs where there is a GPU, and says why where there is none. */
@Isolated("it measures time and memory")
class HipLaunchTest extends HipLaunchContract {
  @Override
  protected HipDevice open() {
    return HipGpu.open();
  }

  @Override
  protected byte[] smallKernels(HipDevice device) {
    return HipGpu.smallKernels(device.properties().arch());
  }
}
