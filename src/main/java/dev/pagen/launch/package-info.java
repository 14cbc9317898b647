/**
 * Launches code objects that were not made here, on the emulator: a {@link
 * dev.pagen.launch.LaunchList} says which kernels, with what arguments, on buffers that hold what,
 * and what is to come out. {@link dev.pagen.launch.LaunchRun} does it.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.launch;

import org.jspecify.annotations.NullMarked;
