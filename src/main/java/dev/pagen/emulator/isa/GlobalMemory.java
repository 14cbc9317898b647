package dev.pagen.emulator.isa;

import static dev.pagen.emulator.isa.ValueType.B32;

import dev.pagen.emulator.machine.AddressSpace;
import dev.pagen.emulator.machine.ExecutionObserver.Access;
import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.Target;
import java.util.List;
import java.util.Objects;

/** Global, flat and scratch instructions: loads, stores, atomics and loads straight into LDS. */
@SuppressWarnings("ReferenceEquality") // each address space is one object
final class GlobalMemory {
  private static final List<String> SCRATCH_TO_LDS =
      List.of("ubyte", "sbyte", "ushort", "sshort", "dword");

  private GlobalMemory() {}

  static void register(InstructionTable t) {
    Transfer.LOADS.forEach(
        (name, transfer) -> {
          t.add("global_load_" + name, d -> load(d, AddressSpace.GLOBAL, transfer));
          t.add("flat_load_" + name, d -> load(d, AddressSpace.FLAT, transfer));
          t.add("scratch_load_" + name, d -> load(d, AddressSpace.SCRATCH, transfer));
          t.add("global_load_lds_" + name, d -> loadToLds(d, AddressSpace.GLOBAL, transfer));
        });
    for (String name : t.target() == Target.GFX90A ? List.<String>of() : SCRATCH_TO_LDS) {
      Transfer transfer = Objects.requireNonNull(Transfer.LOADS.get(name), name);
      t.add("scratch_load_lds_" + name, d -> loadToLds(d, AddressSpace.SCRATCH, transfer));
    }
    Transfer.STORES.forEach(
        (name, transfer) -> {
          t.add("global_store_" + name, d -> store(d, AddressSpace.GLOBAL, transfer));
          t.add("flat_store_" + name, d -> store(d, AddressSpace.FLAT, transfer));
          t.add("scratch_store_" + name, d -> store(d, AddressSpace.SCRATCH, transfer));
        });
    Atomics.WORDS.forEach((name, update) -> atomics(t, name, update, 1));
    Atomics.DOUBLE_WORDS.forEach(
        (name, update) -> atomics(t, name.endsWith("f64") ? name : name + "_x2", update, 2));
    BufferMemory.register(t);
  }

  private static void atomics(InstructionTable t, String name, Atomics.Update update, int words) {
    boolean compares = name.startsWith("cmpswap");
    t.add("global_atomic_" + name, d -> atomic(d, AddressSpace.GLOBAL, update, words, compares));
    t.add("flat_atomic_" + name, d -> atomic(d, AddressSpace.FLAT, update, words, compares));
  }

  private static Operation load(Decoding d, AddressSpace space, Transfer transfer) {
    if (d.target == Target.GFX90A && d.modifiers().has("lds")) {
      if (transfer.bytes() > 4) {
        throw new UnmodelledException(
            "gfx90a has no load of %d bytes to LDS".formatted(transfer.bytes()));
      }
      return loadToLds(d, space, transfer);
    }
    int to = d.vector(0) * Wave.LANES;
    LaneAddress address = LaneAddress.of(d, space, 1, 2);
    return wave -> {
      long mask = wave.exec();
      address.compute(wave, mask);
      if (wave.group.observed) {
        observe(wave, space, Access.READ, mask, transfer.bytes());
      }
      transfer.run(wave, space, to, mask);
    };
  }

  private static Operation store(Decoding d, AddressSpace space, Transfer transfer) {
    int from = d.vector(1) * Wave.LANES;
    LaneAddress address = LaneAddress.of(d, space, 0, 2);
    return wave -> {
      long mask = wave.exec();
      address.compute(wave, mask);
      if (wave.group.observed) {
        observe(wave, space, Access.WRITE, mask, transfer.bytes());
      }
      transfer.run(wave, space, from, mask);
    };
  }

  private static Operation atomic(
      Decoding d, AddressSpace space, Atomics.Update update, int words, boolean compares) {
    boolean returns = d.modifiers().has("sc0") || d.modifiers().has("glc");
    int first = returns ? 1 : 0;
    int data = d.vector(first + 1) * Wave.LANES;
    int compare = compares ? data + words * Wave.LANES : data;
    LaneAddress address = LaneAddress.of(d, space, first, first + 2);
    int to = returns ? d.vector(0) * Wave.LANES : -1;
    Atomics.Atomic atomic = new Atomics.Atomic(space, update, words, data, compare, to);
    return wave -> {
      long mask = wave.exec();
      address.compute(wave, mask);
      if (wave.group.observed) {
        observe(wave, space, Access.ATOMIC, mask, 4 * words);
      }
      atomic.run(wave, mask);
    };
  }

