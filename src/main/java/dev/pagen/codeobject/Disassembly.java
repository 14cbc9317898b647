package dev.pagen.codeobject;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a code object's disassembly, taken apart. Reads what comgr writes for {@code
 * AMD_COMGR_ACTION_DISASSEMBLE_EXECUTABLE_TO_SOURCE} and what {@code llvm-objdump -d} writes, which
 * differ in how labels look.
 *
 * @param functions the labelled runs of instructions, in order of address; kernels among them
 */
public record Disassembly(List<Function> functions) {

  /**
   * The instructions from one label to the next.
   *
   * @param name the label
   * @param instructions without the {@code s_nop} and {@code s_code_end} padding after the last one
   */
  public record Function(String name, List<Instruction> instructions) {
    public Function {
      instructions = List.copyOf(instructions);
    }
  }

  private static final String NOT_AN_INSTRUCTION = "neither an instruction nor a label";
  private static final Pattern LABEL =
      Pattern.compile("(?:[0-9a-f]{16} )?<?([A-Za-z_.$][\\w.$@]*)>?:");

  public Disassembly {
    functions = List.copyOf(functions);
  }

  /**
   * Takes a disassembly apart.
   *
   * @throws CodeObjectException if a line is neither an instruction, a label nor a heading; the
   *     message shows it
   */
  public static Disassembly parse(String text) {
    List<Function> functions = new ArrayList<>();
    List<Instruction> instructions = new ArrayList<>();
    Optional<String> label = Optional.empty();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (isHeading(line)) {
        continue;
      }
      Optional<String> start = label(line);
      if (start.isPresent()) {
        label.ifPresent(name -> functions.add(new Function(name, withoutPadding(instructions))));
        instructions.clear();
        label = start;
        continue;
      }
      if (label.isEmpty()) {
        throw unreadable(number, line, "an instruction before any label");
      }
      instructions.add(instruction(number, line));
    }
    label.ifPresent(name -> functions.add(new Function(name, withoutPadding(instructions))));
    return new Disassembly(functions);
  }

  /**
   * The function of that name.
   *
   * @throws CodeObjectException if there is none; the message names those there are
   */
  public Function function(String name) {
    return functions.stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CodeObjectException(
                    "no function %s in the disassembly; it has %s"
                        .formatted(name, functions.stream().map(Function::name).toList())));
  }

  private static Optional<String> label(String line) {
    if (!line.endsWith(":")) {
      return Optional.empty();
    }
    Matcher label = LABEL.matcher(line);
    return label.matches() ? Optional.of(label.group(1)) : Optional.empty();
  }

  private static boolean isHeading(String line) {
    return line.isBlank()
        || line.startsWith("Disassembly of section ")
        || line.contains("file format elf64-amdgpu");
  }

  /** Reads {@code TEXT // ADDRESS: WORD... <LABEL+OFFSET>}, of which the last part is optional. */
  private static Instruction instruction(int number, String line) {
    int comment = line.indexOf("// ");
    int colon = line.indexOf(':', comment);
    if (comment < 0 || colon < 0 || !Character.isWhitespace(line.charAt(0))) {
      throw unreadable(number, line, NOT_AN_INSTRUCTION);
    }
    int label = line.indexOf('<', colon);
    String words = line.substring(colon + 1, label < 0 ? line.length() : label).strip();
    try {
      long address = Long.parseUnsignedLong(line, comment + 3, colon, 16);
      List<Integer> encoding = encoding(words);
      OperandText text = OperandText.split(line.substring(0, comment).strip());
      return new Instruction(
          address,
          encoding,
          text.mnemonic(),
          text.operands(),
          text.modifiers(),
          branchTarget(text.mnemonic(), address, encoding));
    } catch (NumberFormatException e) {
      throw unreadable(number, line, NOT_AN_INSTRUCTION);
    }
  }

  private static List<Integer> encoding(String words) {
    List<Integer> encoding = new ArrayList<>();
    for (int at = 0; at < words.length(); at += 9) {
      encoding.add(Integer.parseUnsignedInt(words, at, Math.min(at + 8, words.length()), 16));
    }
    return encoding;
  }

  /** SOPP branches jump a signed 16-bit count of words from the instruction after them. */
  private static OptionalLong branchTarget(String mnemonic, long address, List<Integer> encoding) {
    if (!mnemonic.equals("s_branch") && !mnemonic.startsWith("s_cbranch_")) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(address + 4 + 4L * (short) (int) encoding.getFirst());
  }

  private static List<Instruction> withoutPadding(List<Instruction> instructions) {
    int end = instructions.size();
    while (end > 0 && isPadding(instructions.get(end - 1).mnemonic())) {
      end--;
    }
    return instructions.subList(0, end);
  }

  private static boolean isPadding(String mnemonic) {
    return mnemonic.equals("s_nop") || mnemonic.equals("s_code_end");
  }

  private static CodeObjectException unreadable(int number, String line, String why) {
    return new CodeObjectException(
        "cannot read the disassembly: line %d is %s: %s".formatted(number, why, line.strip()));
  }
}
