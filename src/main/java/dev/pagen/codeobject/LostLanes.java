package dev.pagen.codeobject;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A vector instruction that a compiler put where lanes meet again, before they are back in EXEC.
 *
 * <p>Code that only some lanes take is jumped over by {@code s_cbranch_execz} if there are none,
 * and after it EXEC gets the others back. Where registers run short, LLVM moves values between them
 * at such places. Of a move that comes too early the other lanes see nothing: there the register
 * keeps what it held before, which later code takes for the value (llvm/llvm-project issue 222368).
 * No source asks for a vector instruction there, so whatever is found is wrong.
 *
 * @param function the kernel's name
 * @param instruction the first one that comes too early
 */
public record LostLanes(String function, Instruction instruction) {
  /** They give lanes back; the last two to those of an {@code else}. */
  private static final Set<String> RESTORES =
      Set.of("s_or_b64", "s_or_saveexec_b64", "s_andn2_saveexec_b64");

  /** They do not ask which lanes are active. */
  private static final Set<String> OF_ONE_LANE =
      Set.of("v_readlane_b32", "v_readfirstlane_b32", "v_writelane_b32");

  private static final String EXEC = "exec";

  /** The first of a code object for a CDNA target; empty if all is well. */
  public static Optional<LostLanes> in(Disassembly disassembly) {
    return disassembly.functions().stream().flatMap(each -> in(each).stream()).findFirst();
  }

  private static Optional<LostLanes> in(Disassembly.Function function) {
    List<Instruction> code = function.instructions();
    CodeIndex index = CodeIndex.of(code);
    for (int i = 0; i < code.size(); i++) {
      if (code.get(i).mnemonic().equals("s_cbranch_execz")) {
        Optional<Instruction> early =
            index.branchTarget(i).flatMap(target -> beforeRestore(index, target));
        if (early.isPresent()) {
          return Optional.of(new LostLanes(function.name(), early.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** The first vector instruction from {@code start} on, if EXEC gets lanes back after it. */
  private static Optional<Instruction> beforeRestore(CodeIndex index, int start) {
    Optional<Instruction> first = Optional.empty();
    int at = start;
    for (int steps = 0; steps < index.code().size() && at < index.code().size(); steps++) {
      Instruction instruction = index.code().get(at);
      if (restores(instruction)) {
        return first;
      }
      if (instruction.mnemonic().equals("s_branch")) {
        Optional<Integer> target = index.branchTarget(at);
        if (target.isEmpty()) {
          return Optional.empty();
        }
        at = target.get();
        continue;
      }
      if (endsStraightCode(instruction)) {
        return Optional.empty();
      }
      if (first.isEmpty() && asksForLanes(instruction)) {
        first = Optional.of(instruction);
      }
      at++;
    }
    return Optional.empty();
  }

  private static boolean restores(Instruction instruction) {
    return RESTORES.contains(instruction.mnemonic())
        && (instruction.mnemonic().contains("saveexec")
            ? !instruction.operands().getLast().equals("-1")
            : instruction.operands().getFirst().equals(EXEC));
  }

  private static boolean endsStraightCode(Instruction instruction) {
    return instruction.kind() == InstructionClass.BRANCH
        || instruction.mnemonic().contains("saveexec")
        || instruction.mnemonic().startsWith("v_cmpx")
        || instruction.operands().stream().findFirst().filter(EXEC::equals).isPresent();
  }

  private static boolean asksForLanes(Instruction instruction) {
    return switch (instruction.kind().unit()) {
      case MATRIX, VECTOR, VECTOR_MEMORY, LDS -> !OF_ONE_LANE.contains(instruction.mnemonic());
      default -> false;
    };
  }
}
