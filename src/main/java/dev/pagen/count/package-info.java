/**
 * Counts what kernels do, their own and others': every launch is emulated on one batch, and what
 * its instructions did is put in relation to the tokens of that batch. {@link
 * dev.pagen.count.CountingRun} is where to start; {@link dev.pagen.launch.LaunchList} says how a
 * code object that was not made here is launched.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.count;

import org.jspecify.annotations.NullMarked;
