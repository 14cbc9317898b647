package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.LoadPath;
import dev.pagen.spec.Tuning.MfmaShape;
import dev.pagen.spec.Tuning.Reduce;
import dev.pagen.spec.TuningParameter;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Attention over keys and values on CDNA targets. Tiles of K and V wait in a wave's registers, or
 * in a ring in LDS.
 */
public record CdnaDecode(AttentionSpec attention, Target target) implements KernelDesign {
  private static final int WAVES = 4;

  /** Sixteen lanes, sixteen bytes each. */
  private static final int COPIED_ROW_BYTES = 256;

  private static final int STAGED_TOKENS = 16;

  /** The page of each lane's token. */
  private static final int COPIED_PAGES_BYTES = 64 * Integer.BYTES;

  /** Beyond staging a wave takes no more than this: 4 waves then leave room for 3 workgroups. */
  private static final int HAND_OVER_BYTES = 5 * 1024;

  /** Addresses, indices, probabilities and what the compiler keeps besides. */
  private static final int OTHER_REGISTERS = 48;

  /**
   * Where values have rows of their own: offsets of a lane's and of four others', and addresses.
   */
  private static final int VALUE_ROWS = 18;

  /** Scales of tokens, those that are on their way, and what is made of them for a subtile. */
  private static final int TOKEN_SCALES = 16;

  /** What widening works with, and what it leaves no room for where there are these too. */
  private static final int WIDENING = 10;

  private static final int WIDENING_BESIDE_SLOPES = 8;
  private static final int WIDENING_BESIDE_START = 4;
  private static final int WIDENING_BESIDE_STARTS_THAT_DIFFER = 18;
  private static final int WIDENING_BESIDE_GROUPS = 4;
  private static final int WIDENING_PACKED = 8;

  /** What rows of 8 bits take, however short, where values have rows of their own. */
  private static final int LEAST_OF_WIDENED_VALUE_ROWS = 132;

  /** What each slice of a row after the first takes besides. */
  private static final int SLICE = 16;

  /** What the four lanes of a query head's column take from its row at a time: 4 registers each. */
  private static final int CHUNKS_BYTES = 64;

  @Override
  public String template() {
    return "cdna/decode";
  }

  @Override
  public void checkRows(List<Refusal> refusals) {
    Decode.checkRows(attention, refusals);
  }

  @Override
  public void checkLayout(List<Refusal> refusals) {
    Decode.checkLayout(attention, refusals);
  }

  @Override
  public void check(Tuning tuning, List<Refusal> refusals) {
    Cdna.check(attention, target, tuning, refusals);
    checkWidening(tuning, refusals);
    if (attention.layout() == KvLayout.PACKED) {
      checkDirect("k-path", tuning.kPath(), refusals);
      checkDirect("v-path", tuning.vPath(), refusals);
    } else {
      checkCopies(tuning, refusals);
    }
    if (tuning.vPath() == LoadPath.LDS && target != Target.GFX950) {
      refusals.add(
          new Refusal(
              "v-path lds", target + " has no LDS reads that transpose", "the nearest is direct"));
    }
  }

  /** What lies as the matrix instructions want it needs no rearranging. */
  private static void checkDirect(String name, LoadPath path, List<Refusal> refusals) {
    if (path != LoadPath.DIRECT) {
      refusals.add(
          new Refusal(
              name + " " + path,
              "the packed layout is in the order of the matrix instructions",
              "the nearest is direct"));
    }
  }

  private void checkWidening(Tuning tuning, List<Refusal> refusals) {
    if (attention.quantisedValues() && tuning.vPath() != LoadPath.DIRECT) {
      refusals.add(
          new Refusal(
              "v-path " + tuning.vPath(),
              "what is read from LDS transposed cannot be widened, and %s is of 8 bits"
                  .formatted(attention.valueDtype()),
              "the nearest is direct"));
    }
  }

