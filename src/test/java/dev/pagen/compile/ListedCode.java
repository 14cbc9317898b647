package dev.pagen.compile;

/**
 * A compiled program with its instructions as text.
 *
 * @param codeObject the ELF
 * @param disassembly of it
 */
public record ListedCode(byte[] codeObject, String disassembly) {
  /** Compiles. */
  public static ListedCode of(Compiler compiler, CompileRequest request) {
    byte[] codeObject = compiler.compile(request).codeObject();
    return new ListedCode(
        codeObject,
        compiler.disassemble(codeObject, request.arch()).orThrow(IllegalStateException::new));
  }
}
