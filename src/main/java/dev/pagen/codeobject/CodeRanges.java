package dev.pagen.codeobject;

import dev.pagen.elf.ElfFile;
import dev.pagen.elf.ElfSymbol;
import dev.pagen.elf.FileBytes;
import dev.pagen.elf.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which addresses of a code segment belong to which function, by the symbols: a kernel begins where
 * its descriptor says and, as any function, takes as many bytes as its symbol says. One whose
 * symbol says nothing (hand-written code) goes on to the next function. Labels are no functions:
 * hand-written loops are full of them.
 *
 * @param ranges in order of address; together they are the whole segment
 * @param labels names inside of ranges by address
 */
record CodeRanges(List<Range> ranges, TreeMap<Long, String> labels) {
  private static final String DESCRIPTOR = ".kd";

  /** The function wins whose extent is known, so that of two names for one place it is used. */
  private static final Comparator<Start> BEST_FIRST =
      Comparator.comparing(Start::kernel)
          .thenComparing(start -> start.bytes() > 0)
          .reversed()
          .thenComparing(Start::name);

  /**
   * A run of code.
   *
   * @param name the function's; for what lies between functions, one that tells where
   * @param end the address after it
   * @param exact whether {@code end} is what a symbol says; else padding may stand before it
   */
  record Range(String name, long start, long end, boolean exact) {}

  /** Where a function begins. */
  private record Start(String name, long address, long bytes, boolean kernel) {}

  /** Those of {@code segment}. */
  static CodeRanges of(ElfFile elf, Segment segment) {
    TreeMap<Long, String> labels = new TreeMap<>();
    Map<Long, Start> starts = new HashMap<>();
    for (Start start : starts(elf)) {
      if (holds(segment, start.address())) {
        starts.merge(start.address(), start, (a, b) -> BEST_FIRST.compare(a, b) <= 0 ? a : b);
      }
    }
    elf.symbols().values().stream()
        .filter(s -> s.placed() && holds(segment, s.value()) && !starts.containsKey(s.value()))
        .forEach(s -> labels.merge(s.value(), s.name(), (a, b) -> a.compareTo(b) < 0 ? a : b));
    long end = segment.address() + segment.bytes().capacity();
    List<Start> ordered =
        starts.values().stream().sorted(Comparator.comparingLong(Start::address)).toList();
    return new CodeRanges(ranges(ordered, segment.address(), end, labels), labels);
  }

  private static List<Start> starts(ElfFile elf) {
    List<Start> starts = new ArrayList<>();
    for (ElfSymbol symbol : elf.symbols().values()) {
      if (symbol.placed() && symbol.name().endsWith(DESCRIPTOR)) {
        int length = symbol.name().length() - DESCRIPTOR.length();
        String name = symbol.name().substring(0, length);
        FileBytes descriptor = elf.loaded(symbol.value(), KernelDescriptor.SIZE);
        long entry = symbol.value() + KernelDescriptor.read(descriptor).entryOffset();
        long bytes =
            Optional.ofNullable(elf.symbols().get(name))
                .filter(code -> code.value() == entry)
                .map(ElfSymbol::size)
                .orElse(0L);
        starts.add(new Start(name, entry, bytes, true));
      } else if (symbol.placed() && symbol.function()) {
        starts.add(new Start(symbol.name(), symbol.value(), symbol.size(), false));
      }
    }
    return starts;
  }

  private static List<Range> ranges(
      List<Start> starts, long first, long end, TreeMap<Long, String> labels) {
    List<Range> ranges = new ArrayList<>();
    long at = first;
    for (int i = 0; i < starts.size(); i++) {
      Start start = starts.get(i);
      if (start.address() < at && !start.kernel()) {
        labels.put(start.address(), start.name()); // A second way into a function.
        continue;
      }
      if (start.address() > at) {
        ranges.add(between(at, start.address()));
      }
      long next = i + 1 < starts.size() ? starts.get(i + 1).address() : end;
      boolean exact = start.bytes() > 0;
      long last = exact ? Math.min(end, start.address() + start.bytes()) : next;
      ranges.add(new Range(start.name(), start.address(), last, exact));
      at = Math.max(at, last);
    }
    if (at < end) {
      ranges.add(between(at, end));
    }
    return ranges;
  }

  private static Range between(long start, long end) {
    return new Range("code_at_%x".formatted(start), start, end, false);
  }

  private static boolean holds(Segment segment, long address) {
    return address >= segment.address() && address < segment.address() + segment.bytes().capacity();
  }

  /** The name of an address, such as {@code decode+0x14C}: from the nearest label before it. */
  String name(long address) {
    String name = "0x%X".formatted(address);
    long from = Long.MIN_VALUE;
    for (Range range : ranges) {
      if (range.start() <= address && address < range.end() && range.start() > from) {
        from = range.start();
        name = range.name();
      }
    }
    var label = labels.floorEntry(address);
    if (label != null && label.getKey() > from && from != Long.MIN_VALUE) {
      from = label.getKey();
      name = label.getValue();
    }
    return address == from || from == Long.MIN_VALUE
        ? name
        : "%s+0x%X".formatted(name, address - from);
  }
}
