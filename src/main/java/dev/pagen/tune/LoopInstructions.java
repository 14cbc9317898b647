package dev.pagen.tune;

import dev.pagen.codeobject.Instruction;
import dev.pagen.codeobject.InstructionClass.Unit;
import dev.pagen.codeobject.InstructionMix;
import dev.pagen.codeobject.MainLoop;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.KernelSpec;
import java.util.List;
import java.util.Optional;

/**
 * Instructions in the main loop of a decode kernel, counted in its code: what one wave executes in
 * one turn, where nothing is jumped over.
 *
 * @param tokens that the wave computes on in a turn
 * @param total instructions of all kinds
 * @param matrix matrix multiplications
 * @param vector vector arithmetic, conversions and moves
 * @param memory loads from and stores to memory
 * @param lds accesses of LDS
 */
public record LoopInstructions(int tokens, int total, int matrix, int vector, int memory, int lds) {

  /** Counts those of a kernel's code; empty if it has no loop. */
  static Optional<LoopInstructions> of(List<Instruction> code, KernelSpec spec) {
    return MainLoop.of(code)
        .map(loop -> InstructionMix.of(code.subList(loop.first(), loop.last() + 1)))
        .map(
            mix ->
                new LoopInstructions(
                    Math.max(
                        1,
                        KernelDesign.of(spec).tokensPerBlock(spec.tuning())
                            / spec.tuning().waves()),
                    mix.total(),
                    mix.count(Unit.MATRIX),
                    mix.count(Unit.VECTOR),
                    mix.count(Unit.VECTOR_MEMORY) + mix.count(Unit.SCALAR_MEMORY),
                    mix.count(Unit.LDS)));
  }

  /** Instructions of all kinds for a token. */
  public double perToken() {
    return (double) total / tokens;
  }
}
