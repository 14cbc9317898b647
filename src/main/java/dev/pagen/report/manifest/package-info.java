/**
 * What other programs launch a kernel by: its manifest, and the C++ header of several.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.report.manifest;

import org.jspecify.annotations.NullMarked;
