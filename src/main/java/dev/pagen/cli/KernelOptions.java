package dev.pagen.cli;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Support;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** Which kernels: what they compute, how, and for which targets. */
final class KernelOptions {
  @Mixin private SpecOptions attention = new SpecOptions();
  @Mixin private Targets targets = new Targets();
  @Mixin private TuningOptions tuning = new TuningOptions();
  @Mixin private TuningSource source = new TuningSource();

  /** Whether targets are among what was asked for. */
  boolean namesTargets() {
    return targets.named();
  }

  /** Where tunings were looked up, and what was found. */
  TuningSource tunings() {
    return source;
  }

  /**
   * All kernel specs that were asked for, once each; refused all together if any is not supported.
   * With default tunings, but for what was given by hand.
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
    return resolve(model, chosen, tuning.choices()::resolve);
  }

  /** All kernel specs that were asked for, with the tunings that are best for a use. */
  List<KernelSpec> tuned(@Nullable Path model, TuningSource.Use use) {
    return tuned(model, targets.resolve(), use);
  }

  /** The same for other targets than those that were asked for. */
  List<KernelSpec> tuned(@Nullable Path model, List<Target> chosen, TuningSource.Use use) {
    if (!tuning.choices().values().isEmpty()) {
      source.refuseWithTuningByHand();
      return resolve(model, chosen);
    }
    return resolve(model, chosen, (attention, target) -> source.tuning(attention, target, use));
  }

  private List<KernelSpec> resolve(
      @Nullable Path model,
      List<Target> chosen,
      BiFunction<AttentionSpec, Target, Tuning> tunings) {
    Set<KernelSpec> kernels = new LinkedHashSet<>();
    RefusedKernels refused = new RefusedKernels();
    for (SpecOptions.Layers layers : attention.resolve(model)) {
      for (Target target : chosen) {
        KernelSpec kernel =
            new KernelSpec(layers.attention(), tunings.apply(layers.attention(), target), target);
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
