/**
 * From a kernel spec to HIP source: {@link dev.pagen.render.KernelModel} decides every number, the
 * StringTemplate groups under {@code templates/} print them, one group for the algorithm and one
 * per target for the pieces that differ.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.render;

import org.jspecify.annotations.NullMarked;
