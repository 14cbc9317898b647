package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.AddressSpace;
import dev.pagen.emulator.machine.ExecutionObserver.Access;
import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.Wave;

/**
 * gfx950's transposing LDS reads. Sixteen lanes together read a matrix whose rows have sixteen
 * elements; lane {@code i} of the sixteen gets column {@code i}. With {@code e} elements per lane,
 * element {@code k} of the result is element {@code i % e} of what lane {@code k * 16 / e + i / e}
 * read. Read, for 16 bits, from the mapping in ROCm/rocm-systems pull request 10175, corrected
 * there after comparison with hardware; for 8 bits from Modular's documentation ("two interleaved
 * 8x8 byte transposes"), which no public comparison with hardware backs; 4 and 6 bits by analogy.
 */
final class TransposeReads {
  static final int GROUP = 16;

  private TransposeReads() {}

  static void register(InstructionTable t) {
    add(t, "ds_read_b64_tr_b16", 2, 16);
    add(t, "ds_read_b64_tr_b8", 2, 8);
    add(t, "ds_read_b64_tr_b4", 2, 4);
    add(t, "ds_read_b96_tr_b6", 3, 6);
  }

  /**
   * What a read moves.
   *
   * @param words 32-bit words of each lane
   * @param bits of an element
   */
  record Format(int words, int bits) {
    int elements() {
      return 32 * words / bits;
    }
  }

  /** Rearranges what the lanes of a wave have read, word after word. */
  @FunctionalInterface
  interface Transposition {
    void run(int[] loaded, int[] result);
  }

  private static void add(InstructionTable t, String name, int words, int bits) {
    Format format = new Format(words, bits);
    Specialised<Transposition> transposition =
        new Specialised<>(Transposition.class, TransposeLoopCode.class, format);
    t.add(name, d -> bind(d, words, transposition.get()));
  }

  private static Operation bind(Decoding d, int words, Transposition transposition) {
    int to = d.vector(0) * Wave.LANES;
    int address = d.vector(1) * Wave.LANES;
    int offset = d.modifiers().integer("offset", 0);
    Transfer load = Transfer.load(words);
    return wave -> {
      LdsMemory.addresses(wave, address, offset);
      long exec = wave.exec();
      if (wave.group.observed) {
        wave.group.observer.ldsAccess(wave, Access.READ, wave.addresses, exec, 4 * words);
      }
      int[] loaded = new int[words * Wave.LANES];
      load.run(wave, AddressSpace.LDS, loaded, 0, exec);
      int[] result = new int[words * Wave.LANES];
      transposition.run(loaded, result);
      for (long m = exec; m != 0; m &= m - 1) {
        int lane = Long.numberOfTrailingZeros(m);
        for (int i = 0; i < words; i++) {
          wave.v[to + i * Wave.LANES + lane] = result[i * Wave.LANES + lane];
        }
      }
    };
  }

  /** Bits {@code position ..} of a lane's words; an element may cross a word's end. */
  static int take(int[] words, int lane, int position, int bits) {
    int word = position / 32;
    long pair = words[word * Wave.LANES + lane] & 0xffff_ffffL;
    if (position % 32 + bits > 32) {
      pair |= (long) words[(word + 1) * Wave.LANES + lane] << 32;
    }
    return (int) (pair >>> position % 32) & (1 << bits) - 1;
  }

  static void put(int[] words, int lane, int position, int bits, int value) {
    int word = position / 32;
    words[word * Wave.LANES + lane] |= value << position % 32;
    if (position % 32 + bits > 32) {
      words[(word + 1) * Wave.LANES + lane] |= value >>> (32 - position % 32);
    }
  }
}
