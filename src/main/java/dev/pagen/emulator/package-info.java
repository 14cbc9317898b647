/**
 * Executes code objects for gfx90a, gfx942 and gfx950 on the CPU. {@link
 * dev.pagen.emulator.EmulatedDevice} is the device, {@link dev.pagen.emulator.EmulatedGpu} what it
 * runs on. A code object's disassembly is decoded once, into one operation per instruction, bound
 * to its operands; workgroups run in parallel on the host's cores, the waves of one workgroup in
 * turn, in the order that a {@link dev.pagen.emulator.Schedule} says, each up to its next barrier
 * and within the {@link dev.pagen.emulator.EmulationLimits} of the launch. What an instruction does
 * stands in {@code isa}, what it does it to in {@code machine}; {@code observe} watches.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.emulator;

import org.jspecify.annotations.NullMarked;
