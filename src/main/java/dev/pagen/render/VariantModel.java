package dev.pagen.render;

import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import org.jspecify.annotations.Nullable;

/**
 * The variant of attention: what becomes of scores, and which tokens queries see.
 *
 * @param lateStart whether queries see only some of the tokens before them
 * @param reach most tokens that they see
 * @param windowed whether they do, and those of a sequence not the same
 * @param wholeTiles whether a workgroup's first tile may begin before its own tokens
 * @param soughtStart whether the first token that a row sees may lie within a tile
 * @param scaledScores whether scores are multiplied by a number besides {@code scale}
 */
record VariantModel(
    String scale,
    @Nullable SoftCap softCap,
    boolean alibi,
    boolean sinks,
    @Nullable Integer window,
    @Nullable Integer chunk,
    boolean lateStart,
    int reach,
    boolean windowed,
    boolean wholeTiles,
    boolean soughtStart,
    boolean scaledScores) {

  /**
   * No sequence has more tokens. Differences of positions and a window beyond that would not be
   * ints.
   */
  private static final int LONGEST_WINDOW = 1 << 30;

  static VariantModel of(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    boolean lateStart = attention.walked().most().isPresent();
    boolean windowed = lateStart && attention.countsTokens();
    boolean wholeTiles = KernelDesign.of(spec).wholeTiles();
    return new VariantModel(
        Literals.of(attention.scale()),
        attention.softCap().isPresent() ? SoftCap.of(attention) : null,
        attention.alibi(),
        attention.sinks(),
        lateStart ? window(attention) : null,
        lateStart && attention.chunk().isPresent() ? attention.chunk().getAsInt() : null,
        lateStart,
        attention.longestReach(Integer.MAX_VALUE),
        windowed,
        wholeTiles,
        wholeTiles || windowed,
        StoredElements.of(spec).scaledKeys() || KernelDesign.of(spec).narrowsQueries());
  }

  /** Tokens of the window; null where there is none. */
  static @Nullable Integer window(AttentionSpec attention) {
    return attention.window().isPresent()
        ? Math.min(attention.window().getAsInt(), LONGEST_WINDOW)
        : null;
  }
}
