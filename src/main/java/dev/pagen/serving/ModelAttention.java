package dev.pagen.serving;

import dev.pagen.model.AttentionLayer;
import dev.pagen.model.Reach;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.Selection;

/** From a model's layers to what kernels compute. */
public final class ModelAttention {
  private ModelAttention() {}

  /**
   * A spec with all that a layer says; how it is served (types, pages, layout) is the caller's to
   * add.
   *
   * @param rank the layer, or one rank's part of it: {@link AttentionLayer#shard}
   */
  public static AttentionSpecBuilder of(AttentionLayer rank) {
    AttentionSpecBuilder spec =
        new AttentionSpecBuilder(rank.headSize(), rank.queryHeads(), rank.kvHeads())
            .valueSize(rank.valueSize())
            .scale(rank.scale())
            .sinks(rank.sinks())
            .alibi(rank.alibi());
    rank.latent().ifPresent(spec::latent);
    rank.softCap().ifPresent(spec::softCap);
    switch (rank.reach()) {
      case Reach.Full _ -> {}
      case Reach.Sliding(int tokens) -> spec.window(tokens);
      case Reach.Chunked(int tokens) -> spec.chunk(tokens);
      case Reach.Selected _ -> spec.selection(new Selection.Tokens());
      case Reach.Blocks(int tokens, int _) -> spec.selection(new Selection.Blocks(tokens));
      case Reach.Compressed _ ->
          spec.selection(new Selection.Tokens()).extraPageSize(spec.pageSize());
    }
    return spec;
  }
}
