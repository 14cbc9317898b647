package dev.pagen.codeobject;

/**
 * A named place in a code object.
 *
 * @param value its address in the loaded image, or a plain number for LLVM's absolute symbols such
 *     as {@code NAME.num_vgpr}
 * @param size bytes it covers
 */
public record ElfSymbol(String name, long value, long size) {}
