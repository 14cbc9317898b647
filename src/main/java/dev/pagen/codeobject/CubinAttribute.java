package dev.pagen.codeobject;

import dev.pagen.elf.CodeObjectException;
import dev.pagen.elf.ElfFile;
import dev.pagen.elf.FileBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One attribute of a cubin's {@code .nv.info} sections: four bytes of format, kind and either a
 * short value or the length of what follows. Kinds are called here what {@code cuobjdump -elf}
 * calls {@code EIATTR_} and so on.
 *
 * @param kind one of the numbers below, or another
 * @param value the short value, where the format has one
 * @param content what follows, where the format has that
 */
record CubinAttribute(int kind, int value, FileBytes content) {
  /** {@code MAX_THREADS}: of {@code __launch_bounds__}, in x, y and z. */
  static final int MOST_THREADS = 0x05;

  /** {@code REQNTID}: as many threads as a launch must have, in x, y and z. */
  static final int THREADS = 0x10;

  /** {@code FRAME_SIZE}: a symbol, bytes of its stack. */
  static final int FRAME_BYTES = 0x11;

  /** {@code KPARAM_INFO}. */
  static final int PARAMETER = 0x17;

  /** {@code CBANK_PARAM_SIZE}. */
  static final int PARAMETER_BYTES = 0x19;

  /** {@code REGCOUNT}: a symbol, registers of a thread. */
  static final int REGISTERS = 0x2f;

  /** {@code KPARAM_INFO_V2}, of kernels with more than 4 KiB of parameters. */
  static final int PARAMETER_2 = 0x45;

  /** {@code NUM_BARRIERS}. */
  static final int BARRIERS = 0x4c;

  /** Most threads of a block, on every architecture so far. */
  static final int THREADS_OF_A_BLOCK = 1024;

  private static final int WITH_CONTENT = 4;
  private static final int HEADER_BYTES = 4;

  /** Of the first form's last word, the bits above hold the size. */
  private static final int SIZE_SHIFT = 18;

  /** Of the second form's last word, the bits below hold the size. */
  private static final int SIZE_MASK_2 = 0xffff;

  /** The attributes in a section; none if there is no such section. */
  static List<CubinAttribute> all(ElfFile elf, String section) {
    FileBytes bytes = elf.content(section);
    List<CubinAttribute> attributes = new ArrayList<>();
    long at = 0;
    while (at + HEADER_BYTES <= bytes.size()) {
      int kind = bytes.u8(at + 1);
      int value = bytes.u16(at + 2);
      boolean more = bytes.u8(at) == WITH_CONTENT;
      at += HEADER_BYTES;
      attributes.add(
          new CubinAttribute(
              kind, value, bytes.slice(at, more ? value : 0, "an attribute's content")));
      at += more ? value : 0;
    }
    return attributes;
  }

  /** The 32-bit word {@code index} of the content. */
  int word(int index) {
    return content.i32(4L * index);
  }

  /**
   * The same where it counts something.
   *
   * @throws CodeObjectException if it is less than nothing
   */
  int count(int index) {
    int count = word(index);
    if (count < 0) {
      throw new CodeObjectException(
          "the cubin is damaged: attribute 0x%02x says %d of something".formatted(kind, count));
    }
    return count;
  }

  /** Threads of a block in all, which the content tells in x, y and z; at most 1024. */
  int threads() {
    long all = 1;
    for (int dimension = 0; dimension < 3; dimension++) {
      if (count(dimension) == 0) {
        throw new CodeObjectException("the cubin is damaged: a kernel for blocks of no threads");
      }
      all = Math.min(THREADS_OF_A_BLOCK, all * count(dimension));
    }
    return (int) all;
  }

  /** The parameter that an attribute of kind {@link #PARAMETER} or {@link #PARAMETER_2} tells. */
  KernelArgument parameter() {
    int last = word(2);
    return new KernelArgument(
        Optional.empty(),
        Optional.empty(),
        content.u16(6),
        kind == PARAMETER ? last >>> SIZE_SHIFT : last & SIZE_MASK_2,
        KernelArgument.UNSPECIFIED,
        Optional.empty());
  }
}
