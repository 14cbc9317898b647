package dev.pagen.render;

import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.LdsLayout;
import dev.pagen.kernel.RowSlices;
import dev.pagen.kernel.StagedRow;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.LoadPath;

/**
 * The way through LDS.
 *
 * @param stagedK whether registers of K go through it
 * @param stagedV whether those of V do
 * @param stages whether any do
 * @param k where K's rows lie in it
 * @param v where V's rows lie in it
 * @param copied whether rows are copied to it past the registers
 * @param transposes whether columns of V are read with an instruction that transposes
 * @param row of NVIDIA's kernels, how a key lies in shared memory
 * @param valueRow how a value does
 * @param waveLdsBytes bytes of a wave
 */
record StagingModel(
    boolean stagedK,
    boolean stagedV,
    boolean stages,
    LdsLayout k,
    LdsLayout v,
    boolean copied,
    boolean transposes,
    StagedRow row,
    StagedRow valueRow,
    int waveLdsBytes) {
  static StagingModel of(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    Tuning tuning = spec.tuning();
    boolean stagedK = tuning.kPath() == LoadPath.LDS;
    boolean stagedV = tuning.vPath() == LoadPath.LDS;
    boolean transposes = transposes(spec);
    int keyBytes = RowSlices.ofKeys(attention).stagedBytes();
    int valueBytes = RowSlices.ofValues(attention).stagedBytes();
    return new StagingModel(
        stagedK,
        stagedV,
        stagedK || stagedV,
        LdsLayout.of(keyBytes, LdsLayout.CHUNK, spec.target()),
        LdsLayout.of(valueBytes, LdsLayout.TRANSPOSED, spec.target()),
        tuning.kPath() == LoadPath.COPY,
        transposes,
        StagedRow.ofKeys(attention),
        StagedRow.ofValues(attention),
        KernelDesign.of(spec).lds(tuning).waveBytes());
  }

  static boolean transposes(KernelSpec spec) {
    return spec.tuning().vPath() != LoadPath.DIRECT && spec.target() == Target.GFX950;
  }
}
