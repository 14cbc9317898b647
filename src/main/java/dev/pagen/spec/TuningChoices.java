package dev.pagen.spec;

import dev.pagen.spec.Tuning.LoadPath;
import java.util.Map;

/**
 * The tuning parameters that somebody fixed; the others follow from the spec and the target.
 *
 * @param values text by parameter
 */
public record TuningChoices(Map<TuningParameter, String> values) {
  /** Nothing fixed. */
  public static final TuningChoices NONE = new TuningChoices(Map.of());

  public TuningChoices {
    values = Map.copyOf(values);
  }

  /**
   * The default tuning with these choices. Where the defaults of other parameters do not go with a
   * choice, they give way: the matrix instruction follows the tile, the tile an explicit matrix
   * instruction, and the bound on waves per SIMD is what the registers leave room for.
   *
   * @throws InvalidSpecException if a value is not one that its parameter takes
   */
  public Tuning resolve(AttentionSpec attention, Target target) {
    Tuning tuning = Tuning.defaultFor(attention, target);
    for (TuningParameter parameter : TuningParameter.values()) {
      if (values.containsKey(parameter)) {
        tuning = parameter.set(tuning, values.get(parameter));
      }
    }
    if (target.family() == Family.NVIDIA) {
      return tuning;
    }
    if (tuning.tile() % tuning.mfma().k() != 0) {
      if (!values.containsKey(TuningParameter.MFMA)) {
        tuning = TuningParameter.MFMA.set(tuning, Tuning.MfmaShape.M16N16K16.toString());
      } else if (!values.containsKey(TuningParameter.TILE)) {
        tuning = TuningParameter.TILE.set(tuning, String.valueOf(tuning.mfma().k()));
      }
    }
    if (tuning.kPath() == LoadPath.COPY && !values.containsKey(TuningParameter.V_PATH)) {
      tuning = TuningParameter.V_PATH.set(tuning, LoadPath.COPY.toString());
    } else if (tuning.vPath() == LoadPath.COPY && !values.containsKey(TuningParameter.K_PATH)) {
      tuning = TuningParameter.K_PATH.set(tuning, LoadPath.COPY.toString());
    }
    return values.containsKey(TuningParameter.WAVES_PER_EU)
        ? tuning
        : DefaultTuning.withWavesPerEu(attention, tuning, target);
  }
}
