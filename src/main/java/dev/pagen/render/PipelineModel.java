package dev.pagen.render;

import dev.pagen.kernel.CdnaDecode;
import dev.pagen.kernel.CdnaLatent;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Tuning;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tiles on their way through a wave's registers.
 *
 * @param tile tokens that are computed on at a time
 * @param buffering tiles that there is room for
 * @param spansPerBlock tiles of one look-up of pages
 * @param youngerTiles how many tiles may have been asked for after the one that is waited for
 * @param asksAtOnce whether lengths and first pages are asked for before anything depends on them
 * @param pinnedOutput whether the output's registers are kept where they are
 */
record PipelineModel(
    int tile,
    int buffering,
    boolean singleBuffered,
    int spansPerBlock,
    List<Integer> youngerTiles,
    boolean nonTemporal,
    boolean asksAtOnce,
    boolean pinnedOutput) {

  /** Elements of a row beyond which the compiler would move the output's registers about. */
  private static final int LONGEST_UNPINNED = 256;

  static PipelineModel of(KernelSpec spec) {
    Tuning tuning = spec.tuning();
    return new PipelineModel(
        tuning.tile(),
        tuning.buffering(),
        tuning.buffering() == 1,
        CdnaDecode.spansPerBlock(tuning),
        IntStream.range(0, tuning.buffering()).boxed().toList(),
        tuning.nonTemporal(),
        KernelDesign.of(spec).asksAtOnce(),
        pinnedOutput(spec));
  }

  private static boolean pinnedOutput(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    return KernelDesign.of(spec) instanceof CdnaLatent latent
        ? latent.setsOfWave(spec.tuning()) > 1
        : attention.valueSize() > LONGEST_UNPINNED && attention.hasValueCache();
  }
}
