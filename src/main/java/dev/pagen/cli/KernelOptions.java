package dev.pagen.cli;

import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import java.nio.file.Path;
import java.util.List;
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
    return attention.kernels(model, chosen, tuning.choices()::resolve);
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
    return attention.kernels(model, chosen, (spec, target) -> source.tuning(spec, target, use));
  }
}
