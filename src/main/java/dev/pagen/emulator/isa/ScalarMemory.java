package dev.pagen.emulator.isa;

import static dev.pagen.emulator.isa.ValueType.B32;

import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.Region;
import dev.pagen.emulator.machine.Wave;

/** Scalar loads: one address for the wave, into consecutive scalar registers. */
final class ScalarMemory {
  private ScalarMemory() {}

  static void register(InstructionTable t) {
    for (int dwords : new int[] {1, 2, 4, 8, 16}) {
      String suffix = dwords == 1 ? "" : "x" + dwords;
      t.add("s_load_dword" + suffix, d -> load(d, dwords));
      t.add("s_buffer_load_dword" + suffix, d -> bufferLoad(d, dwords));
    }
    t.add("s_memtime", ScalarMemory::time);
    t.add("s_memrealtime", ScalarMemory::time);
  }

  private static Operation load(Decoding d, int dwords) {
    int to = d.scalarRegister(0);
    int from = d.scalarRegister(1);
    ScalarSource offset = offset(d);
    long immediate = aligned(d.modifiers().integer("offset", 0));
    return wave -> {
      read(wave, aligned(wave.pair(from)) + aligned(offset.get(wave)) + immediate, to, dwords);
    };
  }

  /** Each part of an address is taken for a multiple of 4, whatever its lowest bits are. */
  private static long aligned(long part) {
    return part & ~3L;
  }

  /** A register offset is unsigned, an immediate one (printed as a number) signed. */
  private static ScalarSource offset(Decoding d) {
    if (d.operandCount() <= 2) {
      return ScalarSource.constant(0);
    }
    Operand operand = d.operand(2);
    return operand.kind() == Operand.Kind.CONSTANT
        ? ScalarSource.constant(Long.decode(operand.name()))
        : d.scalar(2, B32);
  }

  private static Operation bufferLoad(Decoding d, int dwords) {
    int to = d.scalarRegister(0);
    int from = d.scalarRegister(1);
    ScalarSource offset = offset(d);
    long immediate = aligned(d.modifiers().integer("offset", 0));
    return wave -> {
      long base = aligned(wave.pair(from) & 0xffff_ffff_ffffL);
      long at = aligned(offset.get(wave)) + immediate;
      long records = wave.s[from + 2] & 0xffff_ffffL;
      int stride = wave.s[from + 1] >>> 16 & 0x3fff;
      long size = stride == 0 ? records : records * stride;
      for (int i = 0; i < dwords; i++) {
        if (at + 4L * i >= 0 && at + 4L * i + 4 <= size) {
          read(wave, base + at + 4L * i, to + i, 1);
        } else {
          wave.s[to + i] = 0;
        }
      }
    };
  }

  private static void read(Wave wave, long address, int to, int dwords) {
    if (wave.group.observed) {
      wave.group.observer.scalarRead(wave, address, 4 * dwords);
    }
    Region region = wave.group.memory.resolve(address, 4 * dwords, -1);
    long offset = address - region.base;
    for (int i = 0; i < dwords; i++) {
      wave.s[to + i] = region.segment.get(Region.INT, offset + 4L * i);
    }
  }

  /** Time stands for the instructions executed, so that runs repeat. */
  private static Operation time(Decoding d) {
    int to = d.scalarRegister(0);
    return wave -> wave.setPair(to, wave.executed);
  }
}
