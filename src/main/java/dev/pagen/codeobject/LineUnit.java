package dev.pagen.codeobject;

import dev.pagen.elf.CodeObjectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One compile unit's line table: names of files, and a program that makes rows of addresses and
 * lines. Source: DWARF 5, section 6.2.
 */
final class LineUnit {
  private static final int PATH = 1;

  private final DwarfCursor cursor;
  private final long end;
  private final int instructionBytes;
  private final int lineBase;
  private final int lineRange;
  private final int[] operands;
  private final List<String> files;

  private LineUnit(DwarfCursor cursor, long end, SourceLines strings) {
    this.cursor = cursor;
    this.end = end;
    cursor.skip(2);
    long headerBytes = cursor.u32();
    long program = cursor.position() + headerBytes;
    instructionBytes = cursor.u8();
    cursor.skip(2);
    lineBase = cursor.s8();
    lineRange = Math.max(1, cursor.u8());
    operands = new int[cursor.u8()];
    for (int opcode = 1; opcode < operands.length; opcode++) {
      operands[opcode] = cursor.u8();
    }
    paths(strings);
    files = paths(strings);
    cursor.skip(program - cursor.position());
  }

  /**
   * The unit whose length field was just read; empty if it is of another version of DWARF.
   *
   * @param end where the next unit begins
   */
  static Optional<LineUnit> read(DwarfCursor cursor, long end, SourceLines strings) {
    return cursor.u16() == 5 ? Optional.of(new LineUnit(cursor, end, strings)) : Optional.empty();
  }

  /** A list of directories or files, of which only the names are of use. */
  private List<String> paths(SourceLines strings) {
    int[][] format = new int[cursor.u8()][];
    for (int i = 0; i < format.length; i++) {
      format[i] = new int[] {(int) cursor.uleb(), (int) cursor.uleb()};
    }
    List<String> paths = new ArrayList<>();
    for (long count = cursor.uleb(); count > 0 && format.length > 0; count--) {
      String path = "";
      for (int[] field : format) {
        if (field[0] == PATH) {
          path = strings.text(cursor, field[1]);
        } else {
          skip(field[1]);
        }
      }
      paths.add(path);
    }
    return paths;
  }

  private void skip(int form) {
    switch (form) {
      case 0x0b -> cursor.skip(1); // data1
      case 0x05 -> cursor.skip(2); // data2
      case 0x06 -> cursor.skip(4); // data4
      case 0x07 -> cursor.skip(8); // data8
      case 0x1e -> cursor.skip(16); // data16
      case 0x0f -> cursor.uleb(); // udata
      case 0x09 -> cursor.skip(cursor.uleb()); // block
      default -> throw new CodeObjectException("line tables with DWARF form 0x%x".formatted(form));
    }
  }

  /** The row that covers {@code wanted}. */
  Optional<SourceLine> find(long wanted) {
    Row row = new Row();
    Row before = new Row();
    while (cursor.position() < end) {
      if (!step(row)) {
        continue;
      }
      if (before.valid && before.address <= wanted && wanted < row.address) {
        return line(before);
      }
      before = row.copy();
      before.valid = !row.ends;
      if (row.ends) {
        row = new Row();
      }
    }
    return Optional.empty();
  }

  private Optional<SourceLine> line(Row row) {
    if (row.line == 0 || row.file < 0 || row.file >= files.size()) {
      return Optional.empty();
    }
    String path = files.get(row.file);
    return Optional.of(new SourceLine(path.substring(path.lastIndexOf('/') + 1), row.line));
  }

  private static final class Row {
    long address;
    int file = 1;
    int line = 1;
    boolean ends;
    boolean valid;

    Row copy() {
      Row copy = new Row();
      copy.address = address;
      copy.file = file;
      copy.line = line;
      return copy;
    }
  }

  /** One instruction of the program; whether it made a row. */
  private boolean step(Row row) {
    int opcode = cursor.u8();
    if (opcode >= operands.length) {
      row.address += advance(opcode);
      row.line += lineBase + (opcode - operands.length) % lineRange;
      return true;
    }
    switch (opcode) {
      case 0 -> {
        return extended(row);
      }
      case 1 -> { // copy
        return true;
      }
      case 2 -> row.address += cursor.uleb() * instructionBytes; // advance_pc
      case 3 -> row.line += (int) cursor.sleb(); // advance_line
      case 4 -> row.file = (int) cursor.uleb(); // set_file
      case 8 -> row.address += advance(255); // const_add_pc
      case 9 -> row.address += cursor.u16(); // fixed_advance_pc
      default -> {
        for (int i = 0; i < operands[opcode]; i++) {
          cursor.uleb();
        }
      }
    }
    return false;
  }

  private long advance(int specialOpcode) {
    return (long) (specialOpcode - operands.length) / lineRange * instructionBytes;
  }

  private boolean extended(Row row) {
    long next = cursor.uleb() + cursor.position();
    int opcode = cursor.u8();
    if (opcode == 2) { // set_address
      row.address = cursor.i64();
    }
    row.ends = opcode == 1; // end_sequence
    cursor.skip(next - cursor.position());
    return row.ends;
  }
}
