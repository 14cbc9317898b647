/**
 * The compilers of a machine, and what was installed.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.report.toolchain;

import org.jspecify.annotations.NullMarked;
