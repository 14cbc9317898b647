package dev.pagen.spec;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One kernel: what it computes, how, and for which GPU. One kernel spec is one rendered source and
 * one code object. It need not be one that a kernel is written for: what renders or builds it
 * checks that.
 */
public record KernelSpec(AttentionSpec attention, Tuning tuning, Target target) {
  public KernelSpec {
    requireNonNull(attention, "attention");
    requireNonNull(tuning, "tuning");
    requireNonNull(target, "target");
  }

  /**
   * A readable name without the key, such as {@code decode-bf16-h128-gqa6-p1-nhd-gfx950}. A KV
   * dtype that is not the query's, and what not every layer has, is named too.
   */
  public String name() {
    StringBuilder name = new StringBuilder("decode-").append(attention.dtype());
    Optional<RowFormat> rows = attention.row().format();
    if (rows.isPresent() || attention.kvDtype() != attention.dtype()) {
      name.append("-kv-").append(rows.map(RowFormat::name).orElse(attention.kvDtype().toString()));
    }
    if (attention.typesDiffer()) {
      name.append("-v-").append(attention.valueDtype());
    }
    if (attention.outDtype() != attention.dtype()) {
      name.append("-out-").append(attention.outDtype());
    }
    name.append(
        "-h%s%s-gqa%s-p%s-%s"
            .formatted(
                attention.headSize(),
                valueSize(),
                attention.gqaRatio(),
                attention.pageSize(),
                attention.layout()));
    if (attention.qLen() > 1) {
      name.append("-q").append(attention.qLen());
    }
    if (attention.queryLens() == QueryLens.RAGGED) {
      name.append("-ragged");
    }
    attention.window().ifPresent(window -> name.append("-w").append(window));
    attention.chunk().ifPresent(chunk -> name.append("-c").append(chunk));
    if (attention.sinks()) {
      name.append("-sinks");
    }
    if (attention.alibi()) {
      name.append("-alibi");
    }
    if (attention.lse() != LogSumExp.NONE) {
      name.append("-lse");
    }
    if (attention.pageTable() == PageTableFormat.BLOCK_TABLE) {
      name.append("-bt");
    }
    if (attention.selection().chooses()) {
      name.append("-").append(attention.selection().toString().replace("=", ""));
    }
    attention.extraPageSize().ifPresent(size -> name.append("-extra").append(size));
    return name.append('-').append(target).toString();
  }

  private String valueSize() {
    if (!attention.hasValueCache()) {
      return "-mla" + attention.valueSize();
    }
    return attention.row().sizesDiffer() ? "v" + attention.valueSize() : "";
  }
}
