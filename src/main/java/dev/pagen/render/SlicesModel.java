package dev.pagen.render;

import dev.pagen.kernel.RowSlices;

/**
 * How rows are cut for the lanes that read them.
 *
 * @param constants how names of constants begin: those of values alone, where keys are cut in
 *     another way, begin with {@code VALUE_}
 * @param names the same of types and fields
 * @param text what a comment adds
 * @param bytes of a slice
 * @param count slices of a lane
 * @param stagedBytes of LDS from one row to the next
 * @param idle whether lanes are left over
 * @param trails whether they are left over of the last of several slices, which begins elsewhere
 * @param clamped whether those behind a row take its last slice
 */
record SlicesModel(
    String constants,
    String names,
    String text,
    int bytes,
    int count,
    int stagedBytes,
    boolean idle,
    boolean trails,
    boolean clamped) {
  /**
   * @param whole whether rows are read in another way, so that no slice begins elsewhere
   * @param ofValues whether keys are cut in another way
   */
  static SlicesModel of(RowSlices slices, boolean whole, boolean ofValues) {
    return new SlicesModel(
        ofValues ? "VALUE_" : "",
        ofValues ? "value_" : "",
        ofValues ? " of V" : "",
        slices.bytes(),
        slices.count(),
        slices.stagedBytes(),
        slices.idle(),
        slices.trails() && !whole,
        slices.idle() && !slices.trails());
  }
}
