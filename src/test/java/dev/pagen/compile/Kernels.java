package dev.pagen.compile;

import java.util.List;

/** Small programs for the compiler's tests. */
final class Kernels {
  /** Keeps the compiler's front end busy for hours. */
  static final String ENDLESS =
      """
      constexpr long spin() {
        long sum = 0;
        for (long i = 0; i < 2000000000; ++i) sum += i;
        return sum;
      }
      extern "C" __global__ void endless(long* out) {
        constexpr long sum = spin();
        out[0] = sum;
      }
      """;

  private static final List<String> ENDLESS_OPTIONS = List.of("-fconstexpr-steps=2147483647");

  private Kernels() {}

  /** A kernel of the given name that stores the given constant. */
  static String storing(String kernel, int constant) {
    return "extern \"C\" __global__ void %s(int* out) { out[threadIdx.x] = %d; }%n"
        .formatted(kernel, constant);
  }

  static CompileRequest request(String name, String source, String arch) {
    return new CompileRequest(name, source, arch, List.of("-O3"));
  }

  static CompileRequest simple(String name) {
    return request(name, storing("simple", 7), "gfx942");
  }

  static CompileRequest endless(String name) {
    return new CompileRequest(name, ENDLESS, "gfx942", ENDLESS_OPTIONS);
  }
}
