package dev.pagen.emulator.isa;

import static dev.pagen.emulator.isa.ValueType.B32;

import dev.pagen.emulator.machine.AddressSpace;
import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.emulator.machine.Wave;

/**
 * Where the lanes of a buffer instruction go, and how much of that lies in the buffer's records.
 *
 * <p>Source: AMD's CDNA 3 and 4 ISA documents, "Range Checking", but for what the authors of ROCm's
 * rocjitsu measured on gfx950: the register offset and the instruction's wrap at 32 bits before the
 * scalar offset is added, and that counts in the range check too, which the documents leave it out
 * of. Records are counted by their index only where the instruction has one.
 *
 * @param address register of the index, the offset, or both
 * @param descriptor scalar register of the buffer's descriptor
 * @param indexed whether there is an index ({@code idxen})
 * @param offset whether there is an offset ({@code offen})
 */
record BufferAddressing(
    Operand address,
    int descriptor,
    ScalarSource scalarOffset,
    boolean indexed,
    boolean offset,
    int immediate) {
  private static final long ADDRESS_MASK = 0xffff_ffff_ffffL;
  private static final long WORD_MASK = 0xffff_ffffL;
  private static final int SWIZZLE = 1 << 31;
  private static final int ADD_LANE = 1 << 23;

  /** Operands {@code address, descriptor, scalar offset}, with idxen, offen and offset. */
  static BufferAddressing of(Decoding d, int first) {
    Modifiers m = d.modifiers();
    // Without an address register the printed form may leave the operand out.
    boolean leftOut = d.operand(first).isScalar();
    int descriptor = leftOut ? first : first + 1;
    return new BufferAddressing(
        leftOut ? Operand.parse("off") : d.operand(first),
        d.scalarRegister(descriptor),
        d.scalar(descriptor + 1, B32),
        m.has("idxen"),
        m.has("offen"),
        m.integer("offset", 0));
  }

  /** Whether the descriptor is the one that a kernel gets for scratch, or made from it. */
  static boolean isScratch(Wave wave, int descriptor) {
    return (wave.pair(descriptor) & 0xffff_0000_0000L) == AddressSpace.SCRATCH_BASE;
  }

  /** The addresses of a load or store, whose dwords are looked at one by one. */
  AddressSpace compute(Wave wave, Transfer transfer) {
    return compute(wave, transfer.bytes() / transfer.words(), transfer.words());
  }

  /**
   * Fills the wave's addresses, and in {@code l3} how many of each lane's {@code elements} elements
   * of {@code bytes} bytes lie in the records: those from the first on.
   */
  AddressSpace compute(Wave wave, int bytes, int elements) {
    long base = wave.pair(descriptor) & ADDRESS_MASK;
    if (isScratch(wave, descriptor)) {
      computeScratch(wave, base - AddressSpace.SCRATCH_BASE, elements);
      return AddressSpace.SCRATCH;
    }
    int word1 = wave.s[descriptor + 1];
    int word3 = wave.s[descriptor + 3];
    if ((word1 & SWIZZLE) != 0) {
      throw new UnmodelledException("a swizzled buffer");
    }
    boolean addsLane = (word3 & ADD_LANE) != 0 && !indexed;
    // Such a stride has four more bits, where others have their format.
    int stride = word1 >>> 16 & 0x3fff | (addsLane ? (word3 >>> 15 & 0xf) << 14 : 0);
    long records = wave.s[descriptor + 2] & WORD_MASK;
    long scalar = scalarOffset.get(wave);
    for (int lane = 0; lane < Wave.LANES; lane++) {
      long index = indexed ? register(wave, 0, lane) : addsLane ? lane : 0;
      long within = within(wave, lane) + scalar;
      wave.addresses[lane] = base + within + index * stride;
      if (addsLane) {
        wave.l3[lane] = elements;
      } else if (indexed && stride != 0) {
        wave.l3[lane] = index < records ? elements : 0;
      } else {
        wave.l3[lane] = Math.clamp((records - within) / bytes, 0, elements);
      }
    }
    return AddressSpace.GLOBAL;
  }

  private void computeScratch(Wave wave, long base, int elements) {
    // Scalar offsets count the bytes of all lanes.
    long start = base + scalarOffset.get(wave) / Wave.LANES;
    for (int lane = 0; lane < Wave.LANES; lane++) {
      wave.addresses[lane] = start + within(wave, lane);
      wave.l3[lane] = elements;
    }
  }

  /** What the lane's register and the instruction say together. */
  private long within(Wave wave, int lane) {
    return immediate + (offset ? register(wave, indexed ? 1 : 0, lane) : 0) & WORD_MASK;
  }

  private long register(Wave wave, int number, int lane) {
    return wave.v[(address.index() + number) * Wave.LANES + lane] & WORD_MASK;
  }

  /** The active lanes of which at least the first {@code count} elements lie in the records. */
  static long holding(Wave wave, int count) {
    long mask = 0;
    for (int lane = 0; lane < Wave.LANES; lane++) {
      mask |= wave.l3[lane] >= count ? 1L << lane : 0;
    }
    return mask & wave.exec();
  }
}
