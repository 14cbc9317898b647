package dev.pagen.codeobject;

import java.util.Optional;
import java.util.OptionalLong;

/** Prints the instructions of one GPU that stand in some memory. */
public interface InstructionDecoder extends AutoCloseable {
  /**
   * An instruction.
   *
   * @param text mnemonic, operands and modifiers, as LLVM prints them
   * @param bytes it takes, a multiple of 4
   * @param target the address that it may jump to, where it says so itself
   */
  record Decoded(String text, int bytes, OptionalLong target) {}

  /** Opens decoders. */
  @FunctionalInterface
  interface Source {
    /**
     * A decoder over {@code memory}, whose first byte is at {@code start}.
     *
     * @param arch such as {@code gfx942}
     */
    InstructionDecoder open(String arch, byte[] memory, long start);
  }

  /** The instruction at an address; empty if what stands there is none. */
  Optional<Decoded> at(long address);

  @Override
  void close();
}