  private void checkCopies(Tuning tuning, List<Refusal> refusals) {
    boolean copiesK = tuning.kPath() == LoadPath.COPY;
    boolean copiesV = tuning.vPath() == LoadPath.COPY;
    if (!copiesK && !copiesV) {
      return;
    }
    if (target != Target.GFX950) {
      refusals.add(
          new Refusal(
              copiesK ? "k-path copy" : "v-path copy",
              target + " has no copies of 16 bytes per lane to LDS",
              copiesK ? "the nearest is lds" : "the nearest is direct"));
    } else if (attention.quantisedValues()) {
      if (copiesK) {
        refusals.add(
            new Refusal(
                "k-path copy",
                "copies are waited for by number, so K and V travel the same way, and values of 8"
                    + " bits are not copied",
                "the nearest is lds"));
      }
    } else if (attention.blockSize().isPresent()) {
      refusals.add(
          notCopied(
              copiesK,
              "with selected blocks a page is looked up twice, and no load is waited for there"));
    } else if (shortRow().isPresent()) {
      refusals.add(
          notCopied(
              copiesK,
              "copies bring %d bytes of a row each, and these have %d"
                  .formatted(COPIED_ROW_BYTES, shortRow().getAsInt())));
    } else if (copiesK != copiesV) {
      refusals.add(
          new Refusal(
              copiesK ? "v-path " + tuning.vPath() : "k-path " + tuning.kPath(),
              "copies are waited for by number, so K and V travel the same way",
              "the nearest is copy"));
    }
  }

  private OptionalInt shortRow() {
    return IntStream.of(attention.rowBytes(), attention.valueRowBytes())
        .filter(bytes -> bytes % COPIED_ROW_BYTES != 0)
        .findFirst();
  }

  private static Refusal notCopied(boolean copiesK, String reason) {
    return copiesK
        ? new Refusal("k-path copy", reason, "the nearest is lds, with v-path direct")
        : new Refusal("v-path copy", reason, "the nearest is direct");
  }

  /**
   * Two tiles in registers, so that one is always on its way, with tiles small enough for at least
   * two waves per SIMD.
   */
  @Override
  public Tuning defaultTuning() {
    int rowBytes = Decode.longerSize(attention) * attention.dtype().bytes(); // as multiplied
    boolean longRows = rowBytes > 256;
    boolean wide = target == Target.GFX950 && !longRows;
    // Rows of 512 bytes leave no register for a slope, or for starts that differ, unless K needs
    // no staging. Nor do they for more than one partial result at a time: another kernel merges.
    boolean starts = attention.lookback().most().isPresent() && attention.countsTokens();
    boolean fullRegisters = (attention.alibi() || starts) && longRows;
    boolean packed = attention.layout() == KvLayout.PACKED;
    return withWavesPerEu(
        Tuning.PLAIN
            .withBuffering(rowBytes <= 512 ? 2 : 1)
            .withWaves(WAVES)
            .withTile(wide ? 32 : 16)
            .withKPath(fullRegisters || packed ? LoadPath.DIRECT : LoadPath.LDS)
            .withMfma(wide ? MfmaShape.M16N16K32 : MfmaShape.M16N16K16)
            .withReduce(longRows ? Reduce.KERNEL : Reduce.LAST_WORKGROUP));
  }

  @Override
  public Tuning settle(Tuning tuning, Set<TuningParameter> fixed) {
    return Cdna.settle(tuning, fixed);
  }

  @Override
  public Tuning withWavesPerEu(Tuning tuning) {
    return Cdna.withWavesPerEu(tuning, target, lds(tuning), registers(tuning));
  }

  @Override
  public List<Saving> savings() {
    return List.of(Saving.MERGING, Saving.TILE, Saving.BUFFERING, Saving.WAVES, Saving.K_PATH);
  }

  @Override
  public HeadGroups headGroups() {
    return Decode.headGroups(attention);
  }

  @Override
  public int tokensPerBlock(Tuning tuning) {
    return tuning.waves() * spansPerBlock(tuning) * Cdna.WAVE_SIZE;
  }

  /**
   * Runs of one token per lane that a wave takes in one iteration of the main loop: enough for
   * every tile in the buffers to be its own; where they are a ring in LDS, the iteration begins
   * where the ring does.
   */
  public static int spansPerBlock(Tuning tuning) {
    int spans = Math.ceilDiv(tuning.buffering() * tuning.tile(), Cdna.WAVE_SIZE);
    while (tuning.kPath() == LoadPath.COPY
        && spans * Cdna.WAVE_SIZE / tuning.tile() % tuning.buffering() != 0) {
      spans++;
    }
    return spans;
  }

