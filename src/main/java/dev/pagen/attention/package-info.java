/**
 * Launches attention on a device: from a batch's {@link dev.pagen.attention.PageTable} to a {@link
 * dev.pagen.attention.Plan}, and from there to launches on memory that the caller owns ({@link
 * dev.pagen.attention.AttentionLauncher}).
 *
 * <p>API: what is public here is held from 0.1.0 on.
 */
@NullMarked
package dev.pagen.attention;

import org.jspecify.annotations.NullMarked;
