/**
 * What was compiled: registers, LDS and instructions of kernels, and the layers that they are for.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.report.code;

import org.jspecify.annotations.NullMarked;
