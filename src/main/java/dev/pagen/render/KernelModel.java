package dev.pagen.render;

import dev.pagen.kernel.CdnaDecode;
import dev.pagen.kernel.FloorRows;
import dev.pagen.kernel.HeadGroups;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.kernel.KernelEntry.Role;
import dev.pagen.kernel.LdsLayout;
import dev.pagen.kernel.LdsUse;
import dev.pagen.kernel.RowSlices;
import dev.pagen.kernel.StagedRow;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.LogSumExp;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.LoadPath;
import dev.pagen.spec.Tuning.MfmaShape;
import dev.pagen.spec.Tuning.Numbering;
import dev.pagen.spec.Tuning.Reduce;
import dev.pagen.spec.Tuning.Schedule;
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
    boolean listed,
    String planName,
    String planParameters,
    int planThreads,
    int turnTokens,
    int mergeTokens,
    String decodeName,
    String decodeParameters,
    String reduceName,
    String reduceParameters,
    int reduceWaves,
    String floorName,
    String floorParameters,
    int floorWaves,
    int headSize,
    @Nullable LatentModel latent,
    boolean oneLatent,
    int gqaRatio,
    @Nullable Integer qLen,
    @Nullable Integer groups,
    int groupRows,
    boolean groupsEvenly,
    int kvHeads,
    int pageSize,
    @Nullable Integer log2PageSize,
    KvLayout layout,
    boolean strided,
    boolean packed,
    boolean apart,
    int chunkElements,
    KvStrides strides,
    String scale,
    @Nullable SoftCap softCap,
    @Nullable Integer window,
    @Nullable Integer chunk,
    boolean lateStart,
    int reach,
    boolean alibi,
    boolean sinks,
    boolean lse,
    boolean naturalLse,
    boolean fp32Out,
    boolean fp8Out,
    @Nullable NarrowFormat narrow,
    boolean bf16,
    boolean bf16Products,
    boolean narrowed,
    StoredElements kv,
    boolean scaledWeights,
    boolean logarithms,
    boolean oddChunks,
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
    boolean stages,
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
    RowSlices slices,
    boolean trails,
    boolean partChunks,
    boolean pinnedOutput,
    StagedRow stagedRow,
    FloorRows floorRows,
    List<Integer> rowLanes,
    boolean boundedLogits,
    String firstExponent,
    String maxExponent,
    int waveLdsBytes,
    int mergeHeads,
    boolean mergesEvenly,
    int laneElements,
    boolean idleLanes,
    int partialsAhead,
    boolean lastWorkgroupReduces,
    boolean xcdNumbering,
    int xcds) {

  private static final int LANES_PER_ROW = 16;

  /**
   * No sequence has more tokens. Differences of positions and a window beyond that would not be
   * ints.
   */
  private static final int LONGEST_WINDOW = 1 << 30;

  /** What the four lanes of a column take from a row with one load. */
  private static final int CHUNKS_BYTES = 64;

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

  /** Elements of partial results that are on their way to a lane together, in a reduce kernel, */
  private static final int MERGED_ELEMENTS = 64;

  /** and in a decode kernel, which has other uses for registers. */
  private static final int DECODE_MERGED_ELEMENTS = 32;

  private static final int MOST_AHEAD = 16;

  static KernelModel of(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    Tuning tuning = spec.tuning();
    KernelDesign design = KernelDesign.of(spec);
    boolean bf16 = attention.dtype() == DataType.BF16;
    boolean narrowed = design.narrowsQueries();
    boolean bf16Products = bf16 && !narrowed;
    boolean scaledWeights = attention.kvScales() == KvScales.TOKEN && !bf16Products;
    boolean packed = attention.layout() == KvLayout.PACKED;
    boolean stagedK = tuning.kPath() == LoadPath.LDS;
    HeadGroups groups = design.headGroups();
    RowSlices slices = RowSlices.of(attention);
    int waveSize = spec.target().family().waveSize();
    int laneElements = laneElements(attention.valueSize(), waveSize);
    LdsUse lds = design.lds(tuning);
    return new KernelModel(
        spec.target(),
        SpecText.of(attention),
        SpecText.of(tuning),
        tuning.schedule() == Schedule.LIST,
        Role.PLAN.symbol(),
        KernelEntry.plan(spec).parameterList(),
        KernelEntry.PLAN_THREADS,
        design.tokensPerBlock(tuning),
        (int) Math.ceil(design.partialTokens()),
        Role.DECODE.symbol(),
        KernelEntry.decode(spec).parameterList(),
        Role.REDUCE.symbol(),
        KernelEntry.reduce(spec).parameterList(),
        KernelEntry.REDUCE_WAVES,
        Role.FLOOR.symbol(),
        KernelEntry.floor(spec).parameterList(),
        KernelEntry.FLOOR_WAVES,
        attention.headSize(),
        LatentModel.of(spec),
        !attention.hasValueCache() && attention.kvHeads() == 1 && groups.count() > 1,
        attention.gqaRatio(),
        attention.qLen() == 1 ? null : attention.qLen(),
        groups.count() == 1 ? null : groups.count(),
        groups.rows(),
        attention.queryRows() % groups.rows() == 0,
        attention.kvHeads(),
        attention.pageSize(),
        Integer.bitCount(attention.pageSize()) == 1
            ? Integer.numberOfTrailingZeros(attention.pageSize())
            : null,
        attention.layout(),
        attention.kvStrides().isPresent(),
        packed,
        attention.kvStrides().isPresent() || packed,
        attention.packedElements(),
        attention.rowStrides(),
        literal(attention.scale()),
        attention.softCap().isPresent() ? SoftCap.of(attention) : null,
        attention.window().isPresent()
            ? Math.min(attention.window().getAsInt(), LONGEST_WINDOW)
            : null,
        attention.chunk().isPresent() ? attention.chunk().getAsInt() : null,
        attention.lookback().most().isPresent(),
        attention.longestReach(Integer.MAX_VALUE),
        attention.alibi(),
        attention.sinks(),
        attention.lse() != LogSumExp.NONE,
        attention.lse() == LogSumExp.NATURAL,
        attention.outDtype() == DataType.FP32,
        attention.scalesOutput(),
        attention.scalesOutput() ? NarrowFormat.of(attention.outDtype(), spec.target()) : null,
        bf16,
        bf16Products,
        narrowed,
        StoredElements.of(attention),
        scaledWeights,
        attention.lse() != LogSumExp.NONE || scaledWeights,
        attention.headSize() / 16 % 2 == 1,
        bf16 ? "__bf16" : "_Float16",
        bf16Products ? "0x3f803f80" : "0x3c003c00",
        spec.target().family().waveSize(),
        tuning.waves(),
        tuning.tile(),
        tuning.buffering(),
        tuning.buffering() == 1,
        CdnaDecode.spansPerBlock(tuning),
        stagedK,
        LdsLayout.of(slices.stagedBytes(), LdsLayout.CHUNK, spec.target()),
        tuning.vPath() == LoadPath.LDS,
        stagedK || tuning.vPath() == LoadPath.LDS,
        LdsLayout.of(slices.stagedBytes(), LdsLayout.TRANSPOSED, spec.target()),
        tuning.kPath() == LoadPath.COPY,
        tuning.vPath() != LoadPath.DIRECT && spec.target() == Target.GFX950,
        (tuning.vPath() != LoadPath.DIRECT && spec.target() == Target.GFX950) || packed,
        IntStream.range(0, tuning.buffering()).boxed().toList(),
        tuning.nonTemporal(),
        tuning.mfma() == MfmaShape.M16N16K32,
        tuning.tile() < spec.target().family().waveSize(),
        bf16Products ? "bf16" : "f16",
        "__builtin_amdgcn_mfma_f32_16x16x16" + (bf16 ? "bf16_1k" : "f16"),
        "__builtin_amdgcn_mfma_f32_16x16x32_" + (bf16 ? "bf16" : "f16"),
        tuning.wavesPerEu() == 0 ? null : tuning.wavesPerEu(),
        slices,
        slices.trails() && !packed,
        attention.rowBytes() % CHUNKS_BYTES != 0,
        attention.headSize() > 256 && attention.hasValueCache(),
        StagedRow.of(attention),
        design.floorRows(),
        IntStream.range(0, LANES_PER_ROW).boxed().toList(),
        bf16Products && boundsLogits(attention),
        literal(bf16Products ? 0 : FP16_MAX_EXPONENT - 2),
        literal(bf16Products ? BF16_MAX_EXPONENT : FP16_MAX_EXPONENT),
        lds.waveBytes(),
        lds.mergeHeads(),
        attention.queryRows() % groups.rows() == 0 && groups.rows() % lds.mergeHeads() == 0,
        laneElements,
        laneElements * waveSize > attention.valueSize(),
        partialsAhead(tuning.reduce(), laneElements, design.mergesAhead()),
        tuning.reduce() == Reduce.LAST_WORKGROUP,
        tuning.numbering() == Numbering.XCD,
        spec.target().xcds());
  }

  /** Partial results of a row that are on their way together while they are merged. */
  private static int partialsAhead(Reduce reduce, int laneElements, boolean mergesAhead) {
    return switch (reduce) {
      case KERNEL -> Math.min(MOST_AHEAD, MERGED_ELEMENTS / laneElements);
      case LAST_WORKGROUP ->
          mergesAhead ? Math.min(MOST_AHEAD, DECODE_MERGED_ELEMENTS / laneElements) : 1;
    };
  }

  /** Whether the soft cap keeps every logit's exponential in range. */
  private static boolean boundsLogits(AttentionSpec attention) {
    return attention.softCap().isPresent()
        && !attention.alibi()
        && attention.kvScales() != KvScales.TOKEN
        && attention.softCap().getAsDouble() / Math.log(2) <= unreferencedExponent(attention);
  }

  /**
   * The bound on logits, lower for numbers of V that may be greater. Scales come after the sums.
   */
  private static double unreferencedExponent(AttentionSpec attention) {
    return switch (attention.kvDtype()) {
      case FP8_E4M3 -> MAX_UNREFERENCED_EXPONENT - 2;
      case FP8_E5M2 -> MAX_UNREFERENCED_EXPONENT - 9;
      default -> MAX_UNREFERENCED_EXPONENT;
    };
  }

  /** Elements of an output row that one lane merges: a power of two, and at least a pair. */
  private static int laneElements(int headSize, int waveSize) {
    int share = Math.max(2, Math.ceilDiv(headSize, waveSize));
    return Integer.highestOneBit(2 * share - 1);
  }

  /** A float's literal in C++. */
  static String literal(double value) {
    return (float) value + "f";
  }
}
