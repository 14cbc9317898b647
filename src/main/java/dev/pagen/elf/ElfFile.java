package dev.pagen.elf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of a 64-bit little-endian ELF file that GPU code needs: flags, loadable segments,
 * symbols, notes, sections. Layout: System V ABI, chapters 4 and 5.
 */
public record ElfFile(
    int machine,
    int abiVersion,
    int flags,
    List<Segment> segments,
    Map<String, ElfSymbol> symbols,
    List<Note> notes,
    List<ElfSection> sections,
    FileBytes dynamic) {
  private static final int CLASS_64 = 2;
  private static final int LITTLE_ENDIAN = 1;
  private static final int HEADER_SIZE = 64;
  private static final int SECTION_HEADER_SIZE = 64;
  private static final int PROGRAM_HEADER_SIZE = 56;

  /** Files have a handful. Segments may overlap, so that a few bytes could make any number. */
  private static final int MOST_NOTES = 1 << 12;

  private static final int SECTION_SYMTAB = 2;
  private static final int SECTION_NOTE = 7;
  private static final int SECTION_DYNSYM = 11;
  private static final int PROGRAM_LOAD = 1;
  private static final int PROGRAM_DYNAMIC = 2;
  private static final int PROGRAM_NOTE = 4;
  private static final Map<Integer, String> MACHINES =
      Map.of(
          3,
          "an x86",
          40,
          "an ARM",
          62,
          "an x86-64",
          183,
          "an AArch64",
          190,
          "an NVIDIA CUDA",
          224,
          "an AMDGPU",
          243,
          "a RISC-V");

  /** One note: who defined it, which of theirs it is, and its content. */
  public record Note(String owner, int type, FileBytes content) {}

  public static ElfFile read(FileBytes file) {
    check(file);
    List<ElfSection> sections = Sections.of(file);
    List<Note> notes = new ArrayList<>();
    List<Segment> segments = new ArrayList<>();
    FileBytes dynamic = readProgramHeaders(file, segments, notes);
    if (notes.isEmpty()) {
      for (ElfSection section : ofType(sections, SECTION_NOTE)) {
        readNotes(section.content(), notes);
      }
    }
    Map<String, ElfSymbol> symbols = new LinkedHashMap<>();
    for (int type : new int[] {SECTION_DYNSYM, SECTION_SYMTAB}) {
      for (ElfSection table : ofType(sections, type)) {
        readSymbols(table.content(), Sections.get(sections, table.link()).content(), symbols);
      }
    }
    return new ElfFile(
        file.u16(18),
        file.u8(8),
        file.i32(48),
        List.copyOf(segments),
        Map.copyOf(symbols),
        List.copyOf(notes),
        sections,
        dynamic);
  }

  private static List<ElfSection> ofType(List<ElfSection> sections, int type) {
    return sections.stream().filter(s -> s.type() == type).toList();
  }

  /** The section of that name. */
  public Optional<ElfSection> section(String name) {
    return sections.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /** The section of that number. */
  public ElfSection section(int number) {
    return Sections.get(sections, number);
  }

  /** The bytes of the section of that name; none if it is not there. */
  public FileBytes content(String section) {
    return section(section).map(ElfSection::content).orElse(FileBytes.NONE);
  }

  /** That this is not what was wanted. */
  public CodeObjectException otherThan(String wanted) {
    return new CodeObjectException(
        "%s ELF, not %s (machine %d)"
            .formatted(MACHINES.getOrDefault(machine, "another"), wanted, machine));
  }

  public Optional<Note> note(String owner, int type) {
    return notes.stream().filter(n -> n.owner().equals(owner) && n.type() == type).findFirst();
  }

  /**
   * Bytes as a loader puts them to memory.
   *
   * @throws CodeObjectException if nothing is loaded there
   */
  public FileBytes loaded(long address, long length) {
    for (Segment segment : segments) {
      long offset = address - segment.address();
      if (offset >= 0 && offset + length <= segment.bytes().capacity()) {
        return new FileBytes(segment.bytes()).slice(offset, length, "what is loaded there");
      }
    }
    throw new CodeObjectException(
        "the code object is damaged: nothing is loaded at address 0x%x".formatted(address));
  }

  private static void check(FileBytes file) {
    otherFormat(file)
        .ifPresent(
            what -> {
              throw new CodeObjectException(
                  what + "; a code object (.co, .hsaco, .cubin) is needed");
            });
    if (file.size() < HEADER_SIZE) {
      throw new CodeObjectException(
          "an ELF header of %d bytes is needed, the file has %d: it is cut short"
              .formatted(HEADER_SIZE, file.size()));
    }
    if (file.u8(4) != CLASS_64 || file.u8(5) != LITTLE_ENDIAN) {
      throw new CodeObjectException(
          "a 32-bit or big-endian ELF, not a code object (64-bit little-endian ELF)");
    }
  }

  private static Optional<String> otherFormat(FileBytes file) {
    if (file.size() == 0) {
      return Optional.of("the file is empty");
    }
    String start = file.text(0, Math.min(file.size(), 24));
    if (start.startsWith("__CLANG_OFFLOAD_BUNDLE__") || start.startsWith("CCOB")) {
      return Optional.of(
          "a clang offload bundle, which holds code objects of several targets: take one out with"
              + " clang-offload-bundler, or compile with --no-gpu-bundle-output");
    }
    boolean elf =
        file.size() >= 4
            && file.u8(0) == 0x7f
            && file.u8(1) == 'E'
            && file.u8(2) == 'L'
            && file.u8(3) == 'F';
    return elf ? Optional.empty() : Optional.of("not an ELF file");
  }

  /** Reads what is to be loaded and noted; returns what is said to the loader. */
  private static FileBytes readProgramHeaders(
      FileBytes file, List<Segment> segments, List<Note> notes) {
    FileBytes dynamic = FileBytes.NONE;
    long table = file.i64(32);
    int count = file.u16(56);
    for (int i = 0; i < count; i++) {
      FileBytes header =
          file.slice(
              table + (long) i * PROGRAM_HEADER_SIZE, PROGRAM_HEADER_SIZE, "a segment header");
      int type = header.i32(0);
      if (type != PROGRAM_LOAD && type != PROGRAM_DYNAMIC && type != PROGRAM_NOTE) {
        continue;
      }
      FileBytes content = file.slice(header.i64(8), header.i64(32), "a segment");
      if (type == PROGRAM_NOTE) {
        readNotes(content, notes);
      } else if (type == PROGRAM_DYNAMIC) {
        dynamic = content;
      } else {
        int access = header.i32(4);
        long address = header.i64(16);
        long memory = header.i64(40);
        if (address < 0 || memory < content.size() || address + memory < 0) {
          throw new CodeObjectException(
              "the code object is damaged: a segment of %d bytes is to take %s at 0x%x"
                  .formatted(content.size(), Long.toUnsignedString(memory), address));
        }
        segments.add(
            new Segment(address, memory, (access & 2) != 0, (access & 1) != 0, content.buffer()));
      }
    }
    return dynamic;
  }

  private static void readNotes(FileBytes content, List<Note> notes) {
    long at = 0;
    while (at + 12 <= content.size()) {
      long nameSize = content.u32(at);
      long size = content.u32(at + 4);
      int type = content.i32(at + 8);
      if (notes.size() == MOST_NOTES) {
        throw new CodeObjectException(
            "the code object is damaged: it has more than %d notes".formatted(MOST_NOTES));
      }
      String owner = content.text(at + 12, Math.max(0, nameSize - 1));
      long start = at + 12 + roundUp4(nameSize);
      notes.add(new Note(owner, type, content.slice(start, size, "a note")));
      at = start + roundUp4(size);
    }
  }

  private static void readSymbols(
      FileBytes table, FileBytes names, Map<String, ElfSymbol> symbols) {
    for (long at = 0; at + ElfSymbol.ENTRY_BYTES <= table.size(); at += ElfSymbol.ENTRY_BYTES) {
      ElfSymbol symbol = ElfSymbol.read(table, at, names);
      if (!symbol.name().isEmpty()) {
        symbols.put(symbol.name(), symbol);
      }
    }
  }

  private static long roundUp4(long size) {
    return (size + 3) & ~3L;
  }

  /** Reads the table of sections. */
  private static final class Sections {
    private static final int NO_BITS = 8;
    private static final long COMPRESSED = 0x800;

    static List<ElfSection> of(FileBytes file) {
      long table = file.i64(40);
      int count = file.u16(60);
      List<FileBytes> headers = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        long at = table + (long) i * SECTION_HEADER_SIZE;
        headers.add(file.slice(at, SECTION_HEADER_SIZE, "a section header"));
      }
      int names = file.u16(62);
      FileBytes text = names < count ? content(file, headers.get(names), names) : FileBytes.NONE;
      List<ElfSection> all = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        FileBytes header = headers.get(i);
        String name = header.u32(0) < text.size() ? text.cString(header.u32(0)) : "";
        all.add(
            new ElfSection(
                name, header.i32(4), header.i32(40), header.i64(32), content(file, header, i)));
      }
      return List.copyOf(all);
    }

    private static FileBytes content(FileBytes file, FileBytes header, int index) {
      boolean absent = header.i32(4) == NO_BITS || (header.i64(8) & COMPRESSED) != 0;
      return absent
          ? FileBytes.NONE
          : file.slice(header.i64(24), header.i64(32), "section " + index);
    }

    static ElfSection get(List<ElfSection> all, int index) {
      if (index < 0 || index >= all.size()) {
        throw new CodeObjectException(
            "the code object is damaged: section %d of %d is asked for"
                .formatted(index, all.size()));
      }
      return all.get(index);
    }
  }
}
