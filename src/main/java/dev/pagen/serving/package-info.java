/**
 * What a program that serves models begins with: {@link dev.pagen.serving.KernelLibrary} has a
 * device, a compiler, the kernel cache and the known tunings, and makes of an attention spec a
 * kernel that is loaded. {@link dev.pagen.serving.Engine} has what kernels for other programs that
 * serve are like.
 *
 * <p>API: what is public here is held from 0.1.0 on.
 */
@NullMarked
package dev.pagen.serving;

import org.jspecify.annotations.NullMarked;
