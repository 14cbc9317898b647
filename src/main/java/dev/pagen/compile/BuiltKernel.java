package dev.pagen.compile;

import dev.pagen.cache.CacheResult;
import dev.pagen.render.RenderedKernel;

/**
 * A kernel spec with its code object.
 *
 * @param name file name without suffix: the spec's name and the start of the cache key
 * @param rendered the source and how its kernels are launched
 * @param result the code object, its disassembly, and whether it came from the cache
 */
public record BuiltKernel(String name, RenderedKernel rendered, CacheResult result) {}
