package dev.pagen.report.tuning;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import dev.pagen.tune.KernelKey;
import dev.pagen.tune.Origin;
import dev.pagen.tune.Outcome;
import dev.pagen.tune.Outcome.Cause;
import dev.pagen.tune.Resources;
import dev.pagen.tune.SearchSpace;
import dev.pagen.tune.Stamp;
import dev.pagen.tune.SweepResult;
import dev.pagen.tune.SweepResult.End;
import dev.pagen.tune.TuningRecord;
import dev.pagen.tune.TuningStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Sweeps to be reported. */
public final class Sweeps {
  private static final Path BUNDLED = Path.of("src/main/resources/dev/pagen/tune/bundled");

  private static final int CANDIDATES = 150;

  private Sweeps() {}

  /** Of those on an H200 that come with pa-gen. */
  public static List<TuningReport> bundled(int count) {
    return SweepResult.recorded(new TuningStore(BUNDLED.resolve("sm_90.jsonl")).read()).stream()
        .limit(count)
        .map(TuningReport::of)
        .toList();
  }

  /** Predictions that nobody made, of many candidates that differ in many parameters. */
  public static TuningReport predicted() {
    AttentionSpec attention = AttentionSpec.of(128, 6, 1, DataType.BF16, 1, KvLayout.NHD);
    Map<TuningParameter, List<String>> only = new EnumMap<>(TuningParameter.class);
    only.put(TuningParameter.PARTITION, List.of("0"));
    only.put(TuningParameter.SCHEDULE, List.of("grid"));
    only.put(TuningParameter.NUMBERING, List.of("linear", "xcd"));
    only.put(TuningParameter.NON_TEMPORAL, List.of("true"));
    only.put(TuningParameter.REDUCE, List.of("kernel", "last-workgroup"));
    SearchSpace all = SearchSpace.of(attention, Target.GFX950, only);
    int step = Math.max(1, all.size() / CANDIDATES);
    List<Tuning> some =
        IntStream.range(0, CANDIDATES).mapToObj(i -> all.tunings().get(i * step)).toList();
    SearchSpace space = new SearchSpace(attention, Target.GFX950, some);
    List<TuningRecord> records = some.stream().map(tuning -> record(space, tuning)).toList();
    return TuningReport.of(new SweepResult(space, records, 0, End.RECORDED));
  }

  private static TuningRecord record(SearchSpace space, Tuning tuning) {
    double low = 70 + 60.0 / tuning.waves() + tuning.waves() + 20.0 / tuning.buffering();
    Outcome outcome =
        tuning.waves() == 8 && tuning.buffering() == 4
            ? new Outcome.Rejected(
                Cause.PRUNED, "spills 9 VGPRs, which takes more time than all else together")
            : new Outcome.Predicted(low, 1.1 * low, 67, Optional.of("memory or requests"));
    return new TuningRecord(
        Instant.EPOCH,
        new Stamp("model of MI355X", "revision 2, calibrated 95105ceb"),
        new KernelKey("HIPRTC 6.4.3-5 (LLVM 21)", "9512b1de7f45", "template"),
        space.kernel(tuning),
        new WorkloadSize(512, 2048),
        Optional.of("code of " + tuning),
        Optional.empty(),
        Optional.of(
            new Resources(
                100 + tuning.buffering(),
                4096,
                2,
                2 * tuning.waves(),
                Optional.of(tuning.buffering() * 8192L),
                Optional.empty())),
        outcome,
        Optional.of(new Origin("0.1", 7)),
        Optional.empty());
  }
}
