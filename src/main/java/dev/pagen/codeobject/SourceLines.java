package dev.pagen.codeobject;

import dev.pagen.elf.CodeObjectException;
import dev.pagen.elf.ElfFile;
import dev.pagen.elf.FileBytes;
import java.util.Optional;

/**
 * Which source lines the instructions of a code object were compiled from, as its DWARF 5 line
 * tables say: compilers write them when given {@code -gline-tables-only} or {@code -g}.
 */
public final class SourceLines {
  /** Of a code object that does not say. */
  public static final SourceLines NONE =
      new SourceLines(
          FileBytes.of(new byte[0]), FileBytes.of(new byte[0]), FileBytes.of(new byte[0]));

  private final FileBytes tables;
  private final FileBytes lineStrings;
  private final FileBytes strings;

  /** The line tables of a code object; they know no line where it has none. */
  static SourceLines of(ElfFile elf) {
    return new SourceLines(
        elf.content(".debug_line"), elf.content(".debug_line_str"), elf.content(".debug_str"));
  }

  SourceLines(FileBytes tables, FileBytes lineStrings, FileBytes strings) {
    this.tables = tables;
    this.lineStrings = lineStrings;
    this.strings = strings;
  }

  /**
   * The line of the instruction at an address of the code object; where code was inlined, the line
   * it was written in. Empty if the compiler does not say, or made the instruction for no line in
   * particular.
   */
  public Optional<SourceLine> at(long address) {
    try {
      DwarfCursor cursor = new DwarfCursor(tables, 0);
      while (cursor.position() < tables.size()) {
        long end = cursor.u32() + cursor.position();
        Optional<SourceLine> line =
            LineUnit.read(cursor, end, this).flatMap(unit -> unit.find(address));
        if (line.isPresent()) {
          return line;
        }
        cursor.skip(end - cursor.position());
      }
      return Optional.empty();
    } catch (CodeObjectException e) {
      // A line table that cannot be read must not hide what is being reported.
      return Optional.empty();
    }
  }

  FileBytes tables() {
    return tables;
  }

  /** The text in a field of this form. */
  String text(DwarfCursor cursor, int form) {
    return switch (form) {
      case 0x08 -> cursor.cString(); // string
      case 0x0e -> strings.cString(cursor.u32()); // strp
      case 0x1f -> lineStrings.cString(cursor.u32()); // line_strp
      default -> throw new CodeObjectException("names with DWARF form 0x%x".formatted(form));
    };
  }
}
