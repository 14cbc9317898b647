/**
 * Times predicted from counts: tables, drawings, pages.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.report.prediction;

import org.jspecify.annotations.NullMarked;
