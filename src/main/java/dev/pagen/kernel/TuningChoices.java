package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import java.util.Map;
import java.util.Objects;

/**
 * The tuning parameters that somebody fixed; the others follow from the spec and the target.
 *
 * @param values text by parameter. The partition may be {@link #INVARIANT}: then it follows from
 *     the spec alone, so that no batch changes how a sequence is split
 */
public record TuningChoices(Map<TuningParameter, String> values) {
  /** The partition that makes a sequence's result independent of the batch. */
  public static final String INVARIANT = "invariant";

  /** Nothing fixed. */
  public static final TuningChoices NONE = new TuningChoices(Map.of());

  public TuningChoices {
    values = Map.copyOf(values);
  }

  /**
   * The default tuning with these choices. Where the defaults of other parameters do not go with a
   * choice, they give way: see {@link KernelDesign#settle} and {@link KernelDesign#withWavesPerEu}.
   *
   * @throws dev.pagen.spec.InvalidSpecException if a value is not one that its parameter takes
   */
  public Tuning resolve(AttentionSpec attention, Target target) {
    KernelDesign design = design(attention, target);
    Tuning chosen = design.defaultTuning();
    for (TuningParameter parameter : TuningParameter.values()) {
      if (values.containsKey(parameter)) {
        chosen = parameter.set(chosen, text(parameter, design));
      }
    }
    Tuning settled = design.settle(chosen, values.keySet());
    return values.containsKey(TuningParameter.WAVES_PER_EU)
        ? settled
        : design.withWavesPerEu(settled);
  }

  /** The design of the kernel: a matrix instruction may be another's than the usual one's. */
  KernelDesign design(AttentionSpec attention, Target target) {
    KernelDesign usual = KernelDesign.of(attention, target);
    String mfma = values.get(TuningParameter.MFMA);
    if (mfma == null) {
      return usual;
    }
    Tuning tuning = TuningParameter.MFMA.set(usual.defaultTuning(), mfma);
    return KernelDesign.of(new KernelSpec(attention, tuning, target));
  }

  private String text(TuningParameter parameter, KernelDesign design) {
    String value = Objects.requireNonNull(values.get(parameter));
    return parameter == TuningParameter.PARTITION && value.equals(INVARIANT)
        ? String.valueOf(PartialResults.invariantPartition(design.partialTokens()))
        : value;
  }
}
