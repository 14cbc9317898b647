package dev.pagen.kernel;

import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.LoadPath;
import dev.pagen.spec.Tuning.MfmaShape;
import dev.pagen.spec.Tuning.Reduce;
import dev.pagen.spec.TuningParameter;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A way for a kernel to take fewer registers. */
public enum Saving {
  /** Another kernel merges. */
  MERGING(
      TuningParameter.REDUCE,
      tuning -> tuning.reduce().byDecode(),
      tuning -> tuning.withReduce(Reduce.KERNEL)),
  /** A tile of half as many tokens. */
  TILE(
      TuningParameter.TILE,
      tuning -> tuning.tile() > 16,
      tuning -> tuning.withTile(tuning.tile() / 2)),
  /** One tile less. */
  BUFFERING(
      TuningParameter.BUFFERING,
      tuning -> tuning.buffering() > 1,
      tuning -> tuning.withBuffering(tuning.buffering() - 1)),
  /** Half as many waves in a workgroup. */
  WAVES(
      TuningParameter.WAVES,
      tuning -> tuning.waves() > 1,
      tuning -> tuning.withWaves(tuning.waves() / 2)),
  /** K straight from memory, as the matrix instruction wants it. */
  K_PATH(
      TuningParameter.K_PATH,
      tuning -> tuning.kPath() != LoadPath.DIRECT,
      tuning -> tuning.withKPath(LoadPath.DIRECT));

  private final TuningParameter parameter;
  private final Predicate<Tuning> possible;
  private final UnaryOperator<Tuning> step;

  Saving(TuningParameter parameter, Predicate<Tuning> possible, UnaryOperator<Tuning> step) {
    this.parameter = parameter;
    this.possible = possible;
    this.step = step;
  }

  /**
   * {@code tuning} with one step of this, and with a matrix instruction that goes with its tile;
   * empty where there is none left.
   *
   * @param fixed parameters that must stay as they are
   */
  Optional<Tuning> next(Tuning tuning, Set<TuningParameter> fixed) {
    if (fixed.contains(parameter) || !possible.test(tuning)) {
      return Optional.empty();
    }
    Tuning next = step.apply(tuning);
    if (next.tile() % next.mfma().k() == 0) {
      return Optional.of(next);
    }
    return fixed.contains(TuningParameter.MFMA)
        ? Optional.empty()
        : Optional.of(next.withMfma(MfmaShape.M16N16K16));
  }
}
