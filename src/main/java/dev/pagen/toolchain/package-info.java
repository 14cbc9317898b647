/**
 * Finds a HIPRTC to compile with, or installs one without root. {@link
 * dev.pagen.toolchain.Toolchains} is the way in: it tries a path the user named, {@code ROCM_PATH},
 * {@code /opt/rocm} and the system's libraries, and otherwise a private bundle that the machine's
 * own {@code apt} fetches from Debian into pa-gen's folder, signatures checked, nothing outside
 * that folder touched. What it hands back is a {@link dev.pagen.toolchain.Toolchain}: files to
 * load, a loader to start under where the machine's C library is too old, and an identity that says
 * which compiler this is, whatever path it lies at. Nothing here loads a library or compiles; the
 * bundle is for x86-64 Linux only.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.toolchain;

import org.jspecify.annotations.NullMarked;
