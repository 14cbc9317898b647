package dev.pagen.tune;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Cubin;
import dev.pagen.codeobject.CubinKernel;
import dev.pagen.codeobject.GpuCode;
import dev.pagen.codeobject.KernelResources;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.UnreadableKernelException;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.KernelEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A kernel that was compiled to be tried.
 *
 * @param kernel with its code object
 * @param code digest of all that decides how fast it is: its code, and how it is launched
 * @param resources what its code takes of a compute unit
 */
record Candidate(BuiltKernel kernel, String code, Resources resources) {
  /** How much slower than the best a candidate must be by Little's law not to be timed. */
  private static final double TOO_SLOW = 1.25;

  static Candidate of(BuiltKernel kernel) {
    MessageDigest digest = sha256();
    digest.update(kernel.codeObject());
    String launch =
        "%s %d %d"
            .formatted(
                kernel.rendered().kernels(),
                kernel.rendered().spec().tuning().partition(),
                KernelDesign.of(kernel.rendered().spec())
                    .tokensPerBlock(kernel.rendered().spec().tuning()));
    digest.update(launch.getBytes(StandardCharsets.UTF_8));
    return new Candidate(kernel, HexFormat.of().formatHex(digest.digest()), Resources.of(kernel));
  }

  /**
   * Why its code object shows that timing it is a waste; empty if it does not.
   *
   * @param bytes of K and V that it has to read
   * @param best microseconds of the best candidate so far; infinite if there is none
   */
  Optional<String> reasonAgainst(long bytes, double best) {
    KernelEntry decode = kernel.rendered().entry(KernelEntry.Role.DECODE).orElseThrow();
    GpuCode code = kernel.code().orThrow(why -> new UnreadableKernelException(kernel.name(), why));
    Optional<String> spills =
        switch (code) {
          case CodeObject amd -> spills(amd.kernel(decode.symbol()).resources());
          case Cubin cubin -> spills(cubin.kernel(decode.symbol()));
        };
    if (spills.isPresent()) {
      return spills;
    }
    return resources.workgroupsPerCu() > 0
        ? tooFewInFlight(bytes, best)
        : Optional.of("not one workgroup fits on a compute unit");
  }

  private Optional<String> tooFewInFlight(long bytes, double best) {
    double least = resources.leastMicroseconds(bytes, kernel.rendered().spec().target());
    return least > TOO_SLOW * best
        ? Optional.of(
            "%d bytes in flight per compute unit: by Little's law at least %.1f us, the best takes %.1f us"
                .formatted(resources.bytesInFlightPerCu().orElse(0L), least, best))
        : Optional.empty();
  }

  private static Optional<String> spills(KernelResources resources) {
    return resources.spills()
        ? Optional.of(
            "spills %d VGPRs and %d SGPRs, %d bytes of scratch"
                .formatted(
                    resources.vgprSpills(), resources.sgprSpills(), resources.scratchBytes()))
        : Optional.empty();
  }

  private static Optional<String> spills(CubinKernel cubin) {
    return cubin.localBytes() > 0
        ? Optional.of("%d bytes of local memory".formatted(cubin.localBytes()))
        : Optional.empty();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
