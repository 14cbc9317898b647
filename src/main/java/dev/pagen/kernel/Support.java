package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.Family;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.LoadPath;
import dev.pagen.spec.Tuning.MfmaShape;
import dev.pagen.spec.Tuning.Numbering;
import dev.pagen.spec.UnsupportedSpecException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The rules for what is supported. Nothing is rendered that did not pass them. */
public final class Support {
  /** Head sizes that the kernels are written for. */
  public static final List<Integer> HEAD_SIZES =
      List.of(32, 64, 80, 96, 112, 128, 160, 192, 256, 512);

  /** The most query heads that may share a KV head. */
  public static final int MAX_GQA_RATIO = 128;

  /** The most KV heads of one rank, with which all positions in a page and in a row are ints. */
  public static final int MAX_KV_HEADS = 1024;

  /** The most new tokens of a sequence. */
  public static final int MAX_Q_LEN = 16;

  /** The largest page, in tokens. */
  public static final int MAX_PAGE_SIZE = 1 << 20;

  static final List<DataType> OTHER_OUTPUTS =
      List.of(DataType.FP32, DataType.FP8_E4M3, DataType.FP8_E5M2);

  /** Sixteen lanes, sixteen bytes each. */
  private static final int COPIED_ROW_BYTES = 256;

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
    checkAttention(spec.attention(), refusals);
    checkTuning(spec, refusals);
    return refusals;
  }

  private static void checkAttention(AttentionSpec attention, List<Refusal> refusals) {
    if (attention.latent().isPresent()) {
      LatentSupport.checkAttention(attention, refusals);
    } else if (!HEAD_SIZES.contains(attention.headSize())) {
      refuse(
          refusals,
          "head size " + attention.headSize(),
          "head sizes are " + HEAD_SIZES,
          "the nearest is " + nearest(attention.headSize(), HEAD_SIZES));
    }
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
    } else if (attention.kvDtype() != attention.dtype() && !attention.quantised()) {
      refuse(
          refusals,
          "KV dtype " + attention.kvDtype(),
          "the KV cache has the dtype of the query, or 8 bits",
          "the nearest is " + attention.dtype());
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
    if (attention.latent().isEmpty()) {
      checkPlaces(attention, refusals);
    }
    if (attention.qLen() > MAX_Q_LEN) {
      refuse(
          refusals,
          "q_len " + attention.qLen(),
          "sequences have 1 to %d new tokens".formatted(MAX_Q_LEN),
          "the nearest is " + MAX_Q_LEN);
    }
  }

  private static void checkPlaces(AttentionSpec attention, List<Refusal> refusals) {
    attention.kvStrides().ifPresent(strides -> checkStrides(attention, strides, refusals));
    if (attention.layout() == KvLayout.PACKED) {
      checkPacked(attention, refusals);
    }
  }

  private static void checkPacked(AttentionSpec attention, List<Refusal> refusals) {
    int tokens = attention.packedElements();
    if (attention.pageSize() % tokens != 0 && attention.pageSize() <= MAX_PAGE_SIZE) {
      refuse(
          refusals,
          "page size " + attention.pageSize(),
          "values of the packed layout are read in pieces of %d tokens, which lie on one page"
              .formatted(tokens),
          "the nearest is "
              + Math.max(1, Math.round((double) attention.pageSize() / tokens)) * tokens);
    }
    if (attention.kvStrides().isPresent()) {
      refuse(
          refusals,
          "KV strides " + attention.kvStrides().get(),
          "the packed layout has no rows that strides could lie between",
          "leave them out, or the nearest layout is hnd");
    }
  }

  private static void checkStrides(
      AttentionSpec attention, KvStrides strides, List<Refusal> refusals) {
    KvStrides nearest = strides.multipleOf(Target.WIDEST_LOAD_BYTES / attention.kvDtype().bytes());
    if (!nearest.equals(strides)) {
      refuse(
          refusals,
          "KV strides " + strides,
          "rows are read in pieces of %d bytes, which must be aligned"
              .formatted(Target.WIDEST_LOAD_BYTES),
          "the nearest are " + nearest);
    }
  }

  private static void checkTuning(KernelSpec spec, List<Refusal> refusals) {
    Tuning tuning = spec.tuning();
    if (tuning.numbering() == Numbering.XCD && spec.target().xcds() == 1) {
      refuse(
          refusals,
          "numbering xcd",
          "%s (%s) is one die".formatted(spec.target(), spec.target().product()),
          "the nearest is linear");
    }
    switch (spec.target().family()) {
      case CDNA -> checkCdna(spec, refusals);
      case NVIDIA -> NvidiaTuning.check(spec, refusals);
    }
    checkRoom(spec, refusals);
  }

  private static void checkCdna(KernelSpec spec, List<Refusal> refusals) {
    Tuning tuning = spec.tuning();
    if (tuning.mfma() == MfmaShape.M16N8K16) {
      refuse(
          refusals,
          "mfma " + tuning.mfma(),
          "that is a matrix instruction of NVIDIA's targets",
          "the nearest is " + MfmaShape.M16N16K16);
    }
    if (tuning.mfma() == MfmaShape.M16N16K32) {
      if (spec.target() != Target.GFX950) {
        refuse(
            refusals,
            "mfma " + tuning.mfma(),
            "only gfx950 has this matrix instruction",
            "the nearest is " + MfmaShape.M16N16K16);
      }
      if (tuning.tile() % tuning.mfma().k() != 0) {
        refuse(
            refusals,
            "tile " + tuning.tile(),
            "mfma %s contracts over %d tokens of V".formatted(tuning.mfma(), tuning.mfma().k()),
            "the nearest is tile %d, or mfma %s".formatted(tuning.mfma().k(), MfmaShape.M16N16K16));
      }
    }
    checkSmallNumbers(spec, refusals);
    if (spec.attention().latent().isPresent()) {
      LatentSupport.checkTuning(spec, refusals);
      return;
    }
    checkCopies(spec, refusals);
    checkWidening(spec, refusals);
    if (spec.attention().layout() == KvLayout.PACKED) {
      checkDirect("k-path", tuning.kPath(), refusals);
      checkDirect("v-path", tuning.vPath(), refusals);
    }
    if (tuning.vPath() == LoadPath.LDS && spec.target() != Target.GFX950) {
      refuse(
          refusals,
          "v-path lds",
          spec.target() + " has no LDS reads that transpose",
          "the nearest is direct");
    }
  }

  /** What lies as the matrix instructions want it needs no rearranging. */
  private static void checkDirect(String name, LoadPath path, List<Refusal> refusals) {
    if (path != LoadPath.DIRECT) {
      refuse(
          refusals,
          name + " " + path,
          "the packed layout is in the order of the matrix instructions",
          "the nearest is direct");
    }
  }

  private static void checkWidening(KernelSpec spec, List<Refusal> refusals) {
    AttentionSpec attention = spec.attention();
    LoadPath vPath = spec.tuning().vPath();
    if (attention.quantised() && vPath != LoadPath.DIRECT) {
      refuse(
          refusals,
          "v-path " + vPath,
          "what is read from LDS transposed cannot be widened, and %s is of 8 bits"
              .formatted(attention.kvDtype()),
          "the nearest is direct");
    }
  }

  private static void checkSmallNumbers(KernelSpec spec, List<Refusal> refusals) {
    AttentionSpec attention = spec.attention();
    if (spec.target() == Target.GFX90A
        && attention.kvDtype() == DataType.FP8_E5M2
        && attention.dtype() == DataType.FP16) {
      refuse(
          refusals,
          "KV dtype fp8_e5m2",
          "gfx90a multiplies fp16 below 2^-14 as zero, and fp8_e5m2 goes down to 2^-16",
          "the nearest are dtype bf16, and KV dtype fp8_e4m3");
    }
  }

  private static void checkCopies(KernelSpec spec, List<Refusal> refusals) {
    Tuning tuning = spec.tuning();
    boolean copiesK = tuning.kPath() == LoadPath.COPY;
    boolean copiesV = tuning.vPath() == LoadPath.COPY;
    if (!copiesK && !copiesV) {
      return;
    }
    if (spec.target() != Target.GFX950) {
      refuse(
          refusals,
          copiesK ? "k-path copy" : "v-path copy",
          spec.target() + " has no copies of 16 bytes per lane to LDS",
          copiesK ? "the nearest is lds" : "the nearest is direct");
    } else if (copiesK != copiesV) {
      refuse(
          refusals,
          copiesK ? "v-path " + tuning.vPath() : "k-path " + tuning.kPath(),
          "copies are waited for by number, so K and V travel the same way",
          "the nearest is copy");
    } else if (spec.attention().rowBytes() % COPIED_ROW_BYTES != 0) {
      refuse(
          refusals,
          "k-path copy",
          "copies bring %d bytes of a row each, and these have %d"
              .formatted(COPIED_ROW_BYTES, spec.attention().rowBytes()),
          "the nearest is lds, with v-path direct");
    }
  }

  private static void checkRoom(KernelSpec spec, List<Refusal> refusals) {
    Tuning tuning = spec.tuning();
    Target target = spec.target();
    int ldsBytes = LdsUse.of(spec.attention(), tuning, target.family()).totalBytes();
    if (ldsBytes > target.ldsBytesPerWorkgroup()) {
      refuse(
          refusals,
          target.family() == Family.CDNA || tuning.waves() > 1
              ? "waves " + tuning.waves()
              : "tile %d with buffering %d".formatted(tuning.tile(), tuning.buffering()),
          "head size %d needs %d bytes of LDS, and a workgroup of %s has %d"
              .formatted(
                  spec.attention().headSize(), ldsBytes, target, target.ldsBytesPerWorkgroup()),
          tuning.waves() > 1 ? "the nearest is " + tuning.waves() / 2 : "lower tile or buffering");
    }
    int registers = RegisterEstimate.of(spec);
    int available =
        Math.min(
            target.family().maxRegisters(),
            Target.REGISTERS_PER_LANE / Math.ceilDiv(tuning.waves(), Target.SIMDS_PER_CU));
    if (registers > available) {
      refuse(
          refusals,
          "tile %d with buffering %d".formatted(tuning.tile(), tuning.buffering()),
          "head size %d needs about %d registers per lane, and %d waves leave %d"
              .formatted(spec.attention().headSize(), registers, tuning.waves(), available),
          "lower tile, buffering or waves");
    }
  }

  private static void refuse(List<Refusal> refusals, String field, String reason, String nearest) {
    refusals.add(new Refusal(field, reason, nearest));
  }

  /** The nearest choice; of two that are as near, the larger, which can hold the value. */
  private static int nearest(int value, List<Integer> choices) {
    return choices.stream()
        .min(
            Comparator.<Integer>comparingInt(choice -> Math.abs(choice - value))
                .thenComparing(Comparator.reverseOrder()))
        .orElseThrow();
  }
}
