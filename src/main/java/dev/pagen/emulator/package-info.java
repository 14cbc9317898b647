/**
 * Executes code objects for gfx90a, gfx942 and gfx950 on the CPU. A code object's disassembly is
 * decoded once into {@link dev.pagen.emulator.Operation}s, one per instruction, bound to their
 * operands; workgroups run in parallel on the host's cores, the waves of one workgroup in turn,
 * each up to its next barrier. What an instruction does stands in tables keyed by mnemonic, grouped
 * by kind of instruction. Every memory access is checked against the allocations. An instruction,
 * operand or mode that is not modelled throws; nothing is guessed silently.
 */
@NullMarked
package dev.pagen.emulator;

import org.jspecify.annotations.NullMarked;
