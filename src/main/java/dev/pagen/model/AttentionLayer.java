package dev.pagen.model;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One kind of attention layer of a model, or the part of it that one tensor-parallel rank computes.
 *
 * @param reach which tokens a query sees
 * @param layers the numbers of the model's layers that are of this kind, from 0; at least one.
 *     Where a block of the model has two attention layers, they are counted one by one
 * @param headSize elements of one head of queries and keys
 * @param valueSize elements of one head of values
 * @param latent elements of a key, from its first, that are its value too, where the attention is
 *     on latents
 * @param queryHeads query heads, a multiple of {@code kvHeads}
 * @param kvHeads heads of the KV cache
 * @param scale what the dot product of query and key is multiplied by before cap and softmax
 * @param softCap the cap {@code c} of {@code c * tanh(score / c)}, where the model has one
 * @param sinks whether each query head has a learned sink logit that joins the softmax's sum
 *     (gpt-oss)
 * @param alibi whether a bias linear in the distance is added to the scores
 */
public record AttentionLayer(
    Reach reach,
    List<Integer> layers,
    int headSize,
    int valueSize,
    OptionalInt latent,
    int queryHeads,
    int kvHeads,
    double scale,
    OptionalDouble softCap,
    boolean sinks,
    boolean alibi) {
  public AttentionLayer {
    layers = List.copyOf(layers);
  }

  /** {@code full}, {@code sliding} or {@code chunked}. */
  public String kind() {
    return reach.kind();
  }

  /** The window in tokens, the query's own among them, where the layer has a sliding one. */
  public OptionalInt slidingWindow() {
    return reach instanceof Reach.Sliding(int tokens)
        ? OptionalInt.of(tokens)
        : OptionalInt.empty();
  }

  /** Query heads that share one KV head. */
  public int gqaRatio() {
    return queryHeads / kvHeads;
  }

  /**
   * What one of {@code tp} ranks computes: an equal share of the query heads, with the KV heads
   * that belong to them. Where there are more ranks than KV heads, each KV head is held by several
   * ranks.
   *
   * @param tp tensor-parallel degree; must divide the query heads, and divide the KV heads or be a
   *     multiple of them
   * @throws ModelException if the heads cannot be shared out so; names the nearest degrees that
   *     work
   */
  public AttentionLayer shard(int tp) {
    if (!isShardable(tp)) {
      throw new ModelException(
          "tensor-parallel degree %d does not fit %d query heads and %d KV heads: it must divide the"
                  .formatted(tp, queryHeads, kvHeads)
              + " query heads, and divide the KV heads or be a multiple of them; "
              + nearest(tp));
    }
    int rankKvHeads = Math.max(1, kvHeads / tp);
    return new AttentionLayer(
        reach,
        layers,
        headSize,
        valueSize,
        latent,
        queryHeads / tp,
        rankKvHeads,
        scale,
        softCap,
        sinks,
        alibi);
  }

  private boolean isShardable(int tp) {
    return tp >= 1 && queryHeads % tp == 0 && (kvHeads % tp == 0 || tp % kvHeads == 0);
  }

  private String nearest(int tp) {
    IntStream degrees = IntStream.rangeClosed(1, queryHeads).filter(this::isShardable);
    List<Integer> all = degrees.boxed().toList();
    OptionalInt below = all.stream().mapToInt(d -> d).filter(d -> d < tp).max();
    OptionalInt above = all.stream().mapToInt(d -> d).filter(d -> d > tp).min();
    String choice =
        IntStream.concat(below.stream(), above.stream())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(" and "));
    boolean two = below.isPresent() && above.isPresent();
    return two ? "the nearest that do are " + choice : "the nearest that does is " + choice;
  }
}
