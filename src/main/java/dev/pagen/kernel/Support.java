package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.Numbering;
import dev.pagen.spec.Tuning.Reduce;
import dev.pagen.spec.UnsupportedSpecException;
import java.util.ArrayList;
import java.util.List;

/** The rules for what is supported. Nothing is rendered that did not pass them. */
public final class Support {
  /** Head sizes that the kernels are written for. */
  public static final List<Integer> HEAD_SIZES = Decode.HEAD_SIZES;

  /** The most query heads that may share a KV head. */
  public static final int MAX_GQA_RATIO = 128;

  /** The most KV heads of one rank, with which all positions in a page and in a row are ints. */
  public static final int MAX_KV_HEADS = 1024;

  /** The most new tokens of a sequence. */
  public static final int MAX_Q_LEN = 16;

  /** The largest page, in tokens. */
  public static final int MAX_PAGE_SIZE = Decode.MAX_PAGE_SIZE;

  static final List<DataType> OTHER_OUTPUTS =
      List.of(DataType.FP32, DataType.FP8_E4M3, DataType.FP8_E5M2);

  private Support() {}

  /**
   * Returns for supported specs.
   *
   * @throws UnsupportedSpecException naming every reason, where there is one
   */
  public static void check(KernelSpec spec) {
    List<Refusal> refusals = refusals(spec);
    if (!refusals.isEmpty()) {
      throw new UnsupportedSpecException(spec.name(), refusals);
    }
  }

  /** Every reason why {@code spec} is not supported; empty if it is. */
  public static List<Refusal> refusals(KernelSpec spec) {
    List<Refusal> refusals = new ArrayList<>();
    KernelDesign design = KernelDesign.of(spec);
    checkAttention(design, refusals);
    checkTuning(design, spec.tuning(), refusals);
    return refusals;
  }

  private static void checkAttention(KernelDesign design, List<Refusal> refusals) {
    AttentionSpec attention = design.attention();
    design.checkRows(refusals);
    if (attention.gqaRatio() > MAX_GQA_RATIO) {
      refuse(
          refusals,
          "GQA ratio " + attention.gqaRatio(),
          "GQA ratios are 1 to " + MAX_GQA_RATIO,
          "the nearest is %d, such as %d query heads for %d KV heads"
              .formatted(MAX_GQA_RATIO, MAX_GQA_RATIO * attention.kvHeads(), attention.kvHeads()));
    }
    if (attention.kvHeads() > MAX_KV_HEADS) {
      refuse(
          refusals,
          "KV heads " + attention.kvHeads(),
          "a rank has 1 to %d KV heads".formatted(MAX_KV_HEADS),
          "the nearest is " + MAX_KV_HEADS);
    }
    if (attention.dtype() != DataType.BF16 && attention.dtype() != DataType.FP16) {
      refuse(
          refusals,
          "dtype " + attention.dtype(),
          "queries are fp16 or bf16",
          "the nearest is bf16");
    } else {
      checkCaches(attention, refusals);
    }
    if (attention.outDtype() != attention.dtype()
        && !OTHER_OUTPUTS.contains(attention.outDtype())) {
      refuse(
          refusals,
          "output dtype " + attention.outDtype(),
          "outputs have the dtype of the query, or one of " + OTHER_OUTPUTS,
          "the nearest is " + attention.dtype());
    }
    if (attention.kvScales() != KvScales.NONE && !attention.quantised()) {
      refuse(
          refusals,
          "KV scales per " + attention.kvScales(),
          "16-bit caches have no scales",
          "the nearest is none");
    }
    if (attention.pageSize() > MAX_PAGE_SIZE) {
      refuse(
          refusals,
          "page size " + attention.pageSize(),
          "pages have up to %d tokens".formatted(MAX_PAGE_SIZE),
          "the nearest is " + MAX_PAGE_SIZE);
    }
    design.checkLayout(refusals);
    if (attention.selects()) {
      checkSelection(attention, refusals);
    }
    if (attention.hasExtraPool()) {
      checkExtraPool(attention, refusals);
    }
    if (attention.qLen() > MAX_Q_LEN) {
      refuse(
          refusals,
          "q_len " + attention.qLen(),
          "sequences have 1 to %d new tokens".formatted(MAX_Q_LEN),
          "the nearest is " + MAX_Q_LEN);
    }
  }

