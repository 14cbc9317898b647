package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.Operation;

/** The semantics of one mnemonic: makes an operation from the operands of one instruction. */
@FunctionalInterface
interface Binder {
  Operation bind(Decoding decoding);
}
