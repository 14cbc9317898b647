package dev.pagen.codeobject;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The text of one instruction, split into its parts. */
record OperandText(String mnemonic, List<String> operands, List<String> modifiers) {
  /** Words that stand alone after an instruction without operands ({@code buffer_inv sc1}). */
  private static final Set<String> FLAGS =
      Set.of("sc0", "sc1", "nt", "glc", "slc", "scc", "lds", "gds", "offen", "idxen", "clamp");

  static OperandText split(String text) {
    int space = text.indexOf(' ');
    if (space < 0) {
      return new OperandText(text, List.of(), List.of());
    }
    List<String> operands = new ArrayList<>(splitOutsideBrackets(text.substring(space), ','));
    List<String> modifiers = new ArrayList<>(splitOutsideBrackets(operands.removeLast(), ' '));
    if (!modifiers.isEmpty() && !FLAGS.contains(modifiers.getFirst())) {
      operands.add(modifiers.removeFirst());
    }
    return new OperandText(text.substring(0, space), operands, modifiers);
  }

  private static List<String> splitOutsideBrackets(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : separator;
      if (c == '[' || c == '(') {
        depth++;
      } else if (c == ']' || c == ')') {
        depth--;
      } else if (c == separator && (depth == 0 || i == text.length())) {
        String part = text.substring(start, i).strip();
        if (!part.isEmpty()) {
          parts.add(part);
        }
        start = i + 1;
      }
    }
    return parts;
  }
}
