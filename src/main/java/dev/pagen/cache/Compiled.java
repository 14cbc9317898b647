package dev.pagen.cache;

import java.time.Duration;

/**
 * What a compilation made.
 *
 * @param codeObject the code object's bytes; not copied, so not to be changed afterwards
 * @param disassembly its text
 * @param compileTime how long the compiler took
 */
@SuppressWarnings("ArrayRecordComponent")
public record Compiled(byte[] codeObject, String disassembly, Duration compileTime) {}