  @Override
  public LdsUse lds(Tuning tuning) {
    int outputBytes = Decode.outputBytes(attention);
    int staging = stagingBytes(tuning);
    int room = Math.max(staging, HAND_OVER_BYTES);
    int groupRows = headGroups().rows();
    int rounds = Math.ceilDiv(groupRows * outputBytes, room - Decode.STATISTICS_BYTES);
    int rows = Math.ceilDiv(groupRows, rounds);
    int waveBytes = Decode.align(Math.max(staging, rows * outputBytes + Decode.STATISTICS_BYTES));
    return new LdsUse(waveBytes, rows, tuning.waves() * waveBytes, 0);
  }

  private int stagingBytes(Tuning tuning) {
    if (tuning.kPath() == LoadPath.COPY) {
      int ring = tuning.buffering() * tuning.tile() * attention.tokenBytes();
      return ring + spansPerBlock(tuning) * COPIED_PAGES_BYTES;
    }
    int key = tuning.kPath() == LoadPath.LDS ? RowSlices.ofKeys(attention).stagedBytes() : 0;
    int value = tuning.vPath() == LoadPath.LDS ? RowSlices.ofValues(attention).stagedBytes() : 0;
    return STAGED_TOKENS * Math.max(key, value);
  }

  @Override
  public int registers(Tuning tuning) {
    RowSlices keys = RowSlices.ofKeys(attention);
    RowSlices values = RowSlices.ofValues(attention);
    int elements = values.loadedBytes() / attention.valueDtype().bytes();
    int rowBytes = elements * attention.dtype().bytes();
    int loadedBytes = keys.loadedBytes() + values.loadedBytes();
    int tileRegisters = tuning.tile() * loadedBytes / Cdna.REGISTER_BYTES;
    int widened = attention.dtype().bytes() / attention.kvDtype().bytes();
    int queryRegisters = Math.ceilDiv(attention.rowBytes(), CHUNKS_BYTES) * 4 * widened;
    int outputRegisters = 16 * elements * 4 / Cdna.REGISTER_BYTES;
    int transposedRegisters = tuning.mfma().k() * rowBytes / Cdna.REGISTER_BYTES;
    boolean copied = tuning.kPath() == LoadPath.COPY;
    boolean valueRows = !attention.sharesOffsets();
    int least = valueRows && attention.quantised() ? LEAST_OF_WIDENED_VALUE_ROWS : 0;
    int registers =
        (copied ? 0 : tuning.buffering() * tileRegisters)
            + queryRegisters
            + outputRegisters
            + transposedRegisters
            + (valueRows ? VALUE_ROWS : 0)
            + (Math.max(keys.count(), values.count()) - 1) * SLICE
            + (attention.kvScales() == KvScales.TOKEN ? TOKEN_SCALES : 0)
            + (attention.quantised() ? widening() : 0)
            + OTHER_REGISTERS;
    return Math.max(least, registers);
  }

  private int widening() {
    return WIDENING
        + (attention.alibi() ? WIDENING_BESIDE_SLOPES : 0)
        + (attention.lookback().most().isEmpty()
            ? 0
            : attention.countsTokens() ? WIDENING_BESIDE_STARTS_THAT_DIFFER : WIDENING_BESIDE_START)
        + (headGroups().count() > 1 ? WIDENING_BESIDE_GROUPS : 0)
        + (attention.layout() == KvLayout.PACKED ? WIDENING_PACKED : 0);
  }

  @Override
  public OptionalLong copiedBytes(Tuning tuning) {
    return OptionalLong.empty();
  }

  @Override
  public FloorRows floorRows() {
    return FloorRows.of(attention, Cdna.WAVE_SIZE);
  }

  @Override
  public LaunchCosts launchCosts(Reduce reduce) {
    return Cdna.LAUNCH_COSTS;
  }

  @Override
  public boolean narrowsQueries() {
    return false;
  }

  @Override
  public boolean mergesAhead() {
    return Cdna.mergesAhead(attention);
  }

  @Override
  public boolean loadsForNone() {
    return true;
  }
}
