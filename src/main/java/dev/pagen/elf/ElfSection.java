package dev.pagen.elf;

/**
 * A section of an ELF file.
 *
 * @param link the section that this one refers to, by its number
 * @param size bytes it takes in memory
 * @param content its bytes in the file; none if it only reserves memory, or is compressed
 */
public record ElfSection(String name, int type, int link, long size, FileBytes content) {}
