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

  /** A readable name without the key: the spec's, or {@code floor-...} for its floor. */
  public String name() {
    return kernels.getFirst().role() == KernelEntry.Role.FLOOR
        ? spec.name().replaceFirst("^decode", "floor")
        : spec.name();
  }

  /** The decode kernel, or the floor: the one that reads keys and values. */
  public KernelEntry main() {
    return entry(KernelEntry.Role.DECODE)
        .or(() -> entry(KernelEntry.Role.FLOOR))
        .orElseThrow(() -> new IllegalStateException(name() + " reads nothing"));
  }

  /** The buffers that its launches need besides the tensors; a floor needs none. */
  public List<WorkspaceBuffer> workspace() {
    return entry(KernelEntry.Role.DECODE).isPresent() ? WorkspaceBuffer.of(spec) : List.of();
  }

  /** The kernel that does {@code role}, if one does. */
  public Optional<KernelEntry> entry(KernelEntry.Role role) {
    return kernels.stream().filter(entry -> entry.role() == role).findFirst();
  }
}
