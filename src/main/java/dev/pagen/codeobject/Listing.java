package dev.pagen.codeobject;

import dev.pagen.codeobject.InstructionDecoder.Decoded;
import dev.pagen.elf.CodeObjectException;
import dev.pagen.elf.ElfFile;
import dev.pagen.elf.FileBytes;
import dev.pagen.elf.Segment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes the instructions of an AMDGPU code object as text, each with its address and encoding, and
 * branches with the name of where they go; {@link Disassembly} takes it apart again. All code comes
 * out, whoever made it: what no symbol covers stands under a name that tells its address.
 */
public final class Listing {
  /** Where the comment with the address begins. */
  private static final int COMMENT_COLUMN = 60;

  private static final int ADDRESS_DIGITS = 12;
  private static final int WORD = Integer.BYTES;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final CodeRanges ranges;
  private final InstructionDecoder decoder;
  private final ByteBuffer code;
  private final long start;
  private final StringBuilder text;

  private Listing(
      CodeRanges ranges, InstructionDecoder decoder, Segment segment, StringBuilder text) {
    this.ranges = ranges;
    this.decoder = decoder;
    this.code = segment.bytes().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    this.start = segment.address();
    this.text = text;
  }

  /**
   * The listing of a code object.
   *
   * @param codeObject the ELF
   * @param arch what it was compiled for, such as {@code gfx942}
   * @throws CodeObjectException if it is another kind of file, cut short or damaged, or without
   *     code
   */
  public static String of(byte[] codeObject, String arch, InstructionDecoder.Source decoders) {
    ElfFile elf = ElfFile.read(FileBytes.of(codeObject));
    if (elf.machine() != CodeObject.MACHINE) {
      throw elf.otherThan("an AMDGPU code object");
    }
    StringBuilder text = new StringBuilder();
    for (Segment segment : elf.segments()) {
      if (segment.executable()) {
        byte[] memory = new byte[segment.bytes().capacity()];
        segment.bytes().duplicate().get(memory);
        try (InstructionDecoder decoder = decoders.open(arch, memory, segment.address())) {
          new Listing(CodeRanges.of(elf, segment), decoder, segment, text).write();
        }
      }
    }
    if (text.isEmpty()) {
      throw new CodeObjectException("the code object holds no code");
    }
    return text.toString();
  }

  private void write() {
    for (CodeRanges.Range range : ranges.ranges()) {
      int before = text.length();
      text.append(before == 0 ? "" : "\n").append(range.name()).append(":\n");
      int empty = text.length();
      int end = write(range);
      text.setLength(end == empty ? before : end);
    }
  }

  /**
   * Writes the lines of a range.
   *
   * @return where the text ends without the padding of a range whose end nobody says
   */
  private int write(CodeRanges.Range range) {
    int end = text.length();
    for (long at = range.start(); at + WORD <= range.end(); ) {
      String label = ranges.labels().get(at);
      if (label != null) {
        text.append("  ").append(label).append(":\n");
      }
      Optional<Decoded> decoded = decoder.at(at);
      boolean padding = write(at, decoded);
      if (range.exact() || !padding) {
        end = text.length();
      }
      at += decoded.isPresent() ? decoded.get().bytes() : WORD;
    }
    return end;
  }

  /** Writes one line; whether it is padding. */
  private boolean write(long address, Optional<Decoded> decoded) {
    int first = word(address);
    String shown = decoded.isPresent() ? decoded.get().text() : ".long 0x%08X".formatted(first);
    text.append('\t').append(shown).repeat(' ', Math.max(1, COMMENT_COLUMN - 1 - shown.length()));
    text.append("// ").append(HEX.toHexDigits(address, ADDRESS_DIGITS)).append(": ");
    text.append(HEX.toHexDigits(first));
    if (decoded.isPresent()) {
      for (int at = WORD; at < decoded.get().bytes(); at += WORD) {
        text.append(' ').append(HEX.toHexDigits(word(address + at)));
      }
      OptionalLong target = decoded.get().target();
      if (target.isPresent()) {
        text.append(" <").append(ranges.name(target.getAsLong())).append('>');
      }
    }
    text.append('\n');
    return first == 0 || shown.startsWith("s_nop") || shown.startsWith("s_code_end");
  }

  private int word(long address) {
    return code.getInt((int) (address - start));
  }
}
