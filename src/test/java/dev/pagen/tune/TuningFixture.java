package dev.pagen.tune;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A small space, and results that nobody measured. */
final class TuningFixture {
  static final AttentionSpec ATTENTION =
      AttentionSpec.of(64, 6, 2, DataType.BF16, 1, KvLayout.NHD).withSoftCap(30);
  static final Stamp STAMP = new Stamp("a GPU", "driver 1");
  static final Instant TIME = Instant.ofEpochSecond(1_800_000_000);
  static final WorkloadSize SIZE = new WorkloadSize(512, 2048);

  private TuningFixture() {}

  /** Some hundreds of candidates. */
  static SearchSpace space() {
    return space(
        Map.of(
            TuningParameter.BUFFERING, List.of("1", "2", "3", "4"),
            TuningParameter.WAVES, List.of("1", "2", "4", "8"),
            TuningParameter.TILE, List.of("16", "32", "64"),
            TuningParameter.K_PATH, List.of("direct", "lds"),
            TuningParameter.NON_TEMPORAL, List.of("true", "false"),
            TuningParameter.WAVES_PER_EU, List.of("0", "1", "2")));
  }

  /** The space in which these parameters are varied, and no other. */
  static SearchSpace space(Map<TuningParameter, List<String>> varied) {
    Tuning standard = KernelDesign.of(ATTENTION, Target.GFX942).defaultTuning();
    Map<TuningParameter, List<String>> values = new EnumMap<>(TuningParameter.class);
    for (TuningParameter parameter : TuningParameter.values()) {
      values.put(parameter, varied.getOrDefault(parameter, List.of(parameter.get(standard))));
    }
    return SearchSpace.of(ATTENTION, Target.GFX942, values);
  }

  /**
   * What a candidate is taken to cost: a good choice of each parameter, two that depend on each
   * other, and a little that follows no rule.
   */
  static Outcome outcome(Tuning tuning, int runs) {
    if (tuning.waves() == 8 && tuning.buffering() == 4) {
      return new Outcome.Rejected(Outcome.Cause.WRONG, "because");
    }
    double cost = 1.1;
    cost *= 1 + 0.10 * Math.abs(tuning.buffering() - 3);
    cost *= 1 + 0.04 * Math.abs(Integer.numberOfTrailingZeros(tuning.waves()) - 1);
    cost *= tuning.nonTemporal() ? 1 : 1.06;
    cost *= tuning.kPath() == Tuning.LoadPath.LDS ? 1 : 1.15;
    cost *= tuning.tile() == 32 == (tuning.wavesPerEu() == 2) ? 1 : 1.08;
    cost *= 1 + 0.01 * new Random(tuning.toString().hashCode()).nextDouble();
    return timed(100 * cost, runs);
  }

  static Outcome.Timed timed(double microseconds, int runs) {
    double margin = 20 / Math.sqrt(runs);
    return new Outcome.Timed(microseconds, microseconds - margin, microseconds + margin, 100, runs);
  }

  static KernelKey key(KernelSpec kernel) {
    return new KernelKey("compiler 1", "digest 1", "template of " + kernel.tuning());
  }

  static TuningRecord record(Tuning tuning, Outcome outcome) {
    return record(STAMP, SIZE, tuning, outcome);
  }

  static TuningRecord record(Stamp stamp, WorkloadSize size, Tuning tuning, Outcome outcome) {
    KernelSpec kernel = new KernelSpec(ATTENTION, tuning, Target.GFX942);
    return new TuningRecord(
        TIME,
        stamp,
        key(kernel),
        kernel,
        size,
        Optional.of("code of " + tuning),
        Optional.empty(),
        Optional.of(resources(tuning)),
        outcome);
  }

  /** What a candidate's code is taken to take. */
  static Resources resources(Tuning tuning) {
    int waves = 32 / tuning.buffering();
    return new Resources(
        32 + 32 * tuning.buffering(),
        1024 * tuning.waves(),
        waves / tuning.waves(),
        waves,
        Optional.of(1024L * tuning.tile() * tuning.buffering()),
        Optional.of(new LoopInstructions(64, 10 * tuning.tile(), 16, 100, 20, 8)));
  }
}
