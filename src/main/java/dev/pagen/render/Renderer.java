package dev.pagen.render;

import dev.pagen.kernel.CacheWrite;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.kernel.Support;
import dev.pagen.spec.KernelSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Prints kernel specs as HIP source. Thread safe; the same spec always gives the same text. */
public final class Renderer {
  private final Map<String, Templates> groups = new HashMap<>();

  /**
   * Renders {@code spec}.
   *
   * @throws dev.pagen.spec.UnsupportedSpecException if no kernel is written for it
   * @throws RenderException if a template and its model disagree, a fault of this library
   */
  public RenderedKernel render(KernelSpec spec) {
    return render(spec, "translation_unit", KernelEntry::of);
  }

  /**
   * Renders the floor of {@code spec}: a kernel that only reads what its decode kernel has to read.
   *
   * @throws dev.pagen.spec.UnsupportedSpecException if no kernel is written for it
   * @throws RenderException if a template and its model disagree, a fault of this library
   */
  public RenderedKernel renderFloor(KernelSpec spec) {
    return render(spec, "floor_unit", floored -> List.of(KernelEntry.floor(floored)));
  }

  /**
   * Renders the merging floor of {@code spec}: its decode kernel without the arithmetic.
   *
   * @return empty where {@code spec}'s kernel does not merge its partitions itself, as those do
   *     that have a merging floor
   * @throws dev.pagen.spec.UnsupportedSpecException if no kernel is written for it
   * @throws RenderException if a template and its model disagree, a fault of this library
   */
  public Optional<RenderedKernel> renderMergingFloor(KernelSpec spec) {
    Support.check(spec);
    boolean together = KernelDesign.of(spec).mergesTogether(spec.tuning());
    return together && spec.attention().hasValueCache()
        ? Optional.of(
            render(
                spec, "merging_floor_unit", floored -> List.of(KernelEntry.mergingFloor(floored))))
        : Optional.empty();
  }

  /**
   * Renders the cache write of {@code spec}: a kernel that appends new tokens' keys and values to
   * the cache that its decode kernel reads.
   *
   * @throws dev.pagen.spec.UnsupportedSpecException if none is written for it
   * @throws RenderException if a template and its model disagree, a fault of this library
   */
  public RenderedKernel renderCacheWrite(KernelSpec spec) {
    CacheWrite.check(spec);
    return render(spec, "cache_write_unit", written -> List.of(CacheWrite.entry(written)));
  }

  private synchronized RenderedKernel render(
      KernelSpec spec, String template, Function<KernelSpec, List<KernelEntry>> kernels) {
    Support.check(spec);
    String source =
        groups
            .computeIfAbsent(KernelDesign.of(spec).group(), Renderer::load)
            .print(template, "k", KernelModel.of(spec));
    return new RenderedKernel(spec, SourceLayout.of(source), kernels.apply(spec));
  }

  private static Templates load(String group) {
    return Templates.load("templates/" + group + ".stg", UnaryOperator.identity());
  }
}
