package dev.pagen.compile;

import java.time.Duration;

/**
 * What a successful compile gives.
 *
 * @param codeObject the ELF of the code object
 * @param disassembly its instructions as text, each with address and encoding; empty unless asked
 *     for, or where the toolchain has no disassembler
 * @param log the compiler's warnings; empty if there were none
 * @param compileTime wall time of the compiler alone, without the worker's start or the disassembly
 */
public record CompileResult(
    byte[] codeObject, String disassembly, String log, Duration compileTime) {}
