/**
 * Measured times of kernels beside their floors: tables, drawings, pages.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.report.benchmark;

import org.jspecify.annotations.NullMarked;
