package dev.pagen.codeobject;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The loop in which a kernel does its work, from the target of a backward branch to that branch.
 *
 * @param first index of its first instruction
 * @param last index of the branch that closes it
 */
public record MainLoop(int first, int last) {

  /**
   * The loop with the most matrix instructions, then the most bytes loaded, then the shortest;
   * empty for a kernel without a loop that does either.
   */
  public static Optional<MainLoop> of(List<Instruction> code) {
    CodeIndex index = CodeIndex.of(code);
    Optional<MainLoop> best = Optional.empty();
    Work most = Work.NONE;
    for (int branch = 0; branch < code.size(); branch++) {
      int target = index.branchTarget(branch).orElse(Integer.MAX_VALUE);
      if (target <= branch && reaches(code, index, target, branch)) {
        Work work = Work.of(code.subList(target, branch + 1));
        if (work.compareTo(most) > 0) {
          most = work;
          best = Optional.of(new MainLoop(target, branch));
        }
      }
    }
    return best;
  }

  /**
   * Whether the code at {@code from} comes to {@code branch} without leaving what lies between
   * them. A compiler may lay code that runs last before the loop: the jump back to it closes no
   * loop.
   */
  private static boolean reaches(List<Instruction> code, CodeIndex index, int from, int branch) {
    BitSet seen = new BitSet();
    Deque<Integer> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      int at = open.removeLast();
      if (at == branch) {
        return true;
      }
      if (at < from || at > branch || seen.get(at)) {
        continue;
      }
      seen.set(at);
      index.branchTarget(at).ifPresent(open::add);
      if (code.get(at).fallsThrough()) {
        open.add(at + 1);
      }
    }
    return false;
  }

  /** What a loop does in one round: the measure by which the main loop is chosen. */
  private record Work(int matrixInstructions, long loadedBytes, int instructions)
      implements Comparable<Work> {
    static final Work NONE = new Work(0, 0, 0);

    static Work of(List<Instruction> body) {
      int matrix = 0;
      long bytes = 0;
      for (Instruction instruction : body) {
        matrix += instruction.kind() == InstructionClass.MATRIX ? 1 : 0;
        bytes += BytesInFlight.loadedBytes(instruction);
      }
      return new Work(matrix, bytes, body.size());
    }

    @Override
    public int compareTo(Work other) {
      if (matrixInstructions != other.matrixInstructions) {
        return Integer.compare(matrixInstructions, other.matrixInstructions);
      }
      if (loadedBytes != other.loadedBytes) {
        return Long.compare(loadedBytes, other.loadedBytes);
      }
      return Integer.compare(other.instructions, instructions);
    }
  }
}
