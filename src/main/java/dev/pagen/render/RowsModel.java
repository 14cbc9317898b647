package dev.pagen.render;

import dev.pagen.kernel.HeadGroups;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.QueryLens;
import org.jspecify.annotations.Nullable;

/**
 * The query rows of a KV head: its query heads, for each query token.
 *
 * @param valueSize elements of a row of the value cache and of the output; null where there are as
 *     many as in a key's, or no value cache
 * @param qLen most query tokens of a sequence; null where all have one
 * @param ragged whether sequences have different numbers of them
 * @param groups workgroups that share out the rows; null for one
 * @param groupRows rows of a group
 * @param waves waves of a workgroup that share tiles, each with rows of its own; null where each
 *     has tiles of its own
 * @param waveRows rows of each of them
 * @param groupsEvenly whether the last group has as many
 * @param oneLatent whether there is one KV head, of latents, and several groups
 */
record RowsModel(
    int headSize,
    @Nullable Integer valueSize,
    int gqaRatio,
    @Nullable Integer qLen,
    boolean ragged,
    @Nullable Integer groups,
    int groupRows,
    @Nullable Integer waves,
    int waveRows,
    boolean groupsEvenly,
    int kvHeads,
    boolean oneLatent) {
  static RowsModel of(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    boolean ragged = attention.queryLens() == QueryLens.RAGGED;
    HeadGroups groups = KernelDesign.of(spec).headGroups();
    return new RowsModel(
        attention.headSize(),
        attention.rowsDiffer() ? attention.valueSize() : null,
        attention.gqaRatio(),
        attention.countsTokens() ? attention.qLen() : null,
        ragged,
        groups.count() == 1 ? null : groups.count(),
        groups.rows(),
        groups.waves() == 1 ? null : groups.waves(),
        groups.waveRows(),
        !ragged && attention.queryRows() % groups.rows() == 0,
        attention.kvHeads(),
        !attention.hasValueCache() && attention.kvHeads() == 1 && groups.count() > 1);
  }

  /**
   * The templates for rings of tiles: {@code lone} where each wave has one, {@code shared} where
   * several share one, each with query rows of its own; NVIDIA's kernels ask.
   */
  TemplateNames ring() {
    return new TemplateNames(waves == null ? "lone" : "shared");
  }

  /**
   * The templates of what is the {@code same} for keys and values that are equally long, and {@code
   * apart} for others; CDNA's kernels ask.
   */
  TemplateNames sizes() {
    return new TemplateNames(valueSize == null ? "same" : "apart");
  }
}
