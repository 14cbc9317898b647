package dev.pagen.tune;

/**
 * What a kernel is made with and of. Two kernels with the same key are the same code.
 *
 * @param compiler its version, and the start of a digest of its libraries
 * @param template digest of the rendered source and the compiler's options
 */
public record KernelKey(String compiler, String template) {}
