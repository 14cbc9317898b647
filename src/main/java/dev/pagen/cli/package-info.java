/**
 * The command line: picocli commands over the library, and the only place that prints or exits.
 *
 * <p>{@link dev.pagen.cli.Main} lists the subcommands; each is a {@code Callable<Integer>} that
 * writes to its command line's own writers, so that tests run it with captured ones. {@link
 * dev.pagen.cli.ExitCode} says which error ends the process how.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.cli;

import org.jspecify.annotations.NullMarked;
