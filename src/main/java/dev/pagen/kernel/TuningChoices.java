package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Family;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.LoadPath;
import dev.pagen.spec.Tuning.MfmaShape;
import dev.pagen.spec.TuningParameter;
import java.util.List;
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
   * choice, they give way: the matrix instruction follows the tile, the tile an explicit matrix
   * instruction, and the bound on waves per SIMD is what the registers leave room for.
   *
   * @throws InvalidSpecException if a value is not one that its parameter takes
   */
  public Tuning resolve(AttentionSpec attention, Target target) {
    Tuning tuning = Tuning.defaultFor(attention, target);
    for (TuningParameter parameter : TuningParameter.values()) {
      if (values.containsKey(parameter)) {
        tuning = parameter.set(tuning, text(parameter, attention, target.family()));
      }
    }
    if (target.family() == Family.NVIDIA) {
      return tuning;
    }
    if (tuning.tile() % tuning.mfma().k() != 0) {
      if (!values.containsKey(TuningParameter.MFMA)) {
        tuning = tuning.withMfma(MfmaShape.M16N16K16);
      } else if (!values.containsKey(TuningParameter.TILE)) {
        tuning = tuning.withTile(tuning.mfma().k());
      }
    }
    if (tuning.kPath() == LoadPath.COPY && !values.containsKey(TuningParameter.V_PATH)) {
      tuning = tuning.withVPath(LoadPath.COPY);
    } else if (tuning.vPath() == LoadPath.COPY && !values.containsKey(TuningParameter.K_PATH)) {
      tuning = tuning.withKPath(LoadPath.COPY);
    }
    return values.containsKey(TuningParameter.WAVES_PER_EU)
        ? tuning
        : DefaultTuning.withWavesPerEu(attention, tuning, target);
  }

  /**
   * The tunings to try, in this order, until one of them leaves a compiler enough registers: first
   * what {@link #resolve} gives, then others with these choices. Which of them do, only compiling
   * tells.
   *
   * @throws InvalidSpecException as {@link #resolve}
   */
  public List<Tuning> candidates(AttentionSpec attention, Target target) {
    return TuningCandidates.of(attention, this, target);
  }

  private String text(TuningParameter parameter, AttentionSpec attention, Family family) {
    String value = Objects.requireNonNull(values.get(parameter));
    return parameter == TuningParameter.PARTITION && value.equals(INVARIANT)
        ? String.valueOf(PartialResults.invariantPartition(attention, family))
        : value;
  }
}
