/**
 * What can be learnt from an execution: each class is an observer that is handed to the device and
 * asked afterwards. Checks ({@link dev.pagen.emulator.observe.ExecutionChecks}) throw where a
 * program does what goes well here and may go wrong on hardware: a race in LDS, a wait that is
 * missing, a register that nothing has written. {@link dev.pagen.emulator.observe.Counters} count
 * what kernels did, {@link dev.pagen.emulator.observe.Profile} does so instruction by instruction
 * and buffer by buffer, and {@link dev.pagen.emulator.observe.Timeline} gives waves a clock. None
 * changes what is computed, and an execution that nobody observes pays for none of them.
 *
 * <p>Internal: this may change with any version.
 */
@NullMarked
package dev.pagen.emulator.observe;

import org.jspecify.annotations.NullMarked;
