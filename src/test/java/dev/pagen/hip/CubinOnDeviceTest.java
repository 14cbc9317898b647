package dev.pagen.hip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pagen.codeobject.Cubin;
import dev.pagen.codeobject.CubinKernel;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Grid;
import dev.pagen.device.Launch;
import dev.pagen.device.Module;
import dev.pagen.device.SmallKernels;
import dev.pagen.device.Stream;
import dev.pagen.hip.gen.hip;
import dev.pagen.toolchain.Vendor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

/** What is read off a cubin is what the driver says of it. Runs where there is an NVIDIA GPU. */
class CubinOnDeviceTest {
  private static final String SOURCE =
      """
      extern "C" __global__ void __launch_bounds__(96) shared(int* out) {
        __shared__ int tile[300];
        tile[threadIdx.x] = out[threadIdx.x];
        __syncthreads();
        out[threadIdx.x] = tile[95 - threadIdx.x];
      }
      extern "C" __global__ void local(int* out, int n) {
        int a[100];
        for (int i = 0; i < n; i++) a[i * 7 % 100] = i;
        for (int i = 0; i < n; i++) out[i] = a[out[i] % 100];
      }
      extern "C" __global__ void dynamic(int* out, int words) {
        extern __shared__ int words_of_block[];
        for (int i = threadIdx.x; i < words; i += blockDim.x) words_of_block[i] = i;
        __syncthreads();
        int sum = 0;
        for (int i = threadIdx.x; i < words; i += blockDim.x) sum += words_of_block[words - 1 - i];
        atomicAdd(out, sum);
      }
      """;

  @Test
  void itsNumbersAreTheDrivers() {
    HipDevice device = nvidia();
    byte[] code = compile(device);
    Cubin cubin = Cubin.read(code);
    assertThat(cubin.arch()).isEqualTo(device.properties().arch());
    assertThat(cubin.kernels()).hasSize(3);
    try (Module module = device.load(code)) {
      for (CubinKernel kernel : cubin.kernels()) {
        MemorySegment function = ((HipKernel) module.kernel(kernel.name())).function();
        assertThat(kernel.registers())
            .as(kernel.name())
            .isEqualTo(attribute(function, hip.HIP_FUNC_ATTRIBUTE_NUM_REGS()));
        assertThat(kernel.sharedBytes())
            .as(kernel.name())
            .isEqualTo(attribute(function, hip.HIP_FUNC_ATTRIBUTE_SHARED_SIZE_BYTES()));
        assertThat(kernel.localBytes())
            .as(kernel.name())
            .isEqualTo(attribute(function, hip.HIP_FUNC_ATTRIBUTE_LOCAL_SIZE_BYTES()));
        assertThat(kernel.maxWorkgroupSize())
            .as(kernel.name())
            .isEqualTo(attribute(function, hip.HIP_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK()));
      }
    }
  }

  @Test
  void aLaunchMayUseAllTheSharedMemoryOfABlock() {
    HipDevice device = nvidia();
    int words = 96 * 1024 / Integer.BYTES;
    try (Module module = device.load(compile(device));
        DeviceBuffer out = device.allocate(4);
        Stream stream = device.createStream();
        Arena arena = Arena.ofConfined()) {
      stream.fill(out.address(), 4, 0);
      MemorySegment arguments = arena.allocate(12, 8);
      arguments.set(ValueLayout.JAVA_LONG, 0, out.address());
      arguments.set(ValueLayout.JAVA_INT, 8, words);
      try (Launch launch = module.kernel("dynamic").prepare(arguments)) {
        launch.enqueue(stream, new Grid(1, 1, 1), 128, words * Integer.BYTES);
        int[] sum = new int[1];
        stream.copyToHost(MemorySegment.ofArray(sum), out.address());
        stream.synchronize();
        assertThat(sum[0]).isEqualTo(words * (words - 1) / 2);
      }
    }
  }

  private static HipDevice nvidia() {
    HipDevice device = HipGpu.open();
    assumeTrue(Vendor.ofArch(device.properties().arch()) == Vendor.NVIDIA, "not an NVIDIA GPU");
    return device;
  }

  private static byte[] compile(HipDevice device) {
    return SmallKernels.compile("numbers", SOURCE, device.properties().arch()).codeObject();
  }

  private static int attribute(MemorySegment function, int attribute) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
      HipRuntime.check("hipFuncGetAttribute", hip.hipFuncGetAttribute(value, attribute, function));
      return value.get(ValueLayout.JAVA_INT, 0);
    }
  }
}
