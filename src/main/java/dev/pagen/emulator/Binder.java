package dev.pagen.emulator;

/** The semantics of one mnemonic: makes an operation from the operands of one instruction. */
@FunctionalInterface
interface Binder {
  Operation bind(Decoding decoding);

  /** The same semantics, of which the clamp is not modelled. */
  default Binder withoutClamp() {
    return decoding -> {
      if (decoding.modifiers().has("clamp")) {
        throw new UnmodelledException("clamp on an integer multiply-add");
      }
      return bind(decoding);
    };
  }
}
