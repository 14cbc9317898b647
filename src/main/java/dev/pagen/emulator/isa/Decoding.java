package dev.pagen.emulator.isa;

import dev.pagen.codeobject.Instruction;
import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.spec.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An instruction being bound: gives its operands in the forms that operations take. */
final class Decoding {
  /** Suffixes of a mnemonic that name an encoding and not another operation. */
  private static final List<String> ENCODINGS = List.of("_e32", "_e64", "_dpp", "_sdwa");

  final Instruction instruction;
  final Target target;

  /** What to add to an address of the code object to get the address in memory. */
  final long base;

  private final Modifiers modifiers;
  private final boolean sdwa;
  private final Optional<DppControl> dpp;

  Decoding(Instruction instruction, Target target, long base) {
    this(instruction, target, base, new Modifiers(instruction.modifiers()));
  }

  private Decoding(Instruction instruction, Target target, long base, Modifiers modifiers) {
    this.instruction = instruction;
    this.target = target;
    this.base = base;
    this.modifiers = modifiers;
    this.sdwa = instruction.mnemonic().endsWith("_sdwa");
    this.dpp =
        instruction.mnemonic().endsWith("_dpp")
            ? Optional.of(DppControl.of(modifiers))
            : Optional.empty();
  }

  /** The mnemonic without the suffix of its encoding: the key of its semantics. */
  static String operation(Instruction instruction) {
    String mnemonic = instruction.mnemonic();
    return ENCODINGS.stream()
        .filter(mnemonic::endsWith)
        .findFirst()
        .map(e -> mnemonic.substring(0, mnemonic.length() - e.length()))
        .orElse(mnemonic);
  }

  /** The same with one more operand at the end. */
  Decoding withOperand(String operand) {
    List<String> operands = new ArrayList<>(instruction.operands());
    operands.add(operand);
    Instruction i = instruction;
    return new Decoding(
        new Instruction(
            i.address(), i.encoding(), i.mnemonic(), operands, i.modifiers(), i.branchTarget()),
        target,
        base,
        modifiers);
  }

  /** The same for semantics that already are what this modifier asks for. */
  Decoding without(String modifier) {
    return new Decoding(instruction, target, base, modifiers.without(modifier));
  }

  Modifiers modifiers() {
    return modifiers;
  }

  int operandCount() {
    return instruction.operands().size();
  }

  Operand operand(int index) {
    if (index >= operandCount()) {
      throw new UnmodelledException("operand %d is missing".formatted(index));
    }
    return Operand.parse(instruction.operands().get(index));
  }

  /** The register number of a vector operand that is written or read as a whole. */
  int vector(int index) {
    Operand operand = operand(index);
    if (!operand.isVector()) {
      throw new UnmodelledException(
          "operand %s where a VGPR is expected".formatted(operand.name()));
    }
    return operand.index();
  }

  /** The register number of a scalar operand that is written. */
  int scalarRegister(int index) {
    Operand operand = operand(index);
    if (!operand.isScalar()) {
      throw new UnmodelledException(
          "operand %s where an SGPR is expected".formatted(operand.name()));
    }
    return operand.index();
  }

  ScalarSource scalar(int index, ValueType type) {
    return ScalarSource.of(operand(index), type);
  }

  /**
   * The byte of the destination that the two destination bits of op_sel name: elements 2 and 3 as
   * the disassembler prints the list.
   */
  int destinationByte() {
    return modifiers.element("op_sel", 2, 0) + 2 * modifiers.element("op_sel", 3, 0);
  }

  /** The byte of the first source that the first two bits of op_sel name. */
  int sourceByte() {
    return modifiers.element("op_sel", 0, 0) + 2 * modifiers.element("op_sel", 1, 0);
  }

  /** The half of the destination that op_sel names: the last element of the printed list. */
  int destinationHalf() {
    return modifiers.element("op_sel", operandCount() - 1, 0);
  }

