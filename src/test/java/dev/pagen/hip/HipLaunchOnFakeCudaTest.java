package dev.pagen.hip;

import org.junit.jupiter.api.parallel.Isolated;

@Isolated("the fake GPU counts for the whole process")
class HipLaunchOnFakeCudaTest extends HipLaunchContract {
  @Override
  protected HipDevice open() {
    return FakeCuda.get().open();
  }

  @Override
  protected byte[] smallKernels(HipDevice device) {
    return FakeCuda.smallKernels();
  }
}
