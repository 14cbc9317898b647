/**
 * What each kernel design can do: {@link dev.pagen.kernel.Support} refuses by name what no kernel
 * is written for.
 */
@NullMarked
package dev.pagen.kernel;

import org.jspecify.annotations.NullMarked;
