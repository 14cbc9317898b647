package dev.pagen.render;

import dev.pagen.kernel.KernelEntry;
import dev.pagen.kernel.WorkspaceBuffer;
import dev.pagen.spec.KernelSpec;
import java.util.List;
import java.util.Optional;

/**
 * HIP source of one kernel spec.
 *
 * @param spec what it was rendered from
 * @param source the translation unit, which HIPRTC and {@code hipcc} both take
 * @param kernels the kernels in it and how they are launched
 */
public record RenderedKernel(KernelSpec spec, String source, List<KernelEntry> kernels) {
  public RenderedKernel {
    kernels = List.copyOf(kernels);
  }

  /**
   * A readable name without the key: the spec's, or {@code floor-...}, {@code merging-floor-...}
   * and {@code cache-write-...} for what goes with its kernel.
   */
  public String name() {
    return switch (kernels.getFirst().role()) {
      case PLAN, DECODE, REDUCE -> spec.name();
      case FLOOR -> spec.name().replaceFirst("^decode", "floor");
      case MERGING_FLOOR -> spec.name().replaceFirst("^decode", "merging-floor");
      case CACHE_WRITE -> spec.name().replaceFirst("^decode", "cache-write");
    };
  }

  /** The decode kernel, the floor or the cache write: the one that keys and values are for. */
  public KernelEntry main() {
    return entry(KernelEntry.Role.DECODE).orElseGet(kernels::getFirst);
  }

  /** Whether it takes a plan to launch its kernels, and not only a number of new tokens. */
  public boolean planned() {
    return main().role() != KernelEntry.Role.CACHE_WRITE;
  }

  /** The buffers that its launches need besides the tensors; only what merges needs any. */
  public List<WorkspaceBuffer> workspace() {
    return switch (main().role()) {
      case DECODE, MERGING_FLOOR -> WorkspaceBuffer.of(spec);
      case PLAN, REDUCE, FLOOR, CACHE_WRITE -> List.of();
    };
  }

  /** The kernel that does {@code role}, if one does. */
  public Optional<KernelEntry> entry(KernelEntry.Role role) {
    return kernels.stream().filter(entry -> entry.role() == role).findFirst();
  }
}
