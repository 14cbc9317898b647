package dev.pagen.emulator.isa;

import dev.pagen.codeobject.Instruction;
import dev.pagen.emulator.machine.LaneFault;
import dev.pagen.emulator.machine.Operation;
import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.emulator.machine.Wave;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Vector registers numbered at run time: between {@code s_set_gpr_idx_on} and {@code
 * s_set_gpr_idx_off}, M0's low byte is added to the numbers of the VGPRs that instructions of the
 * vector unit name as the operands which M0's bits 12-15 enable. Scalar registers, AGPRs and what
 * other units access are not concerned. Source: AMD's CDNA 3 ISA document, "VGPR indexing"; for
 * matrix instructions and AGPRs, AMD's rocjitsu.
 */
final class RegisterIndexing {
  private static final int SOURCE = 1 << 12;
  private static final int DESTINATION = 1 << 15;
  private static final int SOURCES = 3;
  private static final int INDEX = 0xff;
  private static final int MODE = 0xf000;

  private static final Pattern VGPRS = Pattern.compile("(?<![a-z])v(?:(\\d+)|\\[(\\d+):(\\d+)])");

  private RegisterIndexing() {}

  static Operation on(Decoding d) {
    ScalarSource index = d.scalar(0, ValueType.B32);
    int bits = enabled(d);
    return wave -> {
      wave.mode |= Wave.INDEXING;
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

  /** What M0 asks of the instructions that are subject to it. */
  static int requested(Wave wave) {
    return wave.s[Wave.M0] & (INDEX | MODE);
  }

  /** Whether the instruction is subject to indexing. */
  static boolean concerns(Instruction instruction) {
    return instruction.mnemonic().startsWith("v_");
  }

  /**
   * The instruction with the registers that it names for this content of M0. A destination that is
   * read as well is one operand, as DST; the addend of {@code v_fmamk} and {@code v_madmk} is SRC2,
   * though its encoding has no third source.
   *
   * @param vgprs how many the wave has
   * @throws LaneFault if it has no register of such a number
   */
  static Instruction indexed(Instruction instruction, int m0, int vgprs) {
    int results = RegisterUse.results(instruction);
    List<String> operands = new ArrayList<>();
    for (int i = 0; i < instruction.operands().size(); i++) {
      String operand = instruction.operands().get(i);
      int bit = i < results ? DESTINATION : i - results < SOURCES ? SOURCE << i - results : MODE;
      boolean moves = (m0 & bit) != 0 && VGPRS.matcher(operand).find();
      if (moves && (bit == MODE || instruction.mnemonic().contains("swap"))) {
        throw new UnmodelledException(instruction.mnemonic() + " while register indexing is on");
      }
      operands.add(moves ? moved(operand, m0 & INDEX, vgprs) : operand);
    }
    return new Instruction(
        instruction.address(),
        instruction.encoding(),
        instruction.mnemonic(),
        operands,
        instruction.modifiers(),
        instruction.branchTarget());
  }

  private static String moved(String operand, int index, int vgprs) {
    return VGPRS
        .matcher(operand)
        .replaceFirst(
            m -> {
              boolean single = m.group(1) != null;
              int first = Integer.parseInt(single ? m.group(1) : m.group(2)) + index;
              int last = single ? first : Integer.parseInt(m.group(3)) + index;
              if (last >= vgprs) {
                throw new LaneFault(
                    -1,
                    "indexing by %d makes v%d of %s, and the wave has %d vector registers"
                        .formatted(index, last, operand, vgprs));
              }
              return single ? "v" + first : "v[%d:%d]".formatted(first, last);
            });
  }
}
