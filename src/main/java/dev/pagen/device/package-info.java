/**
 * What runs kernels, as one small set of interfaces: {@link dev.pagen.device.Device} allocates,
 * loads code objects and makes streams and events; a {@link dev.pagen.device.Launch} is a kernel
 * with its argument block, ready to be enqueued any number of times. The HIP runtime and the
 * emulator implement it and pass the same tests. Device memory is plain 64-bit addresses
 * everywhere, so that memory of other frameworks is as good as what a device allocated here.
 *
 * <p>API: what is public here is held from 0.1.0 on.
 */
@NullMarked
package dev.pagen.device;

import org.jspecify.annotations.NullMarked;
