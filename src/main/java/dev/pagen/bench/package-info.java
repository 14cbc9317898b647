/**
 * Measuring on a GPU: a decode kernel and its floor, in turn, over inputs that are not in the
 * caches ({@link dev.pagen.bench.Benchmark}). A time counts only once the output that was written
 * in it agrees with the float64 reference.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.bench;

import org.jspecify.annotations.NullMarked;
