/**
 * Compiling, in worker processes. HIPRTC can abort the process that calls it, run for ever, or need
 * a newer C library than this machine has, so {@link dev.pagen.compile.Compiler} keeps a few
 * long-lived JVMs that do nothing else, talks to each over a Unix domain socket, gives every
 * compile a time limit, and turns a worker's death into one failed compile. A compile that fails
 * leaves its source and its log on disk, with the log's line numbers pointing into that source.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.compile;

import org.jspecify.annotations.NullMarked;
