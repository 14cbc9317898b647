package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.AddressSpace;
import dev.pagen.emulator.machine.UnmodelledException;
import dev.pagen.emulator.machine.Wave;

/** A value that all lanes share, read from a wave; 32-bit values are zero-extended. */
@FunctionalInterface
interface ScalarSource {
  long get(Wave wave);

  /** The source for an operand that is no vector register, or an unmodelled operand's error. */
  static ScalarSource of(Operand operand, ValueType type) {
    return switch (operand.kind()) {
      case SCALAR -> register(operand.index(), type);
      case CONSTANT -> constant(type.constant(operand.name()));
      case SPECIAL -> special(operand.name(), type);
      default -> throw new UnmodelledException("operand " + operand.name() + " as a scalar");
    };
  }

  static ScalarSource constant(long value) {
    return w -> value;
  }

  private static ScalarSource register(int index, ValueType type) {
    return switch (type.bits) {
      case 16 -> w -> w.s[index] & 0xffff;
      case 32 -> w -> w.s[index] & 0xffff_ffffL;
      default -> w -> w.pair(index);
    };
  }

  private static ScalarSource special(String name, ValueType type) {
    return switch (name) {
      case "scc", "src_scc" -> w -> w.scc ? 1 : 0;
      case "vccz", "src_vccz" -> w -> w.vcc() == 0 ? 1 : 0;
      case "execz", "src_execz" -> w -> w.exec() == 0 ? 1 : 0;
      case "src_shared_base" -> aperture(AddressSpace.SHARED_APERTURE, type);
      case "src_private_base" -> aperture(AddressSpace.PRIVATE_APERTURE, type);
      case "src_shared_limit", "src_private_limit" ->
          throw new UnmodelledException("operand " + name);
      default -> throw new UnmodelledException("operand " + name);
    };
  }

  private static ScalarSource aperture(int high, ValueType type) {
    return constant(type.bits == 64 ? (long) high << 32 : high);
  }
}
