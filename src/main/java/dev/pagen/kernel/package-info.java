/**
 * What kernels there are: a {@link dev.pagen.kernel.KernelDesign} for each main loop says what its
 * tunings can be, what they cost and which is the default, {@link dev.pagen.kernel.Support} refuses
 * by name what no kernel is written for, and {@link dev.pagen.kernel.KernelEntry} is how a kernel
 * is launched. A new main loop is a class here and a template of the same name.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.kernel;

import org.jspecify.annotations.NullMarked;
