/**
 * A report as one HTML page, and what all such pages say: where their numbers come from, and what
 * to copy.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.report.page;

import org.jspecify.annotations.NullMarked;
