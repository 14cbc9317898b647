/**
 * Predicts how long a kernel takes on a GPU that is not at hand, from what it was counted to do:
 * {@link dev.pagen.performance.PerformanceModel}. It predicts; it does not claim. What it leaves
 * out, and how far its two calibrated constants can be trusted, is in {@code
 * docs/performance-model.md}.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.performance;

import org.jspecify.annotations.NullMarked;
