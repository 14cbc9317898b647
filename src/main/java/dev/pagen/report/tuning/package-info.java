/**
 * Sweeps over tunings: which is the best and why, as tables, drawings, pages.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.report.tuning;

import org.jspecify.annotations.NullMarked;
