/**
 * Attention on a device: from a batch to a {@link dev.pagen.attention.Plan} and launches on
 * caller-owned memory ({@link dev.pagen.attention.AttentionLauncher}), and the proof that what
 * comes out is right ({@link dev.pagen.attention.Verification}), against a float64 {@link
 * dev.pagen.attention.Reference} that knows nothing of how the kernels work.
 */
@NullMarked
package dev.pagen.attention;

import org.jspecify.annotations.NullMarked;
