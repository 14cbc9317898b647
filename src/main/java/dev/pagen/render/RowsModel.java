package dev.pagen.render;

import dev.pagen.kernel.HeadGroups;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import org.jspecify.annotations.Nullable;

/**
 * The query rows of a KV head: its query heads, for each query token.
 *
 * @param qLen query tokens of a sequence; null for one
 * @param groups workgroups that share out the rows; null for one
 * @param groupRows rows of a group
 * @param groupsEvenly whether the last group has as many
 * @param oneLatent whether there is one KV head, of latents, and several groups
 */
record RowsModel(
    int headSize,
    int gqaRatio,
    @Nullable Integer qLen,
    @Nullable Integer groups,
    int groupRows,
    boolean groupsEvenly,
    int kvHeads,
    boolean oneLatent) {
  static RowsModel of(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    HeadGroups groups = KernelDesign.of(spec).headGroups();
    return new RowsModel(
        attention.headSize(),
        attention.gqaRatio(),
        attention.qLen() == 1 ? null : attention.qLen(),
        groups.count() == 1 ? null : groups.count(),
        groups.rows(),
        attention.queryRows() % groups.rows() == 0,
        attention.kvHeads(),
        !attention.hasValueCache() && attention.kvHeads() == 1 && groups.count() > 1);
  }
}