  /** Elements are those of the query, or have 8 bits, and there is one way to widen these. */
  private static void checkCaches(AttentionSpec attention, List<Refusal> refusals) {
    String has = " has the dtype of the query, or 8 bits";
    String nearest = "the nearest is " + attention.dtype();
    if (attention.kvDtype() != attention.dtype() && !attention.quantisedKeys()) {
      String cache = attention.typesDiffer() ? "the key cache" : "the KV cache";
      refuse(refusals, "KV dtype " + attention.kvDtype(), cache + has, nearest);
    }
    if (attention.valueDtype() == attention.kvDtype()) {
      return;
    }
    String values = "value dtype " + attention.valueDtype();
    if (!attention.hasValueCache()) {
      refuse(
          refusals,
          values,
          "the value of a latent is a part of its key",
          "the nearest is that of the key, " + attention.kvDtype());
    } else if (attention.valueDtype() != attention.dtype() && !attention.quantisedValues()) {
      refuse(refusals, values, "the value cache" + has, nearest);
    } else if (attention.quantisedKeys() && attention.quantisedValues()) {
      refuse(
          refusals,
          values,
          "where keys and values have 8 bits both, they are of one type",
          "the nearest are that of the keys, %s, and that of the query, %s"
              .formatted(attention.kvDtype(), attention.dtype()));
    }
  }

  /** What does not go with lists of chosen tokens or blocks. */
  private static void checkSelection(AttentionSpec attention, List<Refusal> refusals) {
    String selected = "selected " + (attention.selectsTokens() ? "tokens" : "blocks");
    if (attention.countsTokens()) {
      refuse(
          refusals,
          attention.qLen() > 1 ? "q_len " + attention.qLen() : "ragged queries",
          "with %s each query has a list of its own".formatted(selected),
          "the nearest is q_len 1, with a sequence for each query");
    }
    if (attention.alibi()) {
      refuse(
          refusals,
          "ALiBi with " + selected,
          "their kernels count places in a list, and no positions",
          "the nearest is no ALiBi");
    }
    if (attention.layout() == KvLayout.PACKED) {
      refuse(
          refusals,
          "layout packed with " + selected,
          "it has the values of neighbouring tokens side by side",
          "the nearest is nhd");
    }
    if (attention.selectsTokens()) {
      checkTokens(attention, refusals);
    } else {
      checkBlocks(attention, attention.blockSize().getAsInt(), refusals);
    }
  }

  /** What there is not of tokens whose positions are not known. */
  private static void checkTokens(AttentionSpec attention, List<Refusal> refusals) {
    String positions = "selected tokens have no positions";
    attention
        .window()
        .ifPresent(w -> refuse(refusals, "window " + w, positions, "the nearest is no window"));
    attention
        .chunk()
        .ifPresent(c -> refuse(refusals, "chunk " + c, positions, "the nearest is no chunk"));
    if (attention.pageTable() == PageTableFormat.BLOCK_TABLE) {
      refuse(
          refusals,
          "block table with selected tokens",
          "their lists stand for the page table",
          "the nearest is to leave it out");
    }
  }

  /** Pools differ in their pages alone, and a row of either is one piece. */
  private static void checkExtraPool(AttentionSpec attention, List<Refusal> refusals) {
    String nearest = "the nearest is one pool";
    if (!attention.selectsTokens()) {
      refuse(
          refusals,
          "a second pool without selected tokens",
          "a query has a list for each of two pools",
          "select tokens, or leave it out");
    }
    if (attention.hasValueCache()) {
      refuse(
          refusals,
          "a second pool of keys and values",
          "two pools are written for latents (MLA), whose rows are both",
          nearest);
    }
    if (attention.kvScales() == KvScales.TOKEN) {
      refuse(
          refusals,
          "a second pool with KV scales per token",
          "scales beside a cache are those of one pool",
          nearest + ", or rows with scales inside");
    }
    if (attention.layout() == KvLayout.HND && attention.kvHeads() > 1) {
      refuse(
          refusals,
          "a second pool in layout hnd with %d KV heads".formatted(attention.kvHeads()),
          "their rows would be as far apart as pages are long",
          "the nearest is nhd");
    }
    int extra = attention.extraPageSize().orElseThrow();
    if (extra > MAX_PAGE_SIZE) {
      refuse(
          refusals,
          "extra page size " + extra,
          "pages have up to %d tokens".formatted(MAX_PAGE_SIZE),
          "the nearest is " + MAX_PAGE_SIZE);
    }
  }