  /**
   * LDS address: M0 plus the offset plus the lane's place in the wave. From gfx942 on these are
   * instructions of their own, on gfx90a the others with a modifier.
   */
  private static Operation loadToLds(Decoding d, AddressSpace space, Transfer transfer) {
    LaneAddress address = LaneAddress.of(d, space, 0, 1);
    DirectToLds lds = new DirectToLds(transfer, d.modifiers().integer("offset", 0));
    return wave -> {
      long mask = wave.exec();
      address.compute(wave, mask);
      if (wave.group.observed) {
        observe(wave, space, Access.READ, mask, transfer.bytes());
      }
      lds.run(wave, space, mask);
    };
  }

  static void observe(Wave wave, AddressSpace space, Access access, long mask, int bytes) {
    if (space == AddressSpace.GLOBAL) {
      wave.group.observer.globalAccess(wave, access, wave.addresses, mask, bytes);
    } else if (space == AddressSpace.FLAT) {
      observeFlat(wave, access, mask, bytes);
    }
  }

  /** Lanes of a flat instruction may go to global memory, LDS and scratch at once. */
  private static void observeFlat(Wave wave, Access access, long mask, int bytes) {
    long global = 0;
    long lds = 0;
    for (long m = mask; m != 0; m &= m - 1) {
      int lane = Long.numberOfTrailingZeros(m);
      int high = (int) (wave.addresses[lane] >>> 32);
      lds |= high == AddressSpace.SHARED_APERTURE ? 1L << lane : 0;
      boolean local = high == AddressSpace.SHARED_APERTURE || high == AddressSpace.PRIVATE_APERTURE;
      global |= local ? 0 : 1L << lane;
      wave.l0[lane] = wave.addresses[lane] & 0xffff_ffffL;
    }
    if (global != 0) {
      wave.group.observer.globalAccess(wave, access, wave.addresses, global, bytes);
    }
    if (lds != 0) {
      wave.group.observer.ldsAccess(wave, access, wave.l0, lds, bytes);
    }
  }

  /** Computes each lane's address into the wave's buffer. */
  @FunctionalInterface
  interface LaneAddress {
    void compute(Wave wave, long mask);

    /**
     * Address registers in operand {@code vector}, scalar base (if any) in operand {@code base}.
     */
    static LaneAddress of(Decoding d, AddressSpace space, int vector, int base) {
      int immediate = d.modifiers().integer("offset", 0);
      Operand v = d.operand(vector);
      boolean hasBase = space != AddressSpace.FLAT && d.operand(base).isScalar();
      if (space == AddressSpace.SCRATCH) {
        ScalarSource start = hasBase ? d.scalar(base, B32) : ScalarSource.constant(0);
        return scratch(v, start, immediate);
      }
      return hasBase
          ? based(v.index() * Wave.LANES, d.operand(base).index(), immediate)
          : absolute(v.index() * Wave.LANES, immediate);
    }

    private static LaneAddress absolute(int register, int immediate) {
      return (wave, mask) -> {
        int[] v = wave.v;
        for (int lane = 0; lane < Wave.LANES; lane++) {
          long low = v[register + lane] & 0xffff_ffffL;
          wave.addresses[lane] = (low | (long) v[register + Wave.LANES + lane] << 32) + immediate;
        }
      };
    }

    private static LaneAddress based(int register, int base, int immediate) {
      return (wave, mask) -> {
        int[] v = wave.v;
        long start = wave.pair(base) + immediate;
        for (int lane = 0; lane < Wave.LANES; lane++) {
          wave.addresses[lane] = start + (v[register + lane] & 0xffff_ffffL);
        }
      };
    }

    private static LaneAddress scratch(Operand v, ScalarSource start, int immediate) {
      int register = v.index() * Wave.LANES;
      return (wave, mask) -> {
        long from = start.get(wave) + immediate;
        for (int lane = 0; lane < Wave.LANES; lane++) {
          wave.addresses[lane] = from + (v.isVector() ? wave.v[register + lane] : 0);
        }
      };
    }
  }
}
