package dev.pagen.compile;

import java.time.Duration;

/**
 * What a successful compile gives.
 *
 * @param codeObject the ELF of the code object
 * @param log the compiler's warnings; empty if there were none
 * @param compileTime wall time of the compiler alone, without the worker's start
 */
public record CompileResult(byte[] codeObject, String log, Duration compileTime) {}
