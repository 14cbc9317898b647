/**
 * Reads ELF files. {@link dev.pagen.elf.ElfFile} reads a code object as a whole and refuses one
 * that is damaged; {@link dev.pagen.elf.ElfDynamic} reads only what a shared library asks for, of
 * files that may be far larger, and takes a damaged one for a library that asks for nothing.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.elf;

import org.jspecify.annotations.NullMarked;
