package dev.pagen.cli;

import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Support;
import dev.pagen.spec.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** Which kernels: what they compute, how, and for which targets. */
final class KernelOptions {
  @Mixin private SpecOptions attention = new SpecOptions();
  @Mixin private Targets targets = new Targets();
  @Mixin private TuningOptions tuning = new TuningOptions();

  /** Whether targets are among what was asked for. */
  boolean namesTargets() {
    return targets.named();
  }

  /**
   * All kernel specs that were asked for, once each; refused all together if any is not supported.
   *
   * @param model a model's config; null where the numbers stand among the options
   */
  List<KernelSpec> resolve(@Nullable Path model) {
    return resolve(model, targets.resolve());
  }

  /** Has all kernels resolved from here on have pages of so many tokens, whatever was asked for. */
  void overridePageSize(int tokens) {
    attention.pageSize = tokens;
  }

  /** The same for other targets than those that were asked for. */
  List<KernelSpec> resolve(@Nullable Path model, List<Target> chosen) {
    Set<KernelSpec> kernels = new LinkedHashSet<>();
    RefusedKernels refused = new RefusedKernels();
    for (SpecOptions.Layers layers : attention.resolve(model)) {
      for (Target target : chosen) {
        KernelSpec kernel =
            new KernelSpec(
                layers.attention(), tuning.choices().resolve(layers.attention(), target), target);
        List<Refusal> reasons = new ArrayList<>(layers.refusals());
        reasons.addAll(Support.refusals(kernel));
        refused.add(layers.kind(), target, reasons);
        kernels.add(kernel);
      }
    }
    refused.throwIfAny(
        model == null ? "A kernel with these numbers" : "A kernel for %s".formatted(model));
    return List.copyOf(kernels);
  }
}
