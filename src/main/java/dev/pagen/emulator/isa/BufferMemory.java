package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.AddressSpace;
import dev.pagen.emulator.machine.ExecutionObserver.Access;
import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.emulator.machine.Wave;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Buffer instructions on untyped buffers. What lies outside of the buffer's records reads as 0 and
 * is not written: each dword of a load or store by itself, an atomic as a whole. The descriptor
 * that a kernel gets for scratch is recognised by its base address; scratch is then addressed per
 * lane.
 */
@SuppressWarnings("ReferenceEquality") // each address space is one object
final class BufferMemory {
  /** What lanes load from outside of the records. */
  private static final MemorySegment ZEROS = Arena.global().allocate(16, 16);

  private static final Transfer LOADED_DWORD = Transfer.load(1);
  private static final Transfer STORED_DWORD = Transfer.store(1);

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
    return d.modifiers().has("lds") ? loadToLds(d, transfer) : loadToRegisters(d, transfer);
  }

  private static Operation loadToRegisters(Decoding d, Transfer transfer) {
    BufferAddressing addressing = BufferAddressing.of(d, 1);
    int to = d.vector(0) * Wave.LANES;
    return wave -> {
      AddressSpace space = addressing.compute(wave, transfer);
      observe(wave, space, Access.READ, transfer.bytes());
      load(wave, space, transfer, wave.v, to);
    };
  }

  private static Operation loadToLds(Decoding d, Transfer transfer) {
    BufferAddressing addressing = BufferAddressing.of(d, 0);
    DirectToLds lds = new DirectToLds(transfer, d.modifiers().integer("offset", 0));
    return wave -> {
      AddressSpace space = addressing.compute(wave, transfer);
      observe(wave, space, Access.READ, transfer.bytes());
      long whole = BufferAddressing.holding(wave, transfer.words());
      long others = wave.exec() & ~whole;
      if (others == 0) {
        lds.run(wave, space, whole);
        return;
      }
      int[] staging = new int[transfer.words() * Wave.LANES];
      load(wave, space, transfer, staging, 0);
      lds.write(wave, staging, wave.exec());
    };
  }

  private static void load(Wave wave, AddressSpace space, Transfer transfer, int[] v, int to) {
    long whole = BufferAddressing.holding(wave, transfer.words());
    for (long m = wave.exec() & ~whole; m != 0; m &= m - 1) {
      transfer.move().move(ZEROS, 0, v, to, Long.numberOfTrailingZeros(m));
    }
    transfer.run(wave, space, v, to, whole);
    runPartly(wave, space, LOADED_DWORD, transfer.words(), v, to);
  }

  private static Operation store(Decoding d, Transfer transfer) {
    BufferAddressing addressing = BufferAddressing.of(d, 1);
    int from = d.vector(0) * Wave.LANES;
    return wave -> {
      AddressSpace space = addressing.compute(wave, transfer);
      observe(wave, space, Access.WRITE, transfer.bytes());
      long whole = BufferAddressing.holding(wave, transfer.words());
      transfer.run(wave, space, wave.v, from, whole);
      runPartly(wave, space, STORED_DWORD, transfer.words(), wave.v, from);
    };
  }

  /** Moves the dwords that lie inside, of the lanes of which some lie outside. */
  private static void runPartly(
      Wave wave, AddressSpace space, Transfer dword, int words, int[] v, int register) {
    long whole = BufferAddressing.holding(wave, words);
    for (int i = 0; i < words - 1; i++) {
      long mask = BufferAddressing.holding(wave, i + 1) & ~whole;
      if (mask == 0) {
        return;
      }
      dword.run(wave, space, v, register + i * Wave.LANES, mask);
      for (long m = mask; m != 0; m &= m - 1) {
        wave.addresses[Long.numberOfTrailingZeros(m)] += dword.bytes();
      }
    }
  }

  private static Operation atomic(Decoding d, Atomics.Update update, int words) {
    BufferAddressing addressing = BufferAddressing.of(d, 1);
    int data = d.vector(0) * Wave.LANES;
    boolean compares = d.instruction.mnemonic().contains("cmpswap");
    boolean returns = d.modifiers().has("glc") || d.modifiers().has("sc0");
    int compare = compares ? data + words * Wave.LANES : data;
    Atomics.Atomic atomic =
        new Atomics.Atomic(AddressSpace.GLOBAL, update, words, data, compare, returns ? data : -1);
    return wave -> {
      AddressSpace space = addressing.compute(wave, 4 * words, 1);
      if (space != AddressSpace.GLOBAL) {
        throw new UnmodelledException("a buffer atomic on scratch");
      }
      observe(wave, space, Access.ATOMIC, 4 * words);
      long inside = BufferAddressing.holding(wave, 1);
      atomic.run(wave, inside);
      for (long m = returns ? wave.exec() & ~inside : 0; m != 0; m &= m - 1) {
        Transfer.load(words).move().move(ZEROS, 0, wave.v, data, Long.numberOfTrailingZeros(m));
      }
    };
  }

  /** Lanes of which a part lies inside are seen as if all of it did. */
  private static void observe(Wave wave, AddressSpace space, Access access, int bytes) {
    if (wave.group.observed) {
      GlobalMemory.observe(wave, space, access, BufferAddressing.holding(wave, 1), bytes);
    }
  }
}
