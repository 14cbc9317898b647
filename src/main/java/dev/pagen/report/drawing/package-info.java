/**
 * Drawings as SVG: axes, lines and marks, which know nothing of what they show.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.report.drawing;

import org.jspecify.annotations.NullMarked;
