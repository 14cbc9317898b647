package dev.pagen.codeobject;

import dev.pagen.elf.CodeObjectException;
import dev.pagen.elf.ElfFile;
import dev.pagen.elf.ElfSection;
import dev.pagen.elf.ElfSymbol;
import dev.pagen.elf.FileBytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Reads the relocations that an ELF file leaves to its loader: by its dynamic segment, or by the
 * names of sections where it has none. Layout: System V ABI, chapters 4 and 5.
 */
final class RelocationTables {
  private static final int ENTRY_BYTES = 24;
  private static final int DYNAMIC_ENTRY_BYTES = 16;

  // Tags of the dynamic segment.
  private static final long PLT_SIZE = 2;
  private static final long STRINGS = 5;
  private static final long SYMBOLS = 6;
  private static final long TABLE = 7;
  private static final long TABLE_SIZE = 8;
  private static final long TABLE_ENTRY = 9;
  private static final long STRINGS_SIZE = 10;
  private static final long WITHOUT_ADDENDS_SIZE = 18;
  private static final long PLT_KIND = 20;
  private static final long PLT_TABLE = 23;
  private static final long PACKED_SIZE = 35;

  private final ElfFile elf;
  private final List<Relocation> relocations = new ArrayList<>();

  private RelocationTables(ElfFile elf) {
    this.elf = elf;
  }

  /**
   * All of them, in order.
   *
   * @throws CodeObjectException if a table is damaged, or of a form that ROCm's loader passes over
   */
  static List<Relocation> of(ElfFile elf) {
    RelocationTables tables = new RelocationTables(elf);
    if (elf.dynamic().size() > 0) {
      tables.readDynamic();
    } else {
      tables.readSections();
    }
    return List.copyOf(tables.relocations);
  }

  private void readDynamic() {
    Map<Long, Long> tags = tags();
    long entry = tags.getOrDefault(TABLE_ENTRY, (long) ENTRY_BYTES);
    if (entry != ENTRY_BYTES) {
      throw damaged("relocations of %d bytes, not %d".formatted(entry, ENTRY_BYTES));
    }
    if (tags.containsKey(WITHOUT_ADDENDS_SIZE) || tags.containsKey(PACKED_SIZE)) {
      throw unread();
    }
    read(tags, TABLE, TABLE_SIZE);
    if (tags.getOrDefault(PLT_SIZE, 0L) != 0) {
      if (tags.getOrDefault(PLT_KIND, TABLE) != TABLE) {
        throw unread();
      }
      read(tags, PLT_TABLE, PLT_SIZE);
    }
  }

  /** The first of each: there is one of each that matters here. */
  private Map<Long, Long> tags() {
    Map<Long, Long> tags = new HashMap<>();
    FileBytes dynamic = elf.dynamic();
    for (long at = 0; at + DYNAMIC_ENTRY_BYTES <= dynamic.size(); at += DYNAMIC_ENTRY_BYTES) {
      long tag = dynamic.i64(at);
      if (tag == 0) {
        break;
      }
      tags.putIfAbsent(tag, dynamic.i64(at + Long.BYTES));
    }
    return tags;
  }

  private void read(Map<Long, Long> tags, long address, long size) {
    long bytes = tags.getOrDefault(size, 0L);
    if (bytes == 0) {
      return;
    }
    FileBytes table = elf.loaded(place(tags, address), bytes);
    read(
        table,
        number -> {
          FileBytes names = elf.loaded(place(tags, STRINGS), tags.getOrDefault(STRINGS_SIZE, 0L));
          long at = place(tags, SYMBOLS) + number * ElfSymbol.ENTRY_BYTES;
          return ElfSymbol.read(elf.loaded(at, ElfSymbol.ENTRY_BYTES), 0, names);
        });
  }

  private static long place(Map<Long, Long> tags, long tag) {
    Long address = tags.get(tag);
    if (address == null) {
      throw damaged("relocations, but its dynamic segment lacks entry %d".formatted(tag));
    }
    return address;
  }

  private void readSections() {
    for (ElfSection section : elf.sections()) {
      switch (section.name()) {
        case ".rel.dyn", ".rel.plt", ".relr.dyn" -> throw unread();
        case ".rela.dyn", ".rela.plt" -> {
          ElfSection symbols = elf.section(section.link());
          FileBytes names = elf.section(symbols.link()).content();
          read(
              section.content(),
              number -> ElfSymbol.read(symbols.content(), number * ElfSymbol.ENTRY_BYTES, names));
        }
        default -> {}
      }
    }
  }

  private void read(FileBytes table, LongFunction<ElfSymbol> symbols) {
    if (table.size() % ENTRY_BYTES != 0) {
      throw damaged("a table of relocations of %d bytes".formatted(table.size()));
    }
    for (long at = 0; at < table.size(); at += ENTRY_BYTES) {
      long symbol = table.u32(at + 12);
      relocations.add(
          new Relocation(
              table.i32(at + 8),
              table.i64(at),
              symbol == 0 ? Optional.empty() : Optional.of(symbols.apply(symbol)),
              table.i64(at + 16)));
    }
  }

  private static CodeObjectException unread() {
    return new CodeObjectException(
        "the code object has relocations without addends, or packed ones, which ROCm's loader"
            + " passes over: link it without --pack-dyn-relocs and -z rel");
  }

  private static CodeObjectException damaged(String what) {
    return new CodeObjectException("the code object is damaged: it has " + what);
  }
}
