package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.AddressSpace;
import dev.pagen.emulator.machine.ExecutionObserver.Access;
import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.Region;
import dev.pagen.emulator.machine.Wave;
import java.util.LinkedHashMap;
import java.util.Map;

/** Read-modify-write instructions on LDS. */
final class LdsAtomics {
  /** Names that differ from those of global instructions, with what they do. */
  private static final Map<String, String> RENAMED =
      Map.of(
          "min_i", "smin", "max_i", "smax", "min_u", "umin", "max_u", "umax", "and_b", "and",
          "or_b", "or", "xor_b", "xor");

  private LdsAtomics() {}

  static void register(InstructionTable t) {
    t.add("ds_append", d -> count(d, 1));
    t.add("ds_consume", d -> count(d, -1));
    t.add("ds_wrap_rtn_b32", d -> bind(d, (old, x, c) -> old >= c ? old - c : old + x, 1, true));
    for (int words = 1; words <= 2; words++) {
      int w = words;
      operations(words)
          .forEach(
              (name, update) -> {
                t.add("ds_" + name, d -> bind(d, update, w, false));
                int type = name.lastIndexOf('_');
                String returning = name.substring(0, type) + "_rtn" + name.substring(type);
                t.add("ds_" + returning, d -> bind(d, update, w, true));
              });
      t.add("ds_wrxchg_rtn_b" + 32 * words, d -> bind(d, (old, x, c) -> x, w, true));
    }
  }

  private static Map<String, Atomics.Update> operations(int words) {
    Map<String, Atomics.Update> source = words == 1 ? Atomics.WORDS : Atomics.DOUBLE_WORDS;
    Map<String, Atomics.Update> t = new LinkedHashMap<>();
    String bits = String.valueOf(32 * words);
    for (String name : new String[] {"add", "sub", "inc", "dec"}) {
      t.put(name + "_u" + bits, source.get(name));
    }
    RENAMED.forEach((name, same) -> t.put(name + bits, source.get(same)));
    t.put("rsub_u" + bits, (old, x, c) -> x - old);
    t.put("mskor_b" + bits, (old, x, c) -> (old & ~c) | x);
    t.put("cmpst_b" + bits, source.get("cmpswap"));
    if (words == 1) {
      t.put("add_f32", source.get("add_f32"));
      t.put("min_f32", (old, x, c) -> Floats.bits(MinMax.min(Floats.f32(old), Floats.f32(x))));
      t.put("max_f32", (old, x, c) -> Floats.bits(MinMax.max(Floats.f32(old), Floats.f32(x))));
      t.put("cmpst_f32", (old, x, c) -> Floats.f32(old) == Floats.f32(c) ? x : old);
      t.put("pk_add_f16", source.get("pk_add_f16"));
      t.put("pk_add_bf16", source.get("pk_add_bf16"));
    } else {
      t.put("add_f64", source.get("add_f64"));
      t.put("min_f64", source.get("min_f64"));
      t.put("max_f64", source.get("max_f64"));
      t.put("cmpst_f64", (old, x, c) -> Floats.f64(old) == Floats.f64(c) ? x : old);
    }
    return t;
  }

  /** Two data operands: the first is the comparison (or the mask), the second the new value. */
  private static Operation bind(Decoding d, Atomics.Update update, int words, boolean returns) {
    int first = returns ? 1 : 0;
    int address = d.vector(first) * Wave.LANES;
    boolean two = d.operandCount() > first + 2;
    int compare = d.vector(first + 1) * Wave.LANES;
    int data = two ? d.vector(first + 2) * Wave.LANES : compare;
    int to = returns ? d.vector(0) * Wave.LANES : -1;
    int offset = d.modifiers().integer("offset", 0);
    Atomics.Atomic atomic = new Atomics.Atomic(AddressSpace.LDS, update, words, data, compare, to);
    return wave -> {
      LdsMemory.addresses(wave, address, offset);
      if (wave.group.observed) {
        wave.group.observer.ldsAccess(wave, Access.ATOMIC, wave.addresses, wave.exec(), 4 * words);
      }
      atomic.run(wave, wave.exec());
    };
  }

  /** Adds or subtracts the number of active lanes at M0 + offset; all of them get the old value. */
  private static Operation count(Decoding d, int sign) {
    int to = d.vector(0) * Wave.LANES;
    int offset = d.modifiers().integer("offset", 0);
    return wave -> {
      long at = (wave.s[Wave.M0] & 0xffffL) + offset;
      long exec = wave.exec();
      Region lds = AddressSpace.LDS.resolve(wave, -1, at, 4);
      int old = lds.segment.get(Region.INT, at);
      lds.segment.set(Region.INT, at, old + sign * Long.bitCount(exec));
      for (long m = exec; m != 0; m &= m - 1) {
        wave.v[to + Long.numberOfTrailingZeros(m)] = old;
      }
    };
  }
}
