package dev.pagen.render;

import dev.pagen.render.KernelEntry.Role;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.HeadGroups;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.LdsUse;
import dev.pagen.spec.LogSumExp;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.LoadPath;
import dev.pagen.spec.Tuning.MfmaShape;
import dev.pagen.spec.Tuning.Numbering;
import dev.pagen.spec.Tuning.Reduce;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Everything the templates print, decided. A component that is {@code null} or {@code false} leaves
 * out the part of the template that it guards.
 */
record KernelModel(
    Target target,
    String attention,
    String tuning,
    String decodeName,
    String decodeParameters,
    String reduceName,
    String reduceParameters,
    String floorName,
    String floorParameters,
    int floorWaves,
    int headSize,
    int gqaRatio,
    @Nullable Integer groups,
    int groupHeads,
    boolean groupsEvenly,
    int kvHeads,
    int pageSize,
    @Nullable Integer log2PageSize,
    KvLayout layout,
    boolean strided,
    boolean packed,
    boolean apart,
    KvStrides strides,
    String scale,
    @Nullable String softCap,
    @Nullable Integer window,
    boolean alibi,
    boolean sinks,
    boolean lse,
    boolean naturalLse,
    boolean bf16,
    String elementType,
    String ones,
    int waveSize,
    int waves,
    int tile,
    int buffering,
    boolean singleBuffered,
    int spansPerBlock,
    boolean stagedK,
    LdsLayout kStaging,
    boolean stagedV,
    LdsLayout vStaging,
    boolean copied,
    boolean transposes,
    boolean elementsInOrder,
    List<Integer> youngerTiles,
    boolean nonTemporal,
    boolean wideMfma,
    boolean smallTile,
    String mmaType,
    String mfmaK16,
    String mfmaK32,
    @Nullable Integer wavesPerEu,
    int sliceBytes,
    List<Integer> rowLanes,
    boolean boundedLogits,
    String firstExponent,
    String maxExponent,
    int waveLdsBytes,
    int mergeHeads,
    boolean mergesEvenly,
    boolean oneElementPerLane,
    boolean lastWorkgroupReduces,
    boolean xcdNumbering,
    int xcds) {

  private static final int LANES_PER_ROW = 16;

  /**
   * Logits (as exponents of two) up to this bound need no maximum: sums of 2^31 terms of 2^90 and
   * products with any 16-bit V below 2^7 stay in a float's range, and 2^-90 is still a normal bf16.
   */
  private static final double MAX_UNREFERENCED_EXPONENT = 90;

  /** bf16 has a float's range: room for eight doublings costs nothing. */
  private static final int BF16_MAX_EXPONENT = 8;

  /**
   * The greatest power of two in fp16. Probabilities start just below it, so that those of up to
   * 2^-27 of the greatest are normal numbers: gfx90a's matrix instructions take others as zero.
   */
  private static final int FP16_MAX_EXPONENT = 15;

  static KernelModel of(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    Tuning tuning = spec.tuning();
    boolean bf16 = attention.dtype() == DataType.BF16;
    boolean packed = attention.layout() == KvLayout.PACKED;
    boolean stagedK = tuning.kPath() == LoadPath.LDS;
    HeadGroups groups = HeadGroups.of(attention);
    LdsUse lds = LdsUse.of(attention, tuning, spec.target().family());
    return new KernelModel(
        spec.target(),
        SpecText.of(attention),
        SpecText.of(tuning),
        Role.DECODE.symbol(),
        KernelEntry.decode(spec).parameterList(),
        Role.REDUCE.symbol(),
        KernelEntry.reduce(spec).parameterList(),
        Role.FLOOR.symbol(),
        KernelEntry.floor(spec).parameterList(),
        KernelEntry.FLOOR_WAVES,
        attention.headSize(),
        attention.gqaRatio(),
        groups.count() == 1 ? null : groups.count(),
        groups.heads(),
        attention.gqaRatio() % groups.heads() == 0,
        attention.kvHeads(),
        attention.pageSize(),
        Integer.bitCount(attention.pageSize()) == 1
            ? Integer.numberOfTrailingZeros(attention.pageSize())
            : null,
        attention.layout(),
        attention.kvStrides().isPresent(),
        packed,
        attention.kvStrides().isPresent() || packed,
        attention.rowStrides(),
        literal(attention.scale()),
        attention.softCap().isPresent() ? literal(attention.softCap().getAsDouble()) : null,
        attention.window().isPresent() ? attention.window().getAsInt() : null,
        attention.alibi(),
        attention.sinks(),
        attention.lse() != LogSumExp.NONE,
        attention.lse() == LogSumExp.NATURAL,
        bf16,
        bf16 ? "__bf16" : "_Float16",
        bf16 ? "0x3f803f80" : "0x3c003c00",
        spec.target().family().waveSize(),
        tuning.waves(),
        tuning.tile(),
        tuning.buffering(),
        tuning.buffering() == 1,
        spec.spansPerBlock(),
        stagedK,
        LdsLayout.of(attention.rowBytes(), LdsLayout.CHUNK, spec.target()),
        tuning.vPath() == LoadPath.LDS,
        LdsLayout.of(attention.rowBytes(), LdsLayout.TRANSPOSED, spec.target()),
        tuning.kPath() == LoadPath.COPY,
        tuning.vPath() != LoadPath.DIRECT,
        tuning.vPath() != LoadPath.DIRECT || packed,
        IntStream.range(0, tuning.buffering()).boxed().toList(),
        tuning.nonTemporal(),
        tuning.mfma() == MfmaShape.M16N16K32,
        tuning.tile() < spec.target().family().waveSize(),
        bf16 ? "bf16" : "f16",
        "__builtin_amdgcn_mfma_f32_16x16x16" + (bf16 ? "bf16_1k" : "f16"),
        "__builtin_amdgcn_mfma_f32_16x16x32_" + (bf16 ? "bf16" : "f16"),
        tuning.wavesPerEu() == 0 ? null : tuning.wavesPerEu(),
        Math.min(Target.WIDEST_LOAD_BYTES, attention.rowBytes() / LANES_PER_ROW),
        IntStream.range(0, LANES_PER_ROW).boxed().toList(),
        bf16 && boundsLogits(attention),
        literal(bf16 ? 0 : FP16_MAX_EXPONENT - 2),
        literal(bf16 ? BF16_MAX_EXPONENT : FP16_MAX_EXPONENT),
        lds.waveBytes(),
        lds.mergeHeads(),
        attention.gqaRatio() % groups.heads() == 0 && groups.heads() % lds.mergeHeads() == 0,
        attention.headSize() == spec.target().family().waveSize(),
        tuning.reduce() == Reduce.LAST_WORKGROUP,
        tuning.numbering() == Numbering.XCD,
        spec.target().xcds());
  }

  /** Whether the soft cap keeps every logit's exponential in range. */
  private static boolean boundsLogits(AttentionSpec attention) {
    return attention.softCap().isPresent()
        && !attention.alibi()
        && attention.softCap().getAsDouble() / Math.log(2) <= MAX_UNREFERENCED_EXPONENT;
  }

  private static String literal(double value) {
    return (float) value + "f";
  }
}
