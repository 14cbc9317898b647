package dev.pagen.elf;

/**
 * A named place in a code object.
 *
 * @param value its address in the loaded image, or a plain number for LLVM's absolute symbols such
 *     as {@code NAME.num_vgpr}
 * @param size bytes it covers; 0 where whoever wrote the code did not say
 * @param function whether it is declared to be a function
 * @param defined whether the file says where it is; else another one does
 * @param placed whether it lies in the file: neither defined elsewhere nor absolute
 */
public record ElfSymbol(
    String name, long value, long size, boolean function, boolean defined, boolean placed) {
  /** Bytes of a symbol table's entry. */
  public static final int ENTRY_BYTES = 24;

  private static final int TYPE_MASK = 0xf;
  private static final int TYPE_FUNCTION = 2;
  private static final int SECTION_UNDEFINED = 0;

  /** From here on section numbers have meanings of their own: absolute, common. */
  private static final int SECTION_RESERVED = 0xff00;

  /** Reads the entry at {@code at}; {@code names} is the table of its name. */
  public static ElfSymbol read(FileBytes table, long at, FileBytes names) {
    int section = table.u16(at + 6);
    boolean defined = section != SECTION_UNDEFINED;
    return new ElfSymbol(
        names.cString(table.u32(at)),
        table.i64(at + 8),
        table.i64(at + 16),
        (table.u8(at + 4) & TYPE_MASK) == TYPE_FUNCTION,
        defined,
        defined && section < SECTION_RESERVED);
  }
}
