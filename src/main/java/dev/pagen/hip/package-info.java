/**
 * The thin hand-written layer over the generated bindings: one class per library, named as the
 * library is, with the C prefix dropped from what it does. Native memory lives in a confined arena
 * for the length of a call, and every status code becomes one {@link dev.pagen.hip.HipException}.
 * The libraries are those of a toolchain, so a class here is usable only in a process whose C
 * library is new enough for them.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.hip;

import org.jspecify.annotations.NullMarked;
