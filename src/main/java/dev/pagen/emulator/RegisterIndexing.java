package dev.pagen.emulator;

import dev.pagen.codeobject.Instruction;

/**
 * Vector registers numbered at run time: between {@code s_set_gpr_idx_on} and {@code
 * s_set_gpr_idx_off}, M0's low byte is added to the numbers of the operands that M0's bits 12-15
 * enable. Modelled for {@code v_mov_b32}, the one vector instruction that compilers use there.
 */
final class RegisterIndexing {
  private static final int SOURCE = 1 << 12;
  private static final int DESTINATION = 1 << 15;
  private static final int INDEX = 0xff;
  private static final int MODE = 0xf000;

  private RegisterIndexing() {}

  /** Lets only instructions pass whose indexed form is modelled. */
  static void check(Instruction instruction) {
    String name = instruction.mnemonic();
    if (name.startsWith("v_") && !Decoding.operation(instruction).equals("v_mov_b32")) {
      throw new UnmodelledException(name + " while register indexing is on");
    }
  }

  static Operation on(Decoding d) {
    ScalarSource index = d.scalar(0, ValueType.B32);
    int bits = enabled(d);
    return wave -> {
      wave.indexing = true;
      int kept = wave.s[Wave.M0] & ~(INDEX | MODE);
      wave.s[Wave.M0] = kept | ((int) index.get(wave) & INDEX) | bits;
    };
  }

  static Operation index(Decoding d) {
    ScalarSource index = d.scalar(0, ValueType.B32);
    return wave -> wave.s[Wave.M0] = (wave.s[Wave.M0] & ~INDEX) | ((int) index.get(wave) & INDEX);
  }

  static Operation mode(Decoding d) {
    int bits = enabled(d);
    return wave -> wave.s[Wave.M0] = (wave.s[Wave.M0] & ~MODE) | bits;
  }

  /** The last operand reads {@code gpr_idx(SRC0,DST)}. */
  private static int enabled(Decoding d) {
    String text = d.instruction.operands().getLast();
    String[] names = {"SRC0", "SRC1", "SRC2", "DST"};
    int bits = 0;
    for (int i = 0; i < names.length; i++) {
      bits |= text.contains(names[i]) ? SOURCE << i : 0;
    }
    return bits;
  }

  /** The move, plain or indexed. */
  static Binder move(Binder plain) {
    return d -> {
      Operation direct = plain.bind(d);
      Operand source = d.operand(1);
      if (!d.plainDestination() || !source.isPlain()) {
        return direct;
      }
      int to = d.vector(0);
      LaneSource lanes = d.lanes(1, 0, ValueType.B32);
      return wave -> {
        if (!wave.indexing) {
          direct.execute(wave);
          return;
        }
        int m0 = wave.s[Wave.M0];
        int target = to + ((m0 & DESTINATION) != 0 ? m0 & INDEX : 0);
        LaneSource from =
            source.isVector() && (m0 & SOURCE) != 0
                ? LaneSource.register(source.index() + (m0 & INDEX))
                : lanes;
        int[] x = from.fetch(wave, wave.t0);
        for (long m = wave.exec(); m != 0; m &= m - 1) {
          int lane = Long.numberOfTrailingZeros(m);
          wave.v[target * Wave.LANES + lane] = x[from.base + lane];
        }
      };
    };
  }
}
