package dev.pagen.render;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.LogSumExp;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.Tuning.Schedule;

/** A spec in one line of words, for the head of a source file; names every component. */
public final class SpecText {
  private SpecText() {}

  /** What is computed. */
  public static String of(AttentionSpec attention) {
    StringBuilder text =
        new StringBuilder(
            "%s, %s, head size %s, %s, %s output, %s, page size %s, %s, q_len %s, scale %s"
                .formatted(
                    count(attention.queryHeads(), "query head"),
                    count(attention.kvHeads(), "KV head"),
                    attention.headSize(),
                    attention.dtype(),
                    attention.outDtype(),
                    caches(attention),
                    attention.pageSize(),
                    attention.layout(),
                    attention.qLen(),
                    attention.scale()));
    if (attention.kvScales() != KvScales.NONE) {
      text.append(", KV scales per ").append(attention.kvScales());
    }
    attention.kvStrides().ifPresent(strides -> text.append(", KV strides ").append(strides));
    if (attention.queryLens() == QueryLens.RAGGED) {
      text.append(", ragged queries");
    }
    if (attention.pageTable() == PageTableFormat.BLOCK_TABLE) {
      text.append(", block table");
    }
    attention.latent().ifPresent(latent -> text.append(", latent ").append(latent));
    attention.row().format().ifPresent(rows -> text.append(", rows ").append(rows));
    if (attention.row().sizesDiffer()) {
      text.append(", value size ").append(attention.valueSize());
    }
    attention.softCap().ifPresent(cap -> text.append(", soft cap ").append(cap));
    attention.window().ifPresent(window -> text.append(", window ").append(window));
    attention.chunk().ifPresent(chunk -> text.append(", chunk ").append(chunk));
    if (attention.sinks()) {
      text.append(", sinks");
    }
    if (attention.alibi()) {
      text.append(", alibi");
    }
    if (attention.lse() != LogSumExp.NONE) {
      text.append(", ").append(attention.lse()).append(" lse");
    }
    if (attention.selection().chooses()) {
      text.append(", selected ").append(attention.selection());
    }
    attention
        .extraPageSize()
        .ifPresent(
            size -> text.append(", of a second pool of page size ").append(size).append(" too"));
    return text.toString();
  }

  private static String caches(AttentionSpec attention) {
    return attention.typesDiffer()
        ? "%s key cache, %s value cache".formatted(attention.kvDtype(), attention.valueDtype())
        : attention.kvDtype() + " KV cache";
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /**
   * Without the partition, which is no part of the source; the schedule only where it is a list.
   */
  public static String of(Tuning tuning) {
    return "buffering %s, waves %s, tile %s, k-path %s, v-path %s, %s loads, mfma %s%s, reduce %s, numbering %s%s"
        .formatted(
            tuning.buffering(),
            tuning.waves(),
            tuning.tile(),
            tuning.kPath(),
            tuning.vPath(),
            tuning.nonTemporal() ? "non-temporal" : "temporal",
            tuning.mfma(),
            tuning.wavesPerEu() == 0 ? "" : ", waves-per-eu " + tuning.wavesPerEu(),
            tuning.reduce(),
            tuning.numbering(),
            tuning.schedule() == Schedule.GRID ? "" : ", schedule " + tuning.schedule());
  }
}
