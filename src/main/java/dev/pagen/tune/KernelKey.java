package dev.pagen.tune;

/**
 * What a kernel is made with and of: with the same two digests it is the same code.
 *
 * @param compiler its version, for people
 * @param compilerDigest of all that decides what code comes out of it
 * @param template digest of the rendered source and the compiler's options
 */
public record KernelKey(String compiler, String compilerDigest, String template) {}
