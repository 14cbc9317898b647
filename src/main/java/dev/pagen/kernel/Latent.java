package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.Refusal;
import java.util.List;

/** What the kernels of latent attention (MLA) have in common on all targets. */
final class Latent {
  /** Elements of a row, in DeepSeek's models and those made after them: a latent and its rope. */
  static final int ROW_SIZE = 576;

  /** The latent's elements of those. */
  static final int VALUE_SIZE = 512;

  private Latent() {}

  /** Rows of elements that are all of one type. */
  static void checkPlain(AttentionSpec attention, List<Refusal> refusals) {
    attention
        .row()
        .format()
        .ifPresent(
            rows ->
                refusals.add(
                    new Refusal(
                        "KV rows " + rows,
                        "rows with scales inside are for CDNA targets, and on sm_90 for matrix"
                            + " instructions 64x64x16",
                        "leave them out for a 16-bit or 8-bit cache")));
    checkPlace(attention, refusals);
  }

  /** Adds that rows have another size than those that {@code reason} names. */
  static void refuseSize(
      AttentionSpec attention,
      String reason,
      int nearestRow,
      int nearestValue,
      List<Refusal> refusals) {
    refusals.add(
        new Refusal(
            "latent %d of head size %d".formatted(attention.valueSize(), attention.headSize()),
            reason,
            "the nearest is latent %d of head size %d".formatted(nearestValue, nearestRow)));
  }

  /** What goes with rows of a format, on targets that have them. */
  static void checkFormat(AttentionSpec attention, List<Refusal> refusals) {
    if (attention.row().format().isEmpty()) {
      return;
    }
    String rows = "KV rows " + attention.row().format().get();
    if (attention.dtype() != DataType.BF16) {
      refusals.add(
          new Refusal(
              rows + " with queries of " + attention.dtype(),
              "a part of the row is bf16, and is multiplied as such",
              "the nearest is bf16"));
    }
    if (attention.kvHeads() > 1) {
      refusals.add(
          new Refusal(
              rows + " of %d KV heads".formatted(attention.kvHeads()),
              "all query heads share one row",
              "the nearest is 1 KV head"));
    }
    if (attention.kvScales() != KvScales.NONE) {
      refusals.add(
          new Refusal(
              rows + " with KV scales per " + attention.kvScales(),
              "they have scales of their own",
              "the nearest is none"));
    }
  }

  /** Where rows lie, whatever their size. */
  static void checkPlace(AttentionSpec attention, List<Refusal> refusals) {
    if (attention.kvStrides().isPresent()) {
      refusals.add(
          new Refusal(
              "KV strides " + attention.kvStrides().get(),
              "latents lie as the layout says",
              "leave them out"));
    }
    if (attention.layout() == KvLayout.PACKED) {
      refusals.add(
          new Refusal("layout packed", "latents are in layouts nhd and hnd", "the nearest is nhd"));
    }
  }
}
