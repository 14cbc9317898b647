package dev.pagen.render;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.RowFormat;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the cache that have scales inside.
 *
 * @param name of their format
 * @param scaled 8-bit elements of a row, which come first
 * @param everyLane whether all lanes of a wave have eight of these
 * @param group of them that have one scale
 * @param powers whether scales are exponents of two, four of them in a word
 * @param plain 16-bit elements behind them; null for none
 * @param plainAt where these begin, counted in bytes from the first of the row
 * @param scalesAt where the scales of a page's first token begin, counted from the page's first
 * @param scalePitch bytes from there to the next token's
 * @param scaleWords words of a token's scales
 * @param pitch bytes from one row to the next
 * @param apart whether scales lie behind all rows of a page
 */
record ScaledRowModel(
    String name,
    int scaled,
    boolean everyLane,
    int group,
    boolean powers,
    @Nullable Integer plain,
    int plainAt,
    int scalesAt,
    int scalePitch,
    int scaleWords,
    int pitch,
    boolean apart) {
  /** With a lane for each eight of them. */
  private static final int EVERY_LANE = 512;

  static @Nullable ScaledRowModel of(AttentionSpec attention) {
    return attention.row().format().map(rows -> of(rows, attention.pageSize())).orElse(null);
  }

  private static ScaledRowModel of(RowFormat rows, int pageSize) {
    int plain = rows.plain().elements();
    return new ScaledRowModel(
        rows.name(),
        rows.scaled().elements(),
        rows.scaled().elements() == EVERY_LANE,
        rows.groupSize(),
        rows.powersOfTwo(),
        plain == 0 ? null : plain,
        rows.plainAt(),
        rows.scalesAt(pageSize),
        rows.scalePitch(),
        rows.scaleBytes() / Integer.BYTES,
        rows.pitch(),
        rows.scalesApart());
  }
}
