/** What a terminal is like: how wide, with colours or without, and what is said there meanwhile. */
@NullMarked
package dev.pagen.terminal;

import org.jspecify.annotations.NullMarked;
