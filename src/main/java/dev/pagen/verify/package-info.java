/**
 * Shows that a kernel computes attention. A {@link dev.pagen.verify.Workload} is drawn, a kernel
 * runs on it, and a {@link dev.pagen.verify.Comparison} holds what it wrote against a float64
 * {@link dev.pagen.verify.Reference}, which knows nothing of how the kernels work. {@link
 * dev.pagen.verify.Verification} does all of that.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.verify;

import org.jspecify.annotations.NullMarked;
