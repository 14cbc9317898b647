/**
 * What CDNA's instructions mean. {@link dev.pagen.emulator.isa.InstructionTable} has the semantics
 * of every modelled mnemonic of a target, grouped in classes by kind of instruction; it binds an
 * instruction, as the disassembler prints it, to its operands, and what comes out changes a wave.
 * An instruction, operand or mode that is not modelled becomes an operation that throws when a wave
 * reaches it: nothing is guessed silently. Loops over lanes are written once, and copied for each
 * function of a lane, so that the JIT compiler puts it in line ({@code Specialised}). {@link
 * dev.pagen.emulator.isa.RegisterUse} and {@link dev.pagen.emulator.isa.WaitUse} tell checks what
 * an instruction reads, writes and waits for, without executing it.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.emulator.isa;

import org.jspecify.annotations.NullMarked;
