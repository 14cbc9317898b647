package dev.pagen.emulator.isa;

/** Sub-dword addressing: which bytes or half of a register an instruction reads or writes. */
final class Sdwa {
  private Sdwa() {}

  static int bits(String select) {
    return select.startsWith("BYTE") ? 8 : select.startsWith("WORD") ? 16 : 32;
  }

  static int shift(String select) {
    return select.equals("DWORD") ? 0 : bits(select) * (select.charAt(select.length() - 1) - '0');
  }

  /**
   * Where a result of 16 or 32 bits goes; a 16-bit one written as a whole clears the upper half.
   */
  static WideDestination destination(int register, Modifiers modifiers, int resultBits) {
    String select = modifiers.text("dst_sel").orElse("DWORD");
    String unused = modifiers.text("dst_unused").orElse("UNUSED_PAD");
    if (select.equals("DWORD")) {
      return resultBits == 16
          ? WideDestination.padded(register, 0, 16, false)
          : WideDestination.words(register);
    }
    int shift = shift(select);
    int bits = bits(select);
    return switch (unused) {
      case "UNUSED_PRESERVE" -> WideDestination.field(register, shift, bits);
      case "UNUSED_SEXT" -> WideDestination.padded(register, shift, bits, true);
      default -> WideDestination.padded(register, shift, bits, false);
    };
  }
}
