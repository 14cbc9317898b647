package dev.pagen.compile;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.CompiledKernel;
import dev.pagen.codeobject.Cubin;
import dev.pagen.codeobject.CubinKernel;
import dev.pagen.codeobject.GpuCode;
import dev.pagen.codeobject.KernelResources;
import dev.pagen.codeobject.Occupancy;
import dev.pagen.codeobject.Reading;
import dev.pagen.kernel.KernelEntry;
import java.util.Optional;

/**
 * Whether a kernel got the registers that its tuning counts on.
 *
 * @param spilled 32-bit values of a lane that had no register, all kernels of the spec together
 * @param misfit what is wrong, for people; empty where it fits
 */
record Fit(int spilled, Optional<String> misfit) {
  private static final Fit GOOD = new Fit(0, Optional.empty());

  /** Of code that does not tell, nothing is held against it. */
  static Fit of(BuiltKernel kernel) {
    return kernel.code() instanceof Reading.Known<GpuCode>(GpuCode code) ? of(kernel, code) : GOOD;
  }

  private static Fit of(BuiltKernel kernel, GpuCode code) {
    int spilled =
        switch (code) {
          case CodeObject amd ->
              amd.kernels().stream().map(CompiledKernel::resources).mapToInt(Fit::spilled).sum();
          case Cubin cubin ->
              cubin.kernels().stream().mapToInt(CubinKernel::localBytes).sum() / Integer.BYTES;
        };
    if (spilled > 0) {
      return new Fit(
          spilled, Optional.of("spills %d register%s".formatted(spilled, spilled == 1 ? "" : "s")));
    }
    return code instanceof CodeObject amd ? occupancy(kernel, amd) : GOOD;
  }

  private static int spilled(KernelResources resources) {
    int registers = resources.vgprSpills() + resources.sgprSpills();
    return registers > 0 ? registers : resources.scratchBytes() / Integer.BYTES;
  }

  private static Fit occupancy(BuiltKernel kernel, CodeObject code) {
    int wanted = kernel.rendered().spec().tuning().wavesPerEu();
    return kernel
        .rendered()
        .entry(KernelEntry.Role.DECODE)
        .map(decode -> occupancy(decode, kernel, code))
        .filter(waves -> waves < wanted)
        .map(
            waves ->
                new Fit(
                    0,
                    Optional.of(
                        "has registers for %.2g waves on a SIMD, not %d".formatted(waves, wanted))))
        .orElse(GOOD);
  }

  private static double occupancy(KernelEntry decode, BuiltKernel kernel, CodeObject code) {
    return Occupancy.of(
            code.kernel(decode.symbol()).resources(),
            kernel.rendered().spec().target(),
            decode.threads(),
            decode.dynamicLdsBytes())
        .wavesPerSimd();
  }
}
