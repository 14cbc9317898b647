package dev.pagen.render;

import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.Numbering;
import dev.pagen.spec.Tuning.Schedule;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a launch runs: workgroups of waves of lanes.
 *
 * @param attention for people, as is the tuning
 * @param listed whether workgroups find their work in a list
 * @param rowLanes the lanes of a row of 16, by number
 * @param wavesPerEu null where it is left to the compiler
 */
record LaunchModel(
    Target target,
    String attention,
    String tuning,
    boolean listed,
    int waveSize,
    List<Integer> rowLanes,
    int waves,
    @Nullable Integer wavesPerEu,
    boolean lastWorkgroupReduces,
    boolean xcdNumbering,
    int xcds,
    EntriesModel entries) {
  private static final int LANES_PER_ROW = 16;

  static LaunchModel of(KernelSpec spec) {
    Tuning tuning = spec.tuning();
    return new LaunchModel(
        spec.target(),
        SpecText.of(spec.attention()),
        SpecText.of(tuning),
        tuning.schedule() == Schedule.LIST,
        spec.target().family().waveSize(),
        IntStream.range(0, LANES_PER_ROW).boxed().toList(),
        tuning.waves(),
        tuning.wavesPerEu() == 0 ? null : tuning.wavesPerEu(),
        tuning.reduce().byDecode(),
        tuning.numbering() == Numbering.XCD,
        spec.target().xcds(),
        EntriesModel.of(spec));
  }
}
