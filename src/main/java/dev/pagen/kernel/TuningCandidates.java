package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Family;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.LoadPath;
import dev.pagen.spec.Tuning.MfmaShape;
import dev.pagen.spec.Tuning.Reduce;
import dev.pagen.spec.TuningParameter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What to try where the first guess at a default tuning turns out, once compiled, to want more
 * registers than it has. Each candidate takes fewer than the one before it, or leaves room for
 * more; the order is fixed, so that one compiler always ends at the same tuning.
 */
final class TuningCandidates {
  private final AttentionSpec attention;
  private final TuningChoices choices;
  private final Target target;
  private final Set<Tuning> candidates = new LinkedHashSet<>();

  private TuningCandidates(AttentionSpec attention, TuningChoices choices, Target target) {
    this.attention = attention;
    this.choices = choices;
    this.target = target;
  }

  /** One way to take fewer registers; empty where it is taken already. */
  @FunctionalInterface
  private interface Step {
    Optional<Tuning> apply(Tuning tuning);
  }

  /**
   * The candidates: the first guess, then with another kernel that merges, with fewer waves on a
   * SIMD, with shorter tiles, with fewer of them, with K as the matrix instruction wants it.
   */
  static List<Tuning> of(AttentionSpec attention, TuningChoices choices, Target target) {
    TuningCandidates all = new TuningCandidates(attention, choices, target);
    Tuning tuning = choices.resolve(attention, target);
    all.add(tuning);
    List<Step> steps =
        switch (target.family()) {
          case CDNA ->
              List.of(
                  all::anotherKernelMerges,
                  all::shorterTile,
                  all::fewerTiles,
                  all::fewerWaves,
                  all::directKeys);
          case NVIDIA -> List.of(all::shorterTile, all::fewerWaves);
        };
    for (Step step : steps) {
      for (Optional<Tuning> next = step.apply(tuning);
          next.isPresent();
          next = step.apply(tuning)) {
        tuning = next.get();
        all.add(tuning);
      }
    }
    return List.copyOf(all.candidates);
  }

  /** Adds a tuning, and the same with fewer waves on a SIMD, which leaves each more registers. */
  private void add(Tuning tuning) {
    addIfSupported(tuning);
    int least = Math.ceilDiv(tuning.waves(), Target.SIMDS_PER_CU);
    if (isFree(TuningParameter.WAVES_PER_EU)) {
      for (int waves = tuning.wavesPerEu() - 1; waves >= least; waves--) {
        addIfSupported(tuning.withWavesPerEu(waves));
      }
    }
  }

  private void addIfSupported(Tuning tuning) {
    // The first guess comes out whatever is wrong with it, so that it is refused by name.
    if (candidates.isEmpty()
        || Support.refusals(new KernelSpec(attention, tuning, target)).isEmpty()) {
      candidates.add(tuning);
    }
  }

  private Optional<Tuning> anotherKernelMerges(Tuning tuning) {
    return tuning.reduce() == Reduce.LAST_WORKGROUP
        ? changed(tuning, TuningParameter.REDUCE, Reduce.KERNEL)
        : Optional.empty();
  }

  private Optional<Tuning> shorterTile(Tuning tuning) {
    if (tuning.tile() == 16) {
      return Optional.empty();
    }
    Optional<Tuning> shorter = changed(tuning, TuningParameter.TILE, tuning.tile() / 2);
    return shorter.filter(t -> t.tile() % t.mfma().k() == 0).isPresent()
        ? shorter
        : shorter.flatMap(t -> changed(t, TuningParameter.MFMA, MfmaShape.M16N16K16));
  }

  private Optional<Tuning> fewerTiles(Tuning tuning) {
    return tuning.buffering() == 1 || attention.latent().isPresent()
        ? Optional.empty()
        : changed(tuning, TuningParameter.BUFFERING, tuning.buffering() - 1);
  }

  private Optional<Tuning> fewerWaves(Tuning tuning) {
    return tuning.waves() == 1
        ? Optional.empty()
        : changed(tuning, TuningParameter.WAVES, tuning.waves() / 2);
  }

  private Optional<Tuning> directKeys(Tuning tuning) {
    return tuning.kPath() == LoadPath.DIRECT || attention.latent().isPresent()
        ? Optional.empty()
        : changed(tuning, TuningParameter.K_PATH, LoadPath.DIRECT);
  }

  private Optional<Tuning> changed(Tuning tuning, TuningParameter parameter, Object value) {
    if (!isFree(parameter)) {
      return Optional.empty();
    }
    Tuning changed = parameter.set(tuning, value.toString());
    return Optional.of(
        target.family() == Family.CDNA && isFree(TuningParameter.WAVES_PER_EU)
            ? DefaultTuning.withWavesPerEu(attention, changed, target)
            : changed);
  }

  private boolean isFree(TuningParameter parameter) {
    return !choices.values().containsKey(parameter);
  }
}
