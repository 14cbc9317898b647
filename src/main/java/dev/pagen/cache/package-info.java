/**
 * Keeps compiled kernels on disk, under a key that is a hash of everything that reaches the
 * compiler. One folder per entry, published by one rename, with a checksum of every file: an entry
 * is there and whole, or it is a miss. Threads and processes that want the same key at the same
 * time compile it once. Whatever is wrong with the disk (read-only, full, not there), a lookup is a
 * miss and a kernel is compiled without being kept; the result says so. This package compiles
 * nothing itself and knows nothing of what a code object holds.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.cache;

import org.jspecify.annotations.NullMarked;
