package dev.pagen.spec;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What must be computed: decode attention of one kind of layer on one tensor-parallel rank.
 *
 * <p>For a query head {@code h} of a sequence with context length {@code n}, with {@code k} and
 * {@code v} the rows of its KV head:
 *
 * <pre>
 *   logit[t]  = cap(scale * dot(query[h], k[t])) + slope[h] * (t - (n - 1))
 *   weight[t] = exp(logit[t]) / (exp(sink[h]) + sum over t of exp(logit[t]))
 *   out[h]    = sum over t of weight[t] * v[t]               t = s .. n - 1
 *   cap(x)    = C * tanh(x / C)
 * </pre>
 *
 * <p>The bias of ALiBi counts from the query's own token, where it is 0, and is not capped;
 * FlashInfer caps it too. Where there is no cap, and no model has both, the two are the same.
 *
 * <p>With several new tokens the query of the {@code j}-th of them, {@code j = 0 .. q_len - 1}, is
 * at position {@code n - q_len + j} of the context and sees what stands up to there: {@code n}
 * above is {@code n - q_len + j + 1} for it. Where sequences have their own number of new tokens,
 * that stands for {@code q_len}.
 *
 * <p>The first token that a query sees, {@code s}, is 0; with a sliding window of {@code W} tokens
 * {@code max(0, n - W)}; and with chunks of {@code C} tokens the first of its own chunk, {@code (n
 * - 1) / C * C}.
 *
 * <p>Kernels compute dot products, and logits as exponents of two, as floats: what is beyond their
 * range is infinite. Where all logits of a query are negative infinity, so that all weights would
 * be 0 / 0, its output is 0 and its {@code lse} negative infinity (or the sink, where there is
 * one). One that is positive infinity or NaN makes output and {@code lse} NaN. An infinity in
 * {@code v} makes that element of the output infinite, or NaN, as infinity times a weight of 0 is.
 *
 * <p>A token that no query of its sequence sees is never looked up: the number of its page may be
 * no page's, and its key, value and scales any bits. Of one that some query sees the value must be
 * finite, or the outputs of all queries of the sequence may be NaN.
 *
 * @param row a token's key and value: as long as rows of the query and of the output
 * @param queryHeads query heads on this rank
 * @param kvHeads KV heads on this rank; divides {@code queryHeads}
 * @param qLen new tokens per sequence, or the most that one has; more than one for speculative
 *     decoding
 * @param queryLens whether all sequences have {@code qLen} new tokens
 * @param dtype of the query
 * @param outDtype of the output: {@code dtype}; fp32, to be merged with attention over other parts
 *     of a context; or an 8-bit float, of the values divided by a scale given at launch
 * @param kvDtype of the key cache; where rows have a format, of their elements that have scales
 * @param valueDtype of the value cache: usually that of the keys; that of a latent is its key's
 * @param kvScales factors that turn what is in the caches into keys and values; of caches of 16
 *     bits there are none
 * @param pageSize tokens of one page
 * @param extraPageSize tokens of one page of a second pool, where queries look at chosen tokens of
 *     two: then each query has a list for either, and its keys and values are those of the first
 *     list and then those of the second, in one softmax. DeepSeek V4 has a window of tokens in one
 *     pool and compressed ones in the other
 * @param layout of the key and value caches
 * @param kvStrides where rows lie, if not one after the other in the order of the layout
 * @param pageTable in which form a batch's pages and lengths come
 * @param scale factor on the dot product, usually {@code 1 / sqrt(headSize)}; normal as a float,
 *     and still finite as one when multiplied by {@code log2(e)}
 * @param softCap the cap {@code C}, where the model has one; finite and normal as a float
 * @param lookback how far queries look back: over all of the context, over the window {@code W}, or
 *     over the chunk of {@code C} tokens that they are in
 * @param sinks whether each query head has an attention sink: a logit, neither scaled nor capped,
 *     that takes its share of the softmax and has no value, as in gpt-oss
 * @param alibi whether each query head has an ALiBi slope; 2^(-8 h / heads) for h = 1, 2 ... in
 *     most models
 * @param lse whether the logarithm of what the weights were divided by is an output too, and to
 *     which base: {@code lse[h] = log(exp(sink[h]) + sum over t of exp(logit[t]))}, negative
 *     infinity for an empty sum. With it a caller can merge attention over several parts of a
 *     context: {@code sum of exp(lse) * out} over {@code sum of exp(lse)}; a sink then belongs to
 *     one of the parts
 * @param selection which tokens queries look at. Each query has a list of its own then, so there is
 *     one new token of what stands for a sequence. Chosen tokens have no positions: {@code n} is
 *     the length of the list, {@code t} a place in it, and what would count positions (a window,
 *     chunks, ALiBi) there is not; nor is there a page table. Chosen blocks are of the sequence
 *     that a page table has, and of their tokens a query sees those up to its own position, and
 *     within the window or chunk
 */
