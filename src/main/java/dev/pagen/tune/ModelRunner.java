package dev.pagen.tune;

import dev.pagen.attention.LaunchException;
import dev.pagen.attention.WorkloadSize;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.count.Batch;
import dev.pagen.count.CountingRun;
import dev.pagen.count.Counts;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.performance.Calibration;
import dev.pagen.performance.KernelWork;
import dev.pagen.performance.PerformanceModel;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Target;
import dev.pagen.tune.Outcome.Cause;
import dev.pagen.tune.Outcome.Rejected;
import dev.pagen.verify.InputDistribution;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Ranks candidates without a GPU: emulates each on a few sequences, compares its output with the
 * reference, and gives what it was counted to do to the {@link PerformanceModel}. Its figures are
 * predictions, not times.
 */
public final class ModelRunner implements Runner {
  /** Sequences that stand for all. */
  private static final int EMULATED = 2;

  private final AttentionSpec attention;
  private final Target target;
  private final Batch batch;
  private final CountingRun run;
  private final List<Calibration> calibrations = Calibration.both();

  /** A runner for equally long sequences, of which a few stand for all. */
  public static ModelRunner of(
      AttentionSpec attention, Target target, WorkloadSize size, long seed) {
    int emulated = Math.min(EMULATED, size.sequences());
    return new ModelRunner(
        attention, target, new Batch(size.sequences(), emulated, size.context()), seed);
  }

  ModelRunner(AttentionSpec attention, Target target, Batch batch, long seed) {
    this.attention = attention;
    this.target = target;
    this.batch = batch;
    this.run = new CountingRun(attention, target, batch, InputDistribution.NORMAL, seed);
  }

  @Override
  public Stamp stamp() {
    return stamp(target);
  }

  /** What stands for device and driver: the model and its constants. */
  public static Stamp stamp(Target target) {
    return new Stamp(
        "model of " + target.product(),
        "revision %d, calibrated %08x"
            .formatted(PerformanceModel.REVISION, Calibration.both().toString().hashCode()));
  }

  @Override
  public WorkloadSize size() {
    return new WorkloadSize(batch.planned(), batch.context());
  }

  @Override
  public long kvBytes() {
    return batch.kvBytes(attention) / batch.sequences() * batch.planned();
  }

  @Override
  public boolean exact() {
    return true;
  }

  @Override
  public Outcome measure(BuiltKernel kernel, int runs) {
    try {
      Counts counts = run.count(kernel);
      if (!counts.comparison().passed()) {
        return new Rejected(
            Cause.WRONG,
            "relative L2 error %.2e where %.2e is allowed"
                .formatted(
                    counts.comparison().relativeL2(), counts.comparison().limits().relativeL2()));
      }
      double[] microseconds =
          calibrations.stream()
              .mapToDouble(c -> new PerformanceModel(target, c).seconds(counts) * 1e6)
              .sorted()
              .toArray();
      return new Outcome.Predicted(
          microseconds[0],
          microseconds[microseconds.length - 1],
          kvBytes() / target.nominalBandwidth() * 1e6,
          Optional.of(waitsFor(counts)));
    } catch (UnmodelledException | LaunchException e) {
      return new Rejected(Cause.NOT_RUN, e.getMessage());
    } catch (EmulationException e) {
      return new Rejected(Cause.WRONG, e.getMessage());
    }
  }

  /** What the attention kernel waits for, by each reading. */
  private String waitsFor(Counts counts) {
    KernelWork work = KernelWork.of(counts, counts.main());
    return calibrations.stream()
        .map(c -> new PerformanceModel(target, c).predict(work).slowest())
        .distinct()
        .collect(Collectors.joining(" or "));
  }

  /** Does nothing: it keeps no device. */
  @Override
  public void close() {}
}
