package dev.pagen.report;

import dev.pagen.codeobject.BytesInFlight;
import dev.pagen.codeobject.CompiledKernel;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.codeobject.InstructionMix;
import dev.pagen.codeobject.KernelResources;
import dev.pagen.codeobject.LittlesLaw;
import dev.pagen.codeobject.Occupancy;
import dev.pagen.spec.Target;

/**
 * What a compiled kernel costs, read off its code object and its instructions.
 *
 * @param name of the kernel
 * @param target it is compiled for
 * @param threads of one workgroup
 * @param resources registers, LDS, spills
 * @param occupancy waves that fit on a compute unit, and what limits them
 * @param bytesInFlight of one wave
 * @param mix instructions by class, counted in the code
 */
public record KernelReport(
    String name,
    Target target,
    int threads,
    KernelResources resources,
    Occupancy occupancy,
    BytesInFlight bytesInFlight,
    InstructionMix mix) {

  /** Reads a kernel's cost, launched with as many threads as it was compiled for at most. */
  public static KernelReport of(CompiledKernel kernel, Disassembly disassembly, Target target) {
    int threads = kernel.metadata().maxWorkgroupSize();
    var code = disassembly.function(kernel.name()).instructions();
    return new KernelReport(
        kernel.name(),
        target,
        threads,
        kernel.resources(),
        Occupancy.of(kernel.resources(), target, threads),
        BytesInFlight.of(code),
        InstructionMix.of(code));
  }

  /** Bytes that a compute unit full of this kernel's waves has asked memory for, at most. */
  public long bytesInFlightPerCu() {
    return bytesInFlight.perCu(occupancy);
  }

  /**
   * Bandwidth of the whole GPU, in bytes per second, that the bytes in flight allow by Little's law
   * at a latency of {@link LittlesLaw#LOADED_LATENCY_SECONDS}.
   */
  public double allowedBandwidth() {
    return LittlesLaw.bandwidth(
        (double) bytesInFlightPerCu(), target, LittlesLaw.LOADED_LATENCY_SECONDS);
  }
}