  /** The number an operand such as {@code 22}, {@code 0x10} or {@code 65524} is. */
  int immediate(int index) {
    return Long.decode(operand(index).name()).intValue();
  }

  LaneMask mask() {
    return dpp.<LaneMask>map(d -> w -> d.active(w.exec())).orElse(LaneMask.EXEC);
  }

  /** Whether results reach the destination register unchanged, as 32-bit words. */
  boolean plainDestination() {
    return !sdwa && !modifiers().has("clamp") && !modifiers().has("mul") && !modifiers().has("div");
  }

  /** The source's values as its lanes see them: of another lane where DPP says so. */
  LaneSource permuted(LaneSource lanes, int source) {
    return dpp.isPresent() && source == 0 ? lanes.permuted(dpp.get()) : lanes;
  }

  /** A 16- or 32-bit source, modifiers applied; {@code source} is its number among the sources. */
  LaneSource lanes(int operandIndex, int source, ValueType type) {
    Operand operand = operand(operandIndex);
    LaneSource lanes = permuted(raw(operand, type, 0), source);
    if (sdwa) {
      lanes = select(lanes, source, operand.signExtend());
      lanes = type.bits == 16 ? lanes.lowHalf() : lanes;
    } else if (type.bits == 16 && operand.kind() != Operand.Kind.CONSTANT) {
      boolean high = modifiers().element("op_sel", source, 0) == 1;
      lanes = high ? lanes.highHalf() : lanes.lowHalf();
    }
    int sign = (int) type.signBit();
    if (operand.absolute() || operand.negate()) {
      lanes = lanes.masked(operand.absolute() ? sign : 0, operand.negate() ? sign : 0);
    }
    return lanes;
  }

  /** A source of any width as longs, modifiers applied. */
  WideSource wide(int operandIndex, int source, ValueType type) {
    if (type.bits < 64) {
      return WideSource.narrow(lanes(operandIndex, source, type));
    }
    Operand operand = operand(operandIndex);
    WideSource wide;
    if (operand.isVector()) {
      wide =
          WideSource.pair(
              permuted(raw(operand, type, 0), source), permuted(raw(operand, type, 1), source));
    } else {
      wide = WideSource.scalar(ScalarSource.of(operand, type));
    }
    if (operand.absolute() || operand.negate()) {
      long sign = type.signBit();
      wide = wide.masked(operand.absolute() ? sign : 0, operand.negate() ? sign : 0);
    }
    return wide;
  }

  /** The operand's register {@code offset} of its run, or the scalar, unchanged. */
  LaneSource raw(Operand operand, ValueType type, int offset) {
    return switch (operand.kind()) {
      case VECTOR -> LaneSource.register(operand.index() + offset);
      case CONSTANT -> LaneSource.constant((int) type.constant(operand.name()));
      default -> LaneSource.scalar(ScalarSource.of(operand, ValueType.B32));
    };
  }

  private LaneSource select(LaneSource lanes, int source, boolean signExtend) {
    String select = modifiers().text("src" + source + "_sel").orElse("DWORD");
    return select.equals("DWORD")
        ? lanes
        : lanes.part(Sdwa.shift(select), Sdwa.bits(select), signExtend);
  }

  /** Where results of this type go, given the operand that is written. */
  WideDestination destination(int operandIndex, ValueType type, boolean keepsHighHalf) {
    int register = vector(operandIndex);
    if (sdwa) {
      return Sdwa.destination(register, modifiers(), type.bits);
    }
    if (type.bits == 64) {
      return WideDestination.pairs(register);
    }
    if (type.bits == 32) {
      return WideDestination.words(register);
    }
    if (destinationHalf() == 1) {
      return WideDestination.field(register, 16, 16);
    }
    return keepsHighHalf
        ? WideDestination.field(register, 0, 16)
        : WideDestination.padded(register, 0, 16, false);
  }
}
