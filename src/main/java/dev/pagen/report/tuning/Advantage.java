package dev.pagen.report.tuning;

import dev.pagen.report.Words;
import dev.pagen.spec.Family;
import dev.pagen.spec.LittlesLaw;
import dev.pagen.spec.Target;
import dev.pagen.tune.Outcome.Predicted;
import dev.pagen.tune.Resources;
import dev.pagen.tune.TuningRecord;
import java.util.Optional;

/** The first counter by which one candidate is better off than another, in a few words. */
final class Advantage {
  private final Target target;

  private Advantage(Target target) {
    this.target = target;
  }

  /** That of {@code best} over {@code other}; empty where no counter shows one. */
  static Optional<String> of(TuningRecord best, TuningRecord other) {
    Advantage advantage = new Advantage(best.kernel().target());
    return waits(best, other)
        .or(
            () ->
                best.resources()
                    .flatMap(
                        ours -> other.resources().flatMap(theirs -> advantage.over(ours, theirs))));
  }

  private Optional<String> over(Resources ours, Resources theirs) {
    return inFlight(ours, theirs).or(() -> waves(ours, theirs));
  }

  /** By the model, where it says that the two wait for different things. */
  private static Optional<String> waits(TuningRecord best, TuningRecord other) {
    return waitsFor(best)
        .flatMap(
            ours ->
                waitsFor(other)
                    .filter(theirs -> !theirs.equals(ours))
                    .map(theirs -> "waits for %s, not %s".formatted(ours, theirs)));
  }

  static Optional<String> waitsFor(TuningRecord record) {
    return record.outcome() instanceof Predicted predicted
        ? predicted.waitsFor()
        : Optional.empty();
  }

  /** Bytes in flight, where the other has fewer than the nominal bandwidth takes. */
  private Optional<String> inFlight(Resources ours, Resources theirs) {
    double needed = LittlesLaw.bytesNeededPerCu(target, LittlesLaw.LOADED_LATENCY_SECONDS);
    return ours.bytesInFlightPerCu()
        .flatMap(
            our ->
                theirs
                    .bytesInFlightPerCu()
                    .filter(their -> their < needed && their < our)
                    .map(
                        their ->
                            "%s in flight/%s, not %s"
                                .formatted(
                                    Words.bytes(our),
                                    target.family().computeUnitInBrief(),
                                    Words.bytes(their))));
  }

  private Optional<String> waves(Resources ours, Resources theirs) {
    Family family = target.family();
    return ours.wavesPerCu() > theirs.wavesPerCu()
        ? Optional.of(
            "%d %ss/%s, not %d (%d registers, not %d)"
                .formatted(
                    ours.wavesPerCu(),
                    family.wave(),
                    family.computeUnitInBrief(),
                    theirs.wavesPerCu(),
                    ours.registers(),
                    theirs.registers()))
        : Optional.empty();
  }
}
