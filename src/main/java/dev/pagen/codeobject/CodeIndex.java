package dev.pagen.codeobject;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds a function's instructions by their address. */
record CodeIndex(List<Instruction> code, Map<Long, Integer> byAddress) {
  static CodeIndex of(List<Instruction> code) {
    Map<Long, Integer> byAddress = new HashMap<>();
    for (int i = 0; i < code.size(); i++) {
      byAddress.put(code.get(i).address(), i);
    }
    return new CodeIndex(code, byAddress);
  }

  /** The index of the instruction that a direct branch may jump to, if it is in this function. */
  Optional<Integer> branchTarget(int branch) {
    var target = code.get(branch).branchTarget();
    return target.isPresent()
        ? Optional.ofNullable(byAddress.get(target.getAsLong()))
        : Optional.empty();
  }
}
