/**
 * What a kernel is: {@link dev.pagen.spec.AttentionSpec} says what it computes, {@link
 * dev.pagen.spec.Tuning} how, {@link dev.pagen.spec.Target} on which GPU, and {@link
 * dev.pagen.spec.KernelSpec} is the three together. This is vocabulary alone: which kernels there
 * are, package {@code kernel} says.
 *
 * <p>API: what is public here is held from 0.1.0 on.
 */
@NullMarked
package dev.pagen.spec;

import org.jspecify.annotations.NullMarked;
