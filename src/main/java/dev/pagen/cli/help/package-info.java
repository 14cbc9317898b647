/**
 * What the command line says of itself: help pages, shell completions and man pages, all made from
 * the same options and commands.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.cli.help;

import org.jspecify.annotations.NullMarked;
