package dev.pagen.device;

import dev.pagen.compile.CompileRequest;
import dev.pagen.compile.ListedCode;
import dev.pagen.compile.TestCompiler;
import java.util.List;

/** Code objects that tests of devices load, compiled for whatever architecture the device is. */
public final class SmallKernels {
  /** {@code y[i] = a * x[i] + b}, a kernel that says where it runs, and one that counts. */
  private static final String SOURCE =
      """
      extern "C" __global__ void scale(const float* x, float* y, int count, float a, long long b) {
        const int i = blockIdx.x * blockDim.x + threadIdx.x;
        if (i < count) y[i] = a * x[i] + (float)b;
      }
      extern "C" __global__ void blocks(int* out) {
        const int block = (blockIdx.z * gridDim.y + blockIdx.y) * gridDim.x + blockIdx.x;
        out[block * blockDim.x + threadIdx.x] = block * 1000 + threadIdx.x;
      }
      extern "C" __global__ void count(int* counters) {
        counters[blockIdx.x * blockDim.x + threadIdx.x]++;
      }
      """;

  private SmallKernels() {}

  /** Compiles {@code source}. */
  public static ListedCode compile(String name, String source, String arch) {
    return compile(name, source, arch, List.of("-O3"));
  }

  /** The same with these options. */
  public static ListedCode compile(String name, String source, String arch, List<String> options) {
    return ListedCode.of(TestCompiler.of(arch), new CompileRequest(name, source, arch, options));
  }

  /** The kernels {@code scale}, whose store is on line 3, and {@code blocks}, with line tables. */
  public static ListedCode compileWithLines(String arch) {
    return compile("small", SOURCE, arch, List.of("-O3", "-gline-tables-only"));
  }

  /** The kernels {@code scale}, {@code blocks} and {@code count}. */
  public static ListedCode compile(String arch) {
    return compile("small", SOURCE, arch);
  }
}