public record AttentionSpec(
    KvRow row,
    int queryHeads,
    int kvHeads,
    int qLen,
    QueryLens queryLens,
    DataType dtype,
    DataType outDtype,
    DataType kvDtype,
    DataType valueDtype,
    KvScales kvScales,
    int pageSize,
    OptionalInt extraPageSize,
    KvLayout layout,
    Optional<KvStrides> kvStrides,
    PageTableFormat pageTable,
    double scale,
    OptionalDouble softCap,
    Lookback lookback,
    boolean sinks,
    boolean alibi,
    LogSumExp lse,
    Selection selection) {
  /** Kernels multiply it by log2(e), which must leave a finite float. */
  private static final double MAX_SCALE = Float.MAX_VALUE * Math.log(2);

  /**
   * @throws InvalidSpecException if a number is outside what any kernel could mean by it
   */
  public AttentionSpec {
    requireNonNull(row, "row");
    requireNonNull(queryLens, "queryLens");
    requireNonNull(dtype, "dtype");
    requireNonNull(outDtype, "outDtype");
    requireNonNull(kvDtype, "kvDtype");
    requireNonNull(valueDtype, "valueDtype");
    requireNonNull(kvScales, "kvScales");
    requireNonNull(layout, "layout");
    requireNonNull(pageTable, "pageTable");
    requireNonNull(lookback, "lookback");
    requireNonNull(lse, "lse");
    requireNonNull(selection, "selection");
    requirePositive("query heads", queryHeads);
    requirePositive("KV heads", kvHeads);
    requirePositive("page size", pageSize);
    extraPageSize.ifPresent(size -> requirePositive("extra page size", size));
    requirePositive("q_len", qLen);
    if (queryHeads % kvHeads != 0) {
      throw new InvalidSpecException(
          "%d query heads do not divide evenly among %d KV heads: query heads must be a multiple of KV heads"
              .formatted(queryHeads, kvHeads));
    }
    if ((long) qLen * queryHeads > Integer.MAX_VALUE) {
      throw new InvalidSpecException(
          "q_len is %d: with %d query heads a sequence would have more than 2^31 - 1 query rows"
              .formatted(qLen, queryHeads));
    }
    if (row.format().map(format -> format.scaled().type() != kvDtype).orElse(false)) {
      throw new InvalidSpecException(
          "KV dtype is %s, and rows are %s: leave out one of them"
              .formatted(kvDtype, row.format().get()));
    }
    requireFloat("scale", scale, MAX_SCALE, "");
    softCap.ifPresent(c -> requireFloat("soft cap", c, Float.MAX_VALUE, "; leave it out for none"));
  }

  /** Whether each query has a list of the tokens, or of the blocks, that it looks at. */
  public boolean selects() {
    return selection.chooses();
  }

  /** Whether each query has a list of the tokens that it looks at, and there is no page table. */
  public boolean selectsTokens() {
    return selection instanceof Selection.Tokens;
  }

  /** Whether these are of two pools. */
  public boolean hasExtraPool() {
    return extraPageSize.isPresent();
  }

  /** The same over the second pool alone, where there is one: its pages are what is different. */
  public Optional<AttentionSpec> extraPool() {
    return extraPageSize.isPresent()
        ? Optional.of(with(spec -> spec.pageSize(extraPageSize.getAsInt()).onePool()))
        : Optional.empty();
  }

  /** Tokens of a block, where each query has a list of the blocks that it looks at. */
  public OptionalInt blockSize() {
    return selection instanceof Selection.Blocks(int size)
        ? OptionalInt.of(size)
        : OptionalInt.empty();
  }

  /**
   * Which tokens kernels walk over of what stands for a query's sequence: of a list all, also where
   * they find that a query does not see some of them.
   */
  public Lookback walked() {
    return selects() ? new Lookback.Full() : lookback;
  }

  /** Kernels hold it as a float, and denormal ones have lost most of what was asked for. */
  private static void requireFloat(String name, double value, double most, String otherwise) {
    float held = (float) value;
    if (!(held >= Float.MIN_NORMAL && held <= most)) {
      throw new InvalidSpecException(
          "%s is %s: it must be from %s to %.4g, as kernels hold it as a float%s"
              .formatted(name, value, Float.MIN_NORMAL, most, otherwise));
    }
  }

  static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new InvalidSpecException(name + " is " + value + ": it must be at least 1");
    }
  }

  /**
   * A spec with the usual defaults: scale {@code 1 / sqrt(headSize)}, q_len 1, caches and output of
   * the query's dtype, no extra features.
   */
  public static AttentionSpec of(
      int headSize, int queryHeads, int kvHeads, DataType dtype, int pageSize, KvLayout layout) {
    return new AttentionSpecBuilder(headSize, queryHeads, kvHeads)
        .dtype(dtype)
        .pageSize(pageSize)
        .layout(layout)
        .build();
  }

  /** This spec with something changed. */
  public AttentionSpec with(UnaryOperator<AttentionSpecBuilder> change) {
    return change.apply(new AttentionSpecBuilder(this)).build();
  }

  /** This spec with logits capped at {@code cap}. */
  public AttentionSpec withSoftCap(double cap) {
    return with(spec -> spec.softCap(cap));
  }

  /** This spec with queries that see the last {@code tokens} tokens, their own included. */
  public AttentionSpec withWindow(int tokens) {
    return with(spec -> spec.window(tokens));
  }

  /** This spec with queries that see the tokens of their own chunk of so many. */
  public AttentionSpec withChunk(int tokens) {
    return with(spec -> spec.chunk(tokens));
  }

  /** This spec with ALiBi slopes. */
  public AttentionSpec withAlibi() {
    return with(spec -> spec.alibi(true));
  }

  /** This spec with attention sinks. */
  public AttentionSpec withSinks() {
    return with(spec -> spec.sinks(true));
  }

  /** This spec with the natural logarithm of each head's denominator as a second output. */
  public AttentionSpec withLse() {
    return with(spec -> spec.lse(LogSumExp.NATURAL));
  }

  /** The tokens of the sliding window, where there is one. */
  public OptionalInt window() {
    return lookback instanceof Lookback.Window(int tokens)
        ? OptionalInt.of(tokens)
        : OptionalInt.empty();
  }

  /** The tokens of a chunk, where queries see no more than their own. */
  public OptionalInt chunk() {
    return lookback instanceof Lookback.Chunk(int tokens)
        ? OptionalInt.of(tokens)
        : OptionalInt.empty();
  }

  /** The first token that any query of a sequence of {@code context} tokens sees. */
  public int start(int context) {
    return start(context, qLen);
  }

  /**
   * The same of a sequence that has so many new tokens; the context's end if it has none.
   *
   * @param newTokens 0 to {@code qLen}
   */
  public int start(int context, int newTokens) {
    return newTokens == 0 ? context : walked().start(Math.max(0, context - newTokens));
  }

  /** Tokens that any query of a sequence of {@code context} tokens sees: the last ones. */
  public int reach(int context) {
    return context - start(context);
  }

  /**
   * The longest reach of sequences of up to {@code maxContext} tokens: with chunks a longer
   * sequence may have a shorter one.
   */
  public int longestReach(int maxContext) {
    OptionalInt most = walked().most();
    long ofAll = most.isPresent() ? most.getAsInt() + (qLen - 1L) : maxContext;
    return (int) Math.min(maxContext, ofAll);
  }

  /** Elements of a row of the query and of the key cache. */
  public int headSize() {
    return row.keySize();
  }

  /** Elements of a row of the output, and of the value cache where there is one. */
  public int valueSize() {
    return row.valueSize();
  }

  /**
   * Elements of a key's row, counted from its first, that are its value too, where there is no
   * value cache.
   */
  public OptionalInt latent() {
    return hasValueCache() ? OptionalInt.empty() : OptionalInt.of(valueSize());
  }

  /** Whether values have a cache of their own; a latent's value is the first part of its row. */
  public boolean hasValueCache() {
    return row.value() == KvRow.Value.APART;
  }

  /**
   * Whether a token's key and value lie at the same offset in their caches, so that one distance
   * between pages is enough.
   */
  public boolean sharesOffsets() {
    return kvStrides.isEmpty() && !rowsDiffer();
  }

  /** Whether keys and values have caches of their own whose elements have different types. */
  public boolean typesDiffer() {
    return hasValueCache() && kvDtype != valueDtype;
  }

  /** Whether they have caches of their own whose rows have other sizes or other elements. */
  public boolean rowsDiffer() {
    return row.sizesDiffer() || typesDiffer();
  }

  /** Caches that a token has rows in: two, or with a latent one. */
  public int caches() {
    return hasValueCache() ? 2 : 1;
  }

  /** Whether the output is divided by a scale, which is given at launch. */
  public boolean scalesOutput() {
    return outDtype.bytes() == 1;
  }

  /** Query heads that share one KV head. */
  public int gqaRatio() {
    return queryHeads / kvHeads;
  }

  /** Rows of a sequence's query and output that share one KV head: a head of a new token each. */
  public int queryRows() {
    return qLen * gqaRatio();
  }

  /** Rows of a sequence's query and output. */
  public int sequenceRows() {
    return qLen * queryHeads;
  }

  /** Whether a sequence may have several new tokens, or not the number that others have. */
  public boolean countsTokens() {
    return qLen > 1 || queryLens == QueryLens.RAGGED;
  }

  /**
   * New tokens whose rows lie side by side in query and output: those of a sequence, or one where
   * sequences have different numbers of them.
   */
  public int strideTokens() {
    return queryLens == QueryLens.RAGGED ? 1 : qLen;
  }

  /** Elements of the query between its strides: those of a sequence or of a new token. */
  public int queryElements() {
    return strideTokens() * queryHeads * headSize();
  }

  /** The same of the output. */
  public int outElements() {
    return strideTokens() * queryHeads * valueSize();
  }

  /** Bytes of one token's row of one KV head in the key cache. */
  public int rowBytes() {
    return row.format().map(RowFormat::bytes).orElse(headSize() * kvDtype.bytes());
  }

  /** The same in the value cache. */
  public int valueRowBytes() {
    return valueSize() * valueDtype.bytes();
  }

  /** Bytes of one token's rows of one KV head in all caches. */
  public int tokenBytes() {
    return rowBytes() + (hasValueCache() ? valueRowBytes() : 0);
  }

  /** Elements of one chunk of a key in the packed layout, which has 16 bytes. */
  public int packedElements() {
    return Target.WIDEST_LOAD_BYTES / kvDtype.bytes();
  }

  /**
   * Where the rows of a page lie: as {@code kvStrides} says, or without gaps. Of the packed layout,
   * whose rows are in pieces, where their first elements lie.
   */
  public KvStrides rowStrides() {
    return kvStrides.orElseGet(
        () -> {
          int key = row.format().map(RowFormat::pitch).orElse(headSize());
          int value = valueSize();
          return switch (layout) {
            case NHD -> new KvStrides(kvHeads * key, key, kvHeads * value, value);
            case HND -> new KvStrides(key, pageSize * key, value, pageSize * value);
            case PACKED -> new KvStrides(packedElements(), pageSize * key, 1, pageSize * value);
          };
        });
  }

  /** Whether a cache has elements of 8 bits, which kernels widen to those of the query. */
  public boolean quantised() {
    return quantisedKeys() || quantisedValues();
  }

  /** Whether keys have such elements. */
  public boolean quantisedKeys() {
    return kvDtype.bytes() == 1;
  }

  /** Whether values have, or the latents that they are a part of. */
  public boolean quantisedValues() {
    return valueDtype.bytes() == 1;
  }

  /** The type of these elements, where there are some. */
  public Optional<DataType> quantisedType() {
    return Stream.of(kvDtype, valueDtype).filter(type -> type.bytes() == 1).findFirst();
  }

  /** Whether keys have factors. */
  public boolean scalesKeys() {
    return kvScales != KvScales.NONE && quantisedKeys();
  }

  /** Whether values have factors of their own: a latent's are those of its key. */
  public boolean scalesValues() {
    return kvScales != KvScales.NONE && hasValueCache() && quantisedValues();
  }

  /** Scales between those of consecutive tokens of a page, where each token has its own. */
  public int scaleTokenStride() {
    return layout == KvLayout.NHD ? kvHeads : 1;
  }

  /** Scales between those of consecutive KV heads of a token, where each token has its own. */
  public int scaleHeadStride() {
    return layout == KvLayout.NHD ? 1 : pageSize;
  }

  /** Elements of one page in a key cache without gaps; bytes, where rows have a format. */
  public long pageElements() {
    return row.format()
        .map(format -> (long) kvHeads * format.pageBytes(pageSize))
        .orElse((long) pageSize * kvHeads * headSize());
  }

  /** The same in a value cache. */
  public long valuePageElements() {
    return (long) pageSize * kvHeads * valueSize();
  }
}
