/**
 * Finding the best tuning of a kernel for a workload: a {@link dev.pagen.tune.SearchSpace} of what
 * is valid, a {@link dev.pagen.tune.Strategy} that says what to try next, a {@link
 * dev.pagen.tune.Runner} that measures it, and a {@link dev.pagen.tune.TuningStore} that keeps what
 * came of it.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.tune;

import org.jspecify.annotations.NullMarked;
