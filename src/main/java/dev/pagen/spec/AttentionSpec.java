package dev.pagen.spec;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What must be computed: decode attention of one kind of layer on one tensor-parallel rank.
 *
 * <p>For a query head {@code h} of a sequence with context length {@code n}, with {@code k} and
 * {@code v} the rows of its KV head:
 *
 * <pre>
 *   logit[t]  = cap(scale * dot(query[h], k[t])) + slope[h] * (t - (n - 1))
 *   weight[t] = exp(logit[t]) / (exp(sink[h]) + sum over t of exp(logit[t]))
 *   out[h]    = sum over t of weight[t] * v[t]               t = max(0, n - W) .. n - 1
 *   cap(x)    = C * tanh(x / C)
 * </pre>
 *
 * <p>The bias of ALiBi counts from the query's own token, where it is 0, and is not capped;
 * FlashInfer caps it too. Where there is no cap, and no model has both, the two are the same.
 *
 * @param headSize elements of one head's row
 * @param queryHeads query heads on this rank
 * @param kvHeads KV heads on this rank; divides {@code queryHeads}
 * @param dtype of query and output
 * @param kvDtype of the key and value caches
 * @param pageSize tokens of one page
 * @param layout of the key and value caches
 * @param qLen new tokens per sequence; more than one for speculative decoding
 * @param scale factor on the dot product, usually {@code 1 / sqrt(headSize)}
 * @param softCap the cap {@code C}, where the model has one
 * @param window the window {@code W}: tokens that a query may look back on, itself included, where
 *     the layer has a sliding one
 * @param sinks whether each query head has an attention sink: a logit, neither scaled nor capped,
 *     that takes its share of the softmax and has no value, as in gpt-oss
 * @param alibi whether each query head has an ALiBi slope; 2^(-8 h / heads) for h = 1, 2 ... in
 *     most models
 * @param lse whether the logarithm of what the weights were divided by is an output too: {@code
 *     lse[h] = ln(exp(sink[h]) + sum over t of exp(logit[t]))}, negative infinity for an empty sum.
 *     With it a caller can merge attention over several parts of a context: {@code sum of exp(lse)
 *     * out} over {@code sum of exp(lse)}; a sink then belongs to one of the parts
 */
public record AttentionSpec(
    int headSize,
    int queryHeads,
    int kvHeads,
    DataType dtype,
    DataType kvDtype,
    int pageSize,
    KvLayout layout,
    int qLen,
    double scale,
    OptionalDouble softCap,
    OptionalInt window,
    boolean sinks,
    boolean alibi,
    boolean lse) {

  /**
   * @throws InvalidSpecException if a number is outside what any kernel could mean by it
   */
  public AttentionSpec {
    requirePositive("head size", headSize);
    requirePositive("query heads", queryHeads);
    requirePositive("KV heads", kvHeads);
    requirePositive("page size", pageSize);
    requirePositive("q_len", qLen);
    window.ifPresent(w -> requirePositive("window", w));
    if (queryHeads % kvHeads != 0) {
      throw new InvalidSpecException(
          "%d query heads do not divide evenly among %d KV heads: query heads must be a multiple of KV heads"
              .formatted(queryHeads, kvHeads));
    }
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new InvalidSpecException("scale is " + scale + ": it must be positive and finite");
    }
    softCap.ifPresent(
        c -> {
          if (!(c > 0) || Double.isInfinite(c)) {
            throw new InvalidSpecException(
                "soft cap is " + c + ": it must be positive and finite; leave it out for none");
          }
        });
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new InvalidSpecException(name + " is " + value + ": it must be at least 1");
    }
  }

  /**
   * A spec with the usual defaults: scale {@code 1 / sqrt(headSize)}, q_len 1, no extra features.
   */
  public static AttentionSpec of(
      int headSize, int queryHeads, int kvHeads, DataType dtype, int pageSize, KvLayout layout) {
    return new AttentionSpec(
        headSize,
        queryHeads,
        kvHeads,
        dtype,
        dtype,
        pageSize,
        layout,
        1,
        1 / Math.sqrt(headSize),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        false,
        false,
        false);
  }

  /** This spec with logits capped at {@code cap}. */
  public AttentionSpec withSoftCap(double cap) {
    return with(OptionalDouble.of(cap), window, sinks, alibi, lse);
  }

  /** This spec with queries that see the last {@code tokens} tokens, their own included. */
  public AttentionSpec withWindow(int tokens) {
    return with(softCap, OptionalInt.of(tokens), sinks, alibi, lse);
  }

  /** This spec with ALiBi slopes. */
  public AttentionSpec withAlibi() {
    return with(softCap, window, sinks, true, lse);
  }

  /** This spec with attention sinks. */
  public AttentionSpec withSinks() {
    return with(softCap, window, true, alibi, lse);
  }

  /** This spec with the logarithm of each head's denominator as a second output. */
  public AttentionSpec withLse() {
    return with(softCap, window, sinks, alibi, true);
  }

  private AttentionSpec with(
      OptionalDouble otherCap,
      OptionalInt otherWindow,
      boolean otherSinks,
      boolean otherAlibi,
      boolean otherLse) {
    return new AttentionSpec(
        headSize,
        queryHeads,
        kvHeads,
        dtype,
        kvDtype,
        pageSize,
        layout,
        qLen,
        scale,
        otherCap,
        otherWindow,
        otherSinks,
        otherAlibi,
        otherLse);
  }

  /** Tokens that the query of a sequence of {@code context} tokens sees: the last ones. */
  public int reach(int context) {
    return Math.min(context, window.orElse(context));
  }

  /** Query heads that share one KV head. */
  public int gqaRatio() {
    return queryHeads / kvHeads;
  }

  /** Bytes of one token's row of one KV head, in the key or the value cache. */
  public int rowBytes() {
    return headSize * kvDtype.bytes();
  }

  /** Elements between the rows of consecutive tokens of a page. */
  public int tokenStride() {
    return layout == KvLayout.NHD ? kvHeads * headSize : headSize;
  }

  /** Elements between the rows of consecutive KV heads of a token. */
  public int headStride() {
    return layout == KvLayout.NHD ? headSize : pageSize * headSize;
  }

  /** Elements of one page in a cache without gaps. */
  public long pageElements() {
    return (long) pageSize * kvHeads * headSize;
  }
}
