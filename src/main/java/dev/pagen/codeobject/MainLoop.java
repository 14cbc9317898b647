package dev.pagen.codeobject;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The loop in which a kernel does its work, from the target of a backward branch to that branch.
 *
 * @param first index of its first instruction
 * @param last index of the branch that closes it
 */
record MainLoop(int first, int last) {

  /**
   * The loop with the most matrix instructions, then the most bytes loaded, then the shortest;
   * empty for a kernel without a loop that does either.
   */
  static Optional<MainLoop> of(List<Instruction> code) {
    CodeIndex index = CodeIndex.of(code);
    return IntStream.range(0, code.size())
        .boxed()
        .flatMap(
            branch ->
                index.branchTarget(branch).filter(target -> target <= branch).stream()
                    .map(target -> new MainLoop(target, branch)))
        .filter(loop -> loop.matrixInstructions(code) > 0 || loop.loadedBytes(code) > 0)
        .max(
            Comparator.comparingLong((MainLoop loop) -> loop.matrixInstructions(code))
                .thenComparingLong(loop -> loop.loadedBytes(code))
                .thenComparingInt(loop -> loop.first() - loop.last()));
  }

  private long matrixInstructions(List<Instruction> code) {
    return code.subList(first, last + 1).stream()
        .filter(i -> i.kind() == InstructionClass.MATRIX)
        .count();
  }

  private long loadedBytes(List<Instruction> code) {
    return code.subList(first, last + 1).stream().mapToLong(BytesInFlight::loadedBytes).sum();
  }
}
