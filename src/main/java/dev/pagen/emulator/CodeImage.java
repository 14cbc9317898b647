package dev.pagen.emulator;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Relocation;
import dev.pagen.elf.CodeObjectException;
import dev.pagen.elf.Segment;
import dev.pagen.emulator.machine.EmulatedMemory;
import java.lang.foreign.MemorySegment;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a code object looks like in memory: its segments, with the addresses that they hold. */
record CodeImage(List<Segment> segments, List<Relocation> relocations) {
  /**
   * That of a code object.
   *
   * @throws CodeObjectException if it cannot be loaded
   */
  static CodeImage of(CodeObject codeObject) {
    List<Segment> segments =
        codeObject.segments().stream().sorted(Comparator.comparingLong(Segment::address)).toList();
    for (int i = 1; i < segments.size(); i++) {
      Segment before = segments.get(i - 1);
      if (before.address() + before.memorySize() > segments.get(i).address()) {
        throw new CodeObjectException(
            ("the code object is damaged: two of its segments overlap,"
                    + " %d bytes at 0x%x and what is at 0x%x")
                .formatted(before.memorySize(), before.address(), segments.get(i).address()));
      }
    }
    CodeImage image = new CodeImage(segments, codeObject.relocations());
    image.relocations.forEach(image::check);
    return image;
  }

  /** Refuses one that cannot be applied, before anything is written. */
  private void check(Relocation relocation) {
    int bytes = relocation.bytes();
    if (bytes == 0) {
      return;
    }
    Segment segment =
        segmentOf(relocation.address(), bytes)
            .orElseThrow(() -> relocation.refused("no segment has the place"));
    if (segment.executable()) {
      throw relocation.refused("its place is among instructions, which are never changed here");
    }
    relocation.value(0);
  }

  private Optional<Segment> segmentOf(long address, int bytes) {
    return segments.stream()
        .filter(s -> address >= s.address() && address - s.address() <= s.memorySize() - bytes)
        .findFirst();
  }

  /** Bytes it takes from its load address on. */
  long bytes() {
    return segments.isEmpty() ? 0 : segments.getLast().address() + segments.getLast().memorySize();
  }

  /** Writes it to zeroed memory. */
  void write(EmulatedMemory memory, long base) {
    for (Segment segment : segments) {
      MemorySegment content = MemorySegment.ofBuffer(segment.bytes());
      memory.slice(base + segment.address(), content.byteSize()).copyFrom(content);
    }
    for (Relocation relocation : relocations) {
      long value = relocation.value(base);
      byte[] bytes = new byte[relocation.bytes()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (value >>> Byte.SIZE * i);
      }
      if (bytes.length > 0) {
        memory.write(base + relocation.address(), bytes);
      }
    }
  }
}
