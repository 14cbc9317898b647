/**
 * What a run of a kernel showed: its verdict, its counters, and counts in relation to its tokens.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.report.run;

import org.jspecify.annotations.NullMarked;
