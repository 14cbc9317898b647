package dev.pagen.tune;

import dev.pagen.codeobject.BytesInFlight;
import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.CompiledKernel;
import dev.pagen.codeobject.Cubin;
import dev.pagen.codeobject.CubinKernel;
import dev.pagen.codeobject.CubinOccupancy;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.codeobject.GpuCode;
import dev.pagen.codeobject.Instruction;
import dev.pagen.codeobject.Occupancy;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.UnreadableKernelException;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.LittlesLaw;
import dev.pagen.spec.Target;
import java.util.List;
import java.util.Optional;

/**
 * What a candidate's decode kernel takes of a compute unit (on NVIDIA a multiprocessor), and what
 * it keeps on its way there: why it is as fast as it is.
 *
 * @param registers of a lane; on AMD's targets VGPRs and AGPRs together
 * @param ldsBytes of a workgroup, with what the launch adds
 * @param workgroupsPerCu workgroups that a compute unit has room for
 * @param wavesPerCu their waves
 * @param bytesInFlightPerCu empty where the code's instructions cannot be read; the most that a
 *     compute unit full of them has asked memory for in the main loop and not received. On AMD's
 *     targets read off the code ({@link BytesInFlight}). On NVIDIA's the tiles of the ring: all of
 *     them, since a wave waits for the oldest once it has asked for the last; of latents all but
 *     the one that is computed on
 * @param loop instructions of the main loop; empty where instructions are not read
 */
public record Resources(
    int registers,
    int ldsBytes,
    int workgroupsPerCu,
    int wavesPerCu,
    Optional<Long> bytesInFlightPerCu,
    Optional<LoopInstructions> loop) {

  /**
   * What the decode kernel of a compiled candidate takes.
   *
   * @throws UnreadableKernelException if its code object does not tell
   */
  public static Resources of(BuiltKernel kernel) {
    KernelEntry decode = kernel.rendered().entry(KernelEntry.Role.DECODE).orElseThrow();
    KernelSpec spec = kernel.rendered().spec();
    GpuCode code = kernel.code().orThrow(why -> new UnreadableKernelException(kernel.name(), why));
    return switch (code) {
      case CodeObject amd ->
          of(
              amd.kernel(decode.symbol()),
              kernel
                  .listing()
                  .map(text -> Disassembly.parse(text).function(decode.symbol()).instructions())
                  .value(),
              decode,
              spec);
      case Cubin cubin -> of(cubin.kernel(decode.symbol()), decode, spec);
    };
  }

  private static Resources of(
      CompiledKernel kernel,
      Optional<List<Instruction>> code,
      KernelEntry decode,
      KernelSpec spec) {
    Occupancy occupancy =
        Occupancy.of(kernel.resources(), spec.target(), decode.threads(), decode.dynamicLdsBytes());
    return new Resources(
        kernel.resources().registers(),
        kernel.resources().ldsBytes() + decode.dynamicLdsBytes(),
        occupancy.workgroupsPerCu(),
        occupancy.wavesPerCu(),
        code.map(c -> BytesInFlight.of(c).perCu(occupancy)),
        code.flatMap(c -> LoopInstructions.of(c, spec)));
  }

  private static Resources of(CubinKernel kernel, KernelEntry decode, KernelSpec spec) {
    CubinOccupancy occupancy =
        CubinOccupancy.of(kernel, spec.target(), decode.threads(), decode.dynamicLdsBytes());
    return new Resources(
        kernel.registers(),
        kernel.sharedBytes() + decode.dynamicLdsBytes(),
        occupancy.blocksPerSm(),
        occupancy.warpsPerSm(),
        KernelDesign.of(spec).copiedBytes(spec.tuning()).stream()
            .mapToObj(bytes -> occupancy.blocksPerSm() * bytes)
            .findFirst(),
        Optional.empty());
  }

  /**
   * The shortest time, in microseconds, in which {@code bytes} can come to compute units that have
   * no more in flight than this, by Little's law at {@link LittlesLaw#LEAST_LATENCY_SECONDS}; 0
   * where that is not known.
   */
  double leastMicroseconds(long bytes, Target target) {
    return bytesInFlightPerCu
        .map(b -> LittlesLaw.bandwidth((double) b, target, LittlesLaw.LEAST_LATENCY_SECONDS))
        .map(bandwidth -> 1e6 * bytes / bandwidth)
        .orElse(0.0);
  }
}
