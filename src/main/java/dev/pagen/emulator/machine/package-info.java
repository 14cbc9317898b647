/**
 * The state that instructions work on: waves with their registers, workgroups with their LDS, and
 * memory with its allocations, each access of which is checked. It knows nothing of mnemonics: an
 * {@link dev.pagen.emulator.machine.Operation} is whatever changes a wave. Its fields are public,
 * because every instruction reads and writes them; they are for the emulator's packages alone. What
 * others use is {@link dev.pagen.emulator.machine.EmulatedMemory}, the seam that observers hang on,
 * {@link dev.pagen.emulator.machine.ExecutionObserver}, and the exceptions: a program that does
 * wrong ends with an {@link dev.pagen.emulator.machine.EmulationException}.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.emulator.machine;

import org.jspecify.annotations.NullMarked;
