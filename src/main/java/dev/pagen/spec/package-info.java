/**
 * What a kernel is: {@link dev.pagen.spec.AttentionSpec} says what it computes, {@link
 * dev.pagen.spec.Tuning} how, {@link dev.pagen.spec.Target} on which GPU, and {@link
 * dev.pagen.spec.KernelSpec} is the three together. {@link dev.pagen.kernel.Support} refuses by
 * name what no kernel is written for.
 */
@NullMarked
package dev.pagen.spec;

import org.jspecify.annotations.NullMarked;
