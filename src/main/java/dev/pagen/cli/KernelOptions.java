package dev.pagen.cli;

import dev.pagen.kernel.TuningChoices;
import dev.pagen.report.code.ModelLayers;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;

/** Which kernels: what they compute, how, and for which targets. */
final class KernelOptions {
  @Mixin private SpecOptions attention = new SpecOptions();
  @Mixin private Targets targets = new Targets();
  @Mixin private TuningOptions tuning = new TuningOptions();
  @Mixin private TuningSource source;

  /** Whether targets are among what was asked for. */
  boolean namesTargets() {
    return targets.named();
  }

  /** The targets that were asked for, or for want of any the default ones. */
  List<Target> targets() {
    return targets.resolve();
  }

  /** What was read of a model for a kernel, if a model was given. */
  Optional<ModelLayers> modelLayers(AttentionSpec attention) {
    return this.attention.modelLayers(attention);
  }

  /** The kinds of layer that kernels are for, with what they compute on one rank. */
  Map<AttentionSpec, ModelLayers> modelLayers() {
    return attention.modelLayers();
  }

  /** What a folder of these kernels is called where nobody names it. */
  String folderName(KernelSpec any) {
    return attention.folderName(any);
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

  /**
   * All kernel specs that were asked for, with the tunings that are best for a use. Those that
   * nobody has measured are settled by compiling.
   */
  List<KernelSpec> tuned(@Nullable Path model, TuningSource.Use use) throws InterruptedException {
    return tuned(model, targets.resolve(), use);
  }

  /** The same for other targets than those that were asked for. */
  List<KernelSpec> tuned(@Nullable Path model, List<Target> chosen, TuningSource.Use use)
      throws InterruptedException {
    TuningChoices choices = tuning.choices();
    if (!choices.values().isEmpty()) {
      source.refuseWithTuningByHand();
      return source.settled(resolve(model, chosen), choices, use.builder());
    }
    List<KernelSpec> kernels =
        attention.kernels(model, chosen, (spec, target) -> source.tuning(spec, target, use));
    return source.settled(kernels, choices, use.builder());
  }
}
