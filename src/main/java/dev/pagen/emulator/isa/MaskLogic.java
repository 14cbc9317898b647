package dev.pagen.emulator.isa;

import dev.pagen.codeobject.Instruction;
import dev.pagen.emulator.machine.Wave;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A scalar instruction that works on each bit by itself, as compilers combine masks of lanes. In a
 * loop they begin with one that nothing has written: a lane's bit is set before it counts, and the
 * bits of lanes that are off are never looked at. So which bits are known is followed bit by bit
 * here, a 0 making an "and" known whatever the other side, and a 1 an "or".
 *
 * @param operation such as {@code andn2}
 * @param words registers of each operand: 1 or 2
 * @param saves whether EXEC is the other source and the result, and is kept in {@code result}
 * @param result register that is written
 * @param sources one or two
 */
record MaskLogic(
    String operation, int words, boolean saves, Operand result, List<Operand> sources) {
  private static final Set<String> OPERATIONS =
      Set.of("and", "or", "xor", "andn2", "orn2", "nand", "nor", "xnor", "not", "mov");

  MaskLogic {
    sources = List.copyOf(sources);
  }

  static Optional<MaskLogic> of(Instruction instruction) {
    String[] parts = instruction.mnemonic().split("_");
    boolean saves = parts.length == 4 && parts[2].equals("saveexec");
    if (!parts[0].equals("s")
        || !(parts.length == 3 || saves)
        || !OPERATIONS.contains(parts[1])
        || !Set.of("b32", "b64").contains(parts[parts.length - 1])) {
      return Optional.empty();
    }
    List<Operand> operands = instruction.operands().stream().map(Operand::parse).toList();
    return Optional.of(
        new MaskLogic(
            parts[1],
            instruction.mnemonic().endsWith("b64") ? 2 : 1,
            saves,
            operands.getFirst(),
            operands.subList(1, operands.size())));
  }

  /**
   * Notes which bits of the result are known.
   *
   * @param written registers of which all bits are
   * @param known bits of the others
   * @return whether it did: not where all sources are written, nor where EXEC is to be what is not
   *     known
   */
  boolean follow(Wave wave, BitSet written, int[] known) {
    if (sources.stream().allMatch(s -> isWritten(s, written))) {
      return false;
    }
    int[] bits = new int[words];
    for (int i = 0; i < words; i++) {
      bits[i] = known(wave, written, known, i);
    }
    if (saves || result.index() >= Wave.EXEC) {
      boolean all = bits[0] == -1 && bits[words - 1] == -1;
      if (all && saves) {
        written.set(result.index(), result.index() + words);
      }
      return all;
    }
    for (int i = 0; i < words; i++) {
      written.set(result.index() + i, bits[i] == -1);
      known[result.index() + i] = bits[i];
    }
    return true;
  }

  private boolean isWritten(Operand source, BitSet written) {
    return !isTracked(source)
        || written.get(source.index()) && written.get(source.index() + words - 1);
  }

  private static boolean isTracked(Operand source) {
    return source.isScalar() && source.index() < Wave.EXEC;
  }

  private int known(Wave wave, BitSet written, int[] known, int word) {
    int first = bitsOf(sources.getFirst(), written, known, word);
    int a = value(wave, sources.getFirst(), word);
    boolean one = sources.size() == 1 && !saves;
    int second = one || saves ? -1 : bitsOf(sources.getLast(), written, known, word);
    int b = one ? 0 : saves ? wave.s[Wave.EXEC + word] : value(wave, sources.getLast(), word);
    int both = first & second;
    return switch (operation) {
      case "and", "nand" -> both | first & ~a | second & ~b;
      case "or", "nor" -> both | first & a | second & b;
      case "andn2" -> both | first & ~a | second & b;
      case "orn2" -> both | first & a | second & ~b;
      case "not", "mov" -> first;
      default -> both;
    };
  }

  private static int bitsOf(Operand source, BitSet written, int[] known, int word) {
    int register = source.index() + word;
    return isTracked(source) && !written.get(register) ? known[register] : -1;
  }

  private int value(Wave wave, Operand source, int word) {
    if (source.isScalar()) {
      return wave.s[source.index() + word];
    }
    ValueType type = words == 2 ? ValueType.B64 : ValueType.B32;
    return (int) (ScalarSource.of(source, type).get(wave) >>> Integer.SIZE * word);
  }
}
