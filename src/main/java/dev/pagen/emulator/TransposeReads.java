package dev.pagen.emulator;

import dev.pagen.emulator.ExecutionObserver.Access;

/**
 * gfx950's transposing LDS reads. Sixteen lanes together read a matrix whose rows have sixteen
 * elements; lane {@code i} of the sixteen gets column {@code i}. With {@code e} elements per lane,
 * element {@code k} of the result is element {@code i % e} of what lane {@code k * 16 / e + i / e}
 * read. Read, for 16 bits, from the mapping in ROCm/rocm-systems pull request 10175, corrected
 * there after comparison with hardware; for 8 bits from Modular's documentation ("two interleaved
 * 8x8 byte transposes"), which no public comparison with hardware backs; 4 and 6 bits by analogy.
 */
final class TransposeReads {
  private static final int GROUP = 16;

  private TransposeReads() {}

  static void register(InstructionTable t) {
    t.add("ds_read_b64_tr_b16", d -> bind(d, 2, 16));
    t.add("ds_read_b64_tr_b8", d -> bind(d, 2, 8));
    t.add("ds_read_b64_tr_b4", d -> bind(d, 2, 4));
    t.add("ds_read_b96_tr_b6", d -> bind(d, 3, 6));
  }

  private static Operation bind(Decoding d, int words, int bits) {
    int to = d.vector(0) * Wave.LANES;
    int address = d.vector(1) * Wave.LANES;
    int offset = d.modifiers().integer("offset", 0);
    int elements = 32 * words / bits;
    return wave -> {
      LdsMemory.addresses(wave, address, offset);
      long exec = wave.exec();
      if (wave.group.observed) {
        wave.group.observer.ldsAccess(wave, Access.READ, wave.addresses, exec, 4 * words);
      }
      int[] loaded = new int[words * Wave.LANES];
      for (long m = exec; m != 0; m &= m - 1) {
        int lane = Long.numberOfTrailingZeros(m);
        long at = wave.addresses[lane];
        Region lds = AddressSpace.LDS.resolve(wave, lane, at, 4 * words);
        for (int i = 0; i < words; i++) {
          loaded[i * Wave.LANES + lane] = lds.segment.get(Region.INT, at + 4L * i);
        }
      }
      int[] result = new int[words * Wave.LANES];
      for (int lane = 0; lane < Wave.LANES; lane++) {
        int i = lane % GROUP;
        for (int k = 0; k < elements; k++) {
          int from = lane - i + k * GROUP / elements + i / elements;
          put(result, lane, k * bits, bits, take(loaded, from, i % elements * bits, bits));
        }
      }
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

  private static void put(int[] words, int lane, int position, int bits, int value) {
    int word = position / 32;
    words[word * Wave.LANES + lane] |= value << position % 32;
    if (position % 32 + bits > 32) {
      words[(word + 1) * Wave.LANES + lane] |= value >>> (32 - position % 32);
    }
  }
}
