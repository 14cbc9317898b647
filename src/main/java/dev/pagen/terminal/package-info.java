/**
 * What a terminal is like: how wide, with colours or without, and what is said there meanwhile.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.terminal;

import org.jspecify.annotations.NullMarked;
