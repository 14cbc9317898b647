package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
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
public final class TuningCandidates {
  private final KernelDesign design;
  private final Set<TuningParameter> fixed;
  private final Set<Tuning> candidates = new LinkedHashSet<>();

  private TuningCandidates(KernelDesign design, Set<TuningParameter> fixed) {
    this.design = design;
    this.fixed = fixed;
  }

  /**
   * The tunings to try, in this order, until one of them leaves a compiler enough registers: first
   * what {@link TuningChoices#resolve} gives, then others with these choices. Which of them do,
   * only compiling tells.
   *
   * @throws dev.pagen.spec.InvalidSpecException as {@link TuningChoices#resolve}
   */
  public static List<Tuning> of(AttentionSpec attention, TuningChoices choices, Target target) {
    TuningCandidates all =
        new TuningCandidates(choices.design(attention, target), choices.values().keySet());
    all.addFrom(choices.resolve(attention, target));
    return List.copyOf(all.candidates);
  }

  private void addFrom(Tuning first) {
    Tuning tuning = first;
    add(tuning);
    for (Saving saving : design.savings()) {
      for (Optional<Tuning> next = saving.next(tuning, fixed);
          next.isPresent();
          next = saving.next(tuning, fixed)) {
        tuning = boundsWaves() ? design.withWavesPerEu(next.get()) : next.get();
        add(tuning);
      }
    }
  }

  /** Adds a tuning, and the same with fewer waves on a SIMD, which leaves each more registers. */
  private void add(Tuning tuning) {
    addIfSupported(tuning);
    int least = Math.ceilDiv(tuning.waves(), Target.SIMDS_PER_CU);
    if (boundsWaves()) {
      for (int waves = tuning.wavesPerEu() - 1; waves >= least; waves--) {
        addIfSupported(tuning.withWavesPerEu(waves));
      }
    }
  }

  private void addIfSupported(Tuning tuning) {
    // The first guess comes out whatever is wrong with it, so that it is refused by name.
    KernelSpec spec = new KernelSpec(design.attention(), tuning, design.target());
    if (candidates.isEmpty() || Support.refusals(spec).isEmpty()) {
      candidates.add(tuning);
    }
  }

  private boolean boundsWaves() {
    return !fixed.contains(TuningParameter.WAVES_PER_EU);
  }
}
