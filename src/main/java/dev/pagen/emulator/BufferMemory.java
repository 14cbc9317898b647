package dev.pagen.emulator;

import static dev.pagen.emulator.ValueType.B32;

import dev.pagen.emulator.ExecutionObserver.Access;

/**
 * Buffer instructions on untyped buffers. A lane outside of the buffer's records reads 0 and writes
 * nothing, as hardware does. The descriptor that a kernel gets for scratch is recognised by its
 * base address; scratch is then addressed per lane.
 */
@SuppressWarnings("ReferenceEquality") // each address space is one object
final class BufferMemory {
  /** Base address in the scratch descriptor of gfx90a's kernels. */
  static final long SCRATCH_BASE = 0x0000_5c5c_0000_0000L;

  private static final long ADDRESS_MASK = 0xffff_ffff_ffffL;
  private static final int SWIZZLE = 1 << 31;

  private BufferMemory() {}

  static void register(InstructionTable t) {
    Transfer.LOADS.forEach((name, f) -> t.add("buffer_load_" + name, d -> load(d, f)));
    Transfer.STORES.forEach((name, f) -> t.add("buffer_store_" + name, d -> store(d, f)));
    Atomics.WORDS.forEach((name, f) -> t.add("buffer_atomic_" + name, d -> atomic(d, f, 1)));
    Atomics.DOUBLE_WORDS.forEach(
        (name, f) ->
            t.add(
                "buffer_atomic_" + (name.endsWith("f64") ? name : name + "_x2"),
                d -> atomic(d, f, 2)));
  }

  private static Operation load(Decoding d, Transfer transfer) {
    boolean toLds = d.modifiers().has("lds");
    Addressing addressing = Addressing.of(d, toLds ? 0 : 1);
    DirectToLds lds = new DirectToLds(transfer, d.modifiers().integer("offset", 0));
    int to = toLds ? 0 : d.vector(0) * Wave.LANES;
    return wave -> {
      AddressSpace space = addressing.compute(wave, transfer.bytes());
      long mask = wave.exec() & addressing.inside(wave);
      if (wave.group.observed) {
        GlobalMemory.observe(wave, space, Access.READ, mask, transfer.bytes());
      }
      if (toLds) {
        lds.run(wave, space, mask);
        return;
      }
      for (long m = wave.exec() & ~mask; m != 0; m &= m - 1) {
        for (int i = 0; i < Math.max(1, transfer.bytes() / 4); i++) {
          wave.v[to + i * Wave.LANES + Long.numberOfTrailingZeros(m)] = 0;
        }
      }
      transfer.run(wave, space, to, mask);
    };
  }

  private static Operation store(Decoding d, Transfer transfer) {
    Addressing addressing = Addressing.of(d, 1);
    int from = d.vector(0) * Wave.LANES;
    return wave -> {
      AddressSpace space = addressing.compute(wave, transfer.bytes());
      long mask = wave.exec() & addressing.inside(wave);
      if (wave.group.observed) {
        GlobalMemory.observe(wave, space, Access.WRITE, mask, transfer.bytes());
      }
      transfer.run(wave, space, from, mask);
    };
  }

  private static Operation atomic(Decoding d, Atomics.Update update, int words) {
    Addressing addressing = Addressing.of(d, 1);
    int data = d.vector(0) * Wave.LANES;
    boolean compares = d.instruction.mnemonic().contains("cmpswap");
    boolean returns = d.modifiers().has("glc") || d.modifiers().has("sc0");
    int compare = compares ? data + words * Wave.LANES : data;
    Atomics.Atomic atomic =
        new Atomics.Atomic(AddressSpace.GLOBAL, update, words, data, compare, returns ? data : -1);
    return wave -> {
      AddressSpace space = addressing.compute(wave, 4 * words);
      if (space != AddressSpace.GLOBAL) {
        throw new UnmodelledException("a buffer atomic on scratch");
      }
      long mask = wave.exec() & addressing.inside(wave);
      if (wave.group.observed) {
        GlobalMemory.observe(wave, space, Access.ATOMIC, mask, 4 * words);
      }
      atomic.run(wave, mask);
    };
  }

  /** Operands {@code address, descriptor, scalar offset}, with idxen, offen and offset. */
  private record Addressing(
      Operand address,
      int descriptor,
      ScalarSource scalarOffset,
      boolean indexed,
      boolean offset,
      int immediate) {
    static Addressing of(Decoding d, int first) {
      Modifiers m = d.modifiers();
      // Without an address register the printed form may leave the operand out.
      boolean leftOut = d.operand(first).isScalar();
      int descriptor = leftOut ? first : first + 1;
      return new Addressing(
          leftOut ? Operand.parse("off") : d.operand(first),
          d.scalarRegister(descriptor),
          d.scalar(descriptor + 1, B32),
          m.has("idxen"),
          m.has("offen"),
          m.integer("offset", 0));
    }

    /** Fills the wave's addresses; lanes outside of the records are marked by {@code l3}. */
    AddressSpace compute(Wave wave, int bytes) {
      long base = wave.pair(descriptor) & ADDRESS_MASK;
      int word1 = wave.s[descriptor + 1];
      boolean scratch = (base & 0xffff_ffff_0000_0000L) == SCRATCH_BASE;
      if (!scratch && (word1 & SWIZZLE) != 0) {
        throw new UnmodelledException("a swizzled buffer");
      }
      int stride = word1 >>> 16 & 0x3fff;
      long records = wave.s[descriptor + 2] & 0xffff_ffffL;
      long scalar = scalarOffset.get(wave);
      for (int lane = 0; lane < Wave.LANES; lane++) {
        long index = indexed ? register(wave, 0, lane) : 0;
        long within = immediate + (offset ? register(wave, indexed ? 1 : 0, lane) : 0);
        if (scratch) {
          // Scalar offsets count the bytes of all lanes.
          wave.addresses[lane] = within + scalar / Wave.LANES + base - SCRATCH_BASE;
          wave.l3[lane] = 1;
        } else {
          wave.addresses[lane] = base + scalar + within + index * stride;
          boolean inside = stride == 0 ? within + scalar + bytes <= records : index < records;
          wave.l3[lane] = inside ? 1 : 0;
        }
      }
      return scratch ? AddressSpace.SCRATCH : AddressSpace.GLOBAL;
    }

    private long register(Wave wave, int number, int lane) {
      return wave.v[(address.index() + number) * Wave.LANES + lane] & 0xffff_ffffL;
    }

    long inside(Wave wave) {
      long mask = 0;
      for (int lane = 0; lane < Wave.LANES; lane++) {
        mask |= wave.l3[lane] << lane;
      }
      return mask;
    }
  }
}
