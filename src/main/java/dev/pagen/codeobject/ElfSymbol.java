package dev.pagen.codeobject;

/**
 * A named place in a code object.
 *
 * @param value its address in the loaded image, or a plain number for LLVM's absolute symbols such
 *     as {@code NAME.num_vgpr}
 * @param size bytes it covers; 0 where whoever wrote the code did not say
 * @param function whether it is declared to be a function
 * @param placed whether it lies in the file: neither defined elsewhere nor absolute
 */
public record ElfSymbol(String name, long value, long size, boolean function, boolean placed) {}
