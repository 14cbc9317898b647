package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.AddressSpace;
import dev.pagen.emulator.machine.Region;
import dev.pagen.emulator.machine.Wave;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What one lane moves between memory and its registers.
 *
 * @param bytes accessed by each lane
 * @param loop the move for all lanes
 */
record Transfer(int bytes, LaneMove move, Specialised<TransferLoop> loop) {
  Transfer(int bytes, LaneMove move) {
    this(bytes, move, TransferLoop.of(move));
  }

  /** Moves one lane's bytes; {@code register} is the first data register's lane 0 in {@code v}. */
  @FunctionalInterface
  interface LaneMove {
    void move(MemorySegment memory, long offset, int[] v, int register, int lane);
  }

  /** Loads by the suffix that global, flat, scratch and buffer instructions share. */
  static final Map<String, Transfer> LOADS = loads();

  /** Stores by the suffix that global, flat, scratch and buffer instructions share. */
  static final Map<String, Transfer> STORES = stores();

  /** Registers that one lane's bytes take, each of which holds a dword or what is less. */
  int words() {
    return Math.max(1, bytes / Integer.BYTES);
  }

  /** Moves the lanes in the mask; {@code addresses} are in the wave's buffer. */
  void run(Wave wave, AddressSpace space, int register, long mask) {
    run(wave, space, wave.v, register, mask);
  }

  /** The same with what stands for the registers; the lanes that share a region go together. */
  void run(Wave wave, AddressSpace space, int[] v, int register, long mask) {
    long[] addresses = wave.addresses;
    TransferLoop each = loop.get();
    long left = mask;
    while (left != 0) {
      int lane = Long.numberOfTrailingZeros(left);
      Region region = space.resolve(wave, lane, addresses[lane], bytes);
      long held = region.holding(addresses, left, bytes);
      each.run(region, addresses, v, register, held);
      left &= ~held;
    }
  }

  static Transfer load(int dwords) {
    return words(LOADS, dwords);
  }

  static Transfer store(int dwords) {
    return words(STORES, dwords);
  }

  private static Transfer words(Map<String, Transfer> transfers, int dwords) {
    String name = dwords == 1 ? "dword" : "dwordx" + dwords;
    return Objects.requireNonNull(transfers.get(name), name);
  }

  private static Transfer loading(int dwords) {
    return new Transfer(
        4 * dwords,
        (s, at, v, to, l) -> {
          for (int i = 0; i < dwords; i++) {
            v[to + i * Wave.LANES + l] = s.get(Region.INT, at + 4L * i);
          }
        });
  }

  private static Transfer storing(int dwords) {
    return new Transfer(
        4 * dwords,
        (s, at, v, from, l) -> {
          for (int i = 0; i < dwords; i++) {
            s.set(Region.INT, at + 4L * i, v[from + i * Wave.LANES + l]);
          }
        });
  }

  private static Map<String, Transfer> loads() {
    Map<String, Transfer> t = new LinkedHashMap<>();
    t.put("dword", loading(1));
    t.put("dwordx2", loading(2));
    t.put("dwordx3", loading(3));
    t.put("dwordx4", loading(4));
    t.put("ubyte", new Transfer(1, (s, at, v, to, l) -> v[to + l] = s.get(Region.BYTE, at) & 0xff));
    t.put("sbyte", new Transfer(1, (s, at, v, to, l) -> v[to + l] = s.get(Region.BYTE, at)));
    t.put(
        "ushort",
        new Transfer(2, (s, at, v, to, l) -> v[to + l] = s.get(Region.SHORT, at) & 0xffff));
    t.put("sshort", new Transfer(2, (s, at, v, to, l) -> v[to + l] = s.get(Region.SHORT, at)));
    t.put(
        "ubyte_d16",
        new Transfer(1, (s, at, v, to, l) -> low(v, to + l, s.get(Region.BYTE, at) & 0xff)));
    t.put(
        "ubyte_d16_hi",
        new Transfer(1, (s, at, v, to, l) -> high(v, to + l, s.get(Region.BYTE, at) & 0xff)));
    t.put(
        "sbyte_d16", new Transfer(1, (s, at, v, to, l) -> low(v, to + l, s.get(Region.BYTE, at))));
    t.put(
        "sbyte_d16_hi",
        new Transfer(1, (s, at, v, to, l) -> high(v, to + l, s.get(Region.BYTE, at))));
    t.put(
        "short_d16", new Transfer(2, (s, at, v, to, l) -> low(v, to + l, s.get(Region.SHORT, at))));
    t.put(
        "short_d16_hi",
        new Transfer(2, (s, at, v, to, l) -> high(v, to + l, s.get(Region.SHORT, at))));
    return t;
  }

  private static Map<String, Transfer> stores() {
    Map<String, Transfer> t = new LinkedHashMap<>();
    t.put("dword", storing(1));
    t.put("dwordx2", storing(2));
    t.put("dwordx3", storing(3));
    t.put("dwordx4", storing(4));
    t.put("byte", new Transfer(1, (s, at, v, r, l) -> s.set(Region.BYTE, at, (byte) v[r + l])));
    t.put("short", new Transfer(2, (s, at, v, r, l) -> s.set(Region.SHORT, at, (short) v[r + l])));
    t.put(
        "byte_d16_hi",
        new Transfer(1, (s, at, v, r, l) -> s.set(Region.BYTE, at, (byte) (v[r + l] >>> 16))));
    t.put(
        "short_d16_hi",
        new Transfer(2, (s, at, v, r, l) -> s.set(Region.SHORT, at, (short) (v[r + l] >>> 16))));
    return t;
  }

  private static void low(int[] v, int index, int value) {
    v[index] = (v[index] & 0xffff_0000) | (value & 0xffff);
  }

  private static void high(int[] v, int index, int value) {
    v[index] = (v[index] & 0xffff) | value << 16;
  }
}