  private static void checkBlocks(AttentionSpec attention, int size, List<Refusal> refusals) {
    if (size > MAX_PAGE_SIZE) {
      refuse(
          refusals,
          "selected blocks of %d tokens".formatted(size),
          "blocks have up to %d tokens".formatted(MAX_PAGE_SIZE),
          "the nearest is " + MAX_PAGE_SIZE);
    }
    if (!attention.hasValueCache()) {
      refuse(
          refusals,
          "MLA with selected blocks",
          "latents are selected token by token",
          "the nearest is selected tokens");
    }
  }

  private static void checkTuning(KernelDesign design, Tuning tuning, List<Refusal> refusals) {
    Target target = design.target();
    if (tuning.numbering() == Numbering.XCD && target.xcds() == 1) {
      refuse(
          refusals,
          "numbering xcd",
          "%s (%s) is one die".formatted(target, target.product()),
          "the nearest is linear");
    }
    if (tuning.reduce() == Reduce.ALL_WORKGROUPS && !design.mergesTogether(tuning)) {
      refuse(
          refusals,
          "reduce " + tuning.reduce(),
          "all workgroups merge on NVIDIA targets, latents or rows of up to 256 elements",
          "the nearest is " + Reduce.LAST_WORKGROUP);
    }
    design.check(tuning, refusals);
    checkLds(design, tuning, refusals);
    checkRegisters(design, tuning, refusals);
  }

  private static void checkLds(KernelDesign design, Tuning tuning, List<Refusal> refusals) {
    int bytes = design.lds(tuning).totalBytes();
    int available = design.target().ldsBytesPerWorkgroup();
    if (bytes > available) {
      boolean fewer = fewerWavesTakeLess(design, tuning, bytes);
      refuse(
          refusals,
          fewer
              ? "waves " + tuning.waves()
              : "tile %d with buffering %d".formatted(tuning.tile(), tuning.buffering()),
          "head size %d needs %d bytes of LDS, and a workgroup of %s has %d"
              .formatted(design.attention().headSize(), bytes, design.target(), available),
          fewer ? "the nearest is " + tuning.waves() / 2 : "lower tile or buffering");
    }
  }

  private static boolean fewerWavesTakeLess(KernelDesign design, Tuning tuning, int bytes) {
    if (tuning.waves() == 1) {
      return false;
    }
    Tuning fewer = tuning.withWaves(tuning.waves() / 2);
    List<Refusal> refusals = new ArrayList<>();
    design.check(fewer, refusals);
    return refusals.stream().noneMatch(refusal -> refusal.field().startsWith("waves "))
        && design.lds(fewer).totalBytes() < bytes;
  }

  private static void checkRegisters(KernelDesign design, Tuning tuning, List<Refusal> refusals) {
    int registers = design.registers(tuning);
    int available =
        Math.min(
            design.target().family().maxRegisters(),
            Target.REGISTERS_PER_LANE / Math.ceilDiv(tuning.waves(), Target.SIMDS_PER_CU));
    if (registers > available) {
      refuse(
          refusals,
          "tile %d with buffering %d".formatted(tuning.tile(), tuning.buffering()),
          "head size %d needs about %d registers per lane, and %d waves leave %d"
              .formatted(design.attention().headSize(), registers, tuning.waves(), available),
          "lower tile, buffering or waves");
    }
  }

  private static void refuse(List<Refusal> refusals, String field, String reason, String nearest) {
    refusals.add(new Refusal(field, reason, nearest));
  }
}
