package dev.pagen.emulator;

/** Gives the instructions of a code object as text; the emulator decodes by way of it. */
@FunctionalInterface
public interface Disassembler {
  /** What comgr or {@code llvm-objdump -d} prints for this ELF. */
  String disassemble(byte[] codeObject);
}
