/**
 * HIPRTC out of Debian's packages: from a suite, by way of the machine's apt, or from {@code .deb}
 * files in a folder. A {@link dev.pagen.toolchain.debian.DebianSuite} and a {@link
 * dev.pagen.toolchain.debian.DebFolder} are what bundles are made of.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.toolchain.debian;

import org.jspecify.annotations.NullMarked;
