package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.AddressSpace;
import dev.pagen.emulator.machine.ExecutionObserver.Access;
import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.Wave;
import dev.pagen.spec.Target;
import java.util.LinkedHashMap;
import java.util.Map;

/** Instructions on LDS: reads, writes, their two-address forms, atomics and transposing reads. */
final class LdsMemory {
  private LdsMemory() {}

  static void register(InstructionTable t) {
    reads().forEach((name, f) -> t.add("ds_read_" + name, d -> read(d, f)));
    writes().forEach((name, f) -> t.add("ds_write_" + name, d -> write(d, f)));
    for (int words = 1; words <= 2; words++) {
      int w = words;
      String bits = "_b" + 32 * words;
      t.add("ds_read2" + bits, d -> readTwo(d, w, 4 * w));
      t.add("ds_read2st64" + bits, d -> readTwo(d, w, 256 * w));
      t.add("ds_write2" + bits, d -> writeTwo(d, w, 4 * w));
      t.add("ds_write2st64" + bits, d -> writeTwo(d, w, 256 * w));
    }
    t.add("ds_read_addtid_b32", d -> byLane(d, Transfer.load(1), false));
    t.add("ds_write_addtid_b32", d -> byLane(d, Transfer.store(1), true));
    LdsAtomics.register(t);
    if (t.target() == Target.GFX950) {
      TransposeReads.register(t);
    }
  }

  private static Map<String, Transfer> reads() {
    Map<String, Transfer> t = new LinkedHashMap<>();
    Map<String, Transfer> loads = Transfer.LOADS;
    t.put("b32", Transfer.load(1));
    t.put("b64", Transfer.load(2));
    t.put("b96", Transfer.load(3));
    t.put("b128", Transfer.load(4));
    t.put("u8", loads.get("ubyte"));
    t.put("i8", loads.get("sbyte"));
    t.put("u16", loads.get("ushort"));
    t.put("i16", loads.get("sshort"));
    t.put("u8_d16", loads.get("ubyte_d16"));
    t.put("u8_d16_hi", loads.get("ubyte_d16_hi"));
    t.put("i8_d16", loads.get("sbyte_d16"));
    t.put("i8_d16_hi", loads.get("sbyte_d16_hi"));
    t.put("u16_d16", loads.get("short_d16"));
    t.put("u16_d16_hi", loads.get("short_d16_hi"));
    return t;
  }

  private static Map<String, Transfer> writes() {
    Map<String, Transfer> t = new LinkedHashMap<>();
    Map<String, Transfer> stores = Transfer.STORES;
    t.put("b32", Transfer.store(1));
    t.put("b64", Transfer.store(2));
    t.put("b96", Transfer.store(3));
    t.put("b128", Transfer.store(4));
    t.put("b8", stores.get("byte"));
    t.put("b16", stores.get("short"));
    t.put("b8_d16_hi", stores.get("byte_d16_hi"));
    t.put("b16_d16_hi", stores.get("short_d16_hi"));
    return t;
  }

  private static Operation read(Decoding d, Transfer transfer) {
    int to = d.vector(0) * Wave.LANES;
    int address = d.vector(1) * Wave.LANES;
    int offset = d.modifiers().integer("offset", 0);
    return wave -> access(wave, transfer, address, offset, to, false);
  }

  private static Operation write(Decoding d, Transfer transfer) {
    int address = d.vector(0) * Wave.LANES;
    int from = d.vector(1) * Wave.LANES;
    int offset = d.modifiers().integer("offset", 0);
    return wave -> access(wave, transfer, address, offset, from, true);
  }

  private static Operation readTwo(Decoding d, int words, int unit) {
    int to = d.vector(0) * Wave.LANES;
    int address = d.vector(1) * Wave.LANES;
    int first = d.modifiers().integer("offset0", 0) * unit;
    int second = d.modifiers().integer("offset1", 0) * unit;
    Transfer transfer = Transfer.load(words);
    // The address register may be one of the destinations: both addresses are taken first.
    return wave -> {
      addresses(wave, address, 0);
      System.arraycopy(wave.addresses, 0, wave.l0, 0, Wave.LANES);
      access(wave, transfer, wave.l0, first, to, false);
      access(wave, transfer, wave.l0, second, to + words * Wave.LANES, false);
    };
  }

  private static Operation writeTwo(Decoding d, int words, int unit) {
    int address = d.vector(0) * Wave.LANES;
    int a = d.vector(1) * Wave.LANES;
    int b = d.vector(2) * Wave.LANES;
    int first = d.modifiers().integer("offset0", 0) * unit;
    int second = d.modifiers().integer("offset1", 0) * unit;
    Transfer transfer = Transfer.store(words);
    return wave -> {
      access(wave, transfer, address, first, a, true);
      access(wave, transfer, address, second, b, true);
    };
  }

  /** Without address registers: M0, the offset, and four bytes for each lane before this one. */
  private static Operation byLane(Decoding d, Transfer transfer, boolean write) {
    int data = d.vector(0) * Wave.LANES;
    int offset = d.modifiers().integer("offset", 0);
    return wave -> {
      for (int lane = 0; lane < Wave.LANES; lane++) {
        wave.addresses[lane] = (wave.s[Wave.M0] & 0xffff) + offset + 4L * lane;
      }
      run(wave, transfer, data, write);
    };
  }

  /** Each lane's LDS address into the wave's buffer; sums wrap at 32 bits. */
  static void addresses(Wave wave, int register, int offset) {
    int[] v = wave.v;
    for (int lane = 0; lane < Wave.LANES; lane++) {
      wave.addresses[lane] = v[register + lane] + offset & 0xffff_ffffL;
    }
  }

  private static void access(
      Wave wave, Transfer transfer, int address, int offset, int data, boolean write) {
    addresses(wave, address, offset);
    run(wave, transfer, data, write);
  }

  private static void access(
      Wave wave, Transfer transfer, long[] starts, int offset, int data, boolean write) {
    for (int lane = 0; lane < Wave.LANES; lane++) {
      wave.addresses[lane] = starts[lane] + offset & 0xffff_ffffL;
    }
    run(wave, transfer, data, write);
  }

  private static void run(Wave wave, Transfer transfer, int data, boolean write) {
    long mask = wave.exec();
    if (wave.group.observed) {
      wave.group.observer.ldsAccess(
          wave, write ? Access.WRITE : Access.READ, wave.addresses, mask, transfer.bytes());
    }
    transfer.run(wave, AddressSpace.LDS, data, mask);
  }
}
