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

  private static final Pattern LABEL =
      Pattern.compile("(?:[0-9a-f]{16} )?<?([A-Za-z_.$][\\w.$@]*)>?:");
  private static final Pattern LINE =
      Pattern.compile(
          "\\s+(?<text>\\S.*?)\\s*// (?<address>[0-9A-F]{8,16}):"
              + "(?<words>(?: [0-9A-F]{8})+)\\s*(?:<[^>]*>)?\\s*");

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
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (isHeading(line)) {
        continue;
      }
      Matcher start = LABEL.matcher(line);
      if (start.matches()) {
        label.ifPresent(name -> functions.add(new Function(name, withoutPadding(instructions))));
        instructions.clear();
        label = Optional.of(start.group(1));
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

  private static boolean isHeading(String line) {
    return line.isBlank()
        || line.startsWith("Disassembly of section ")
        || line.contains("file format elf64-amdgpu");
  }

  private static Instruction instruction(int number, String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw unreadable(number, line, "neither an instruction nor a label");
    }
    long address = Long.parseUnsignedLong(parts.group("address"), 16);
    List<Integer> words = new ArrayList<>();
    for (String word : parts.group("words").strip().split(" ")) {
      words.add(Integer.parseUnsignedInt(word, 16));
    }
    OperandText text = OperandText.split(parts.group("text"));
    return new Instruction(
        address,
        words,
        text.mnemonic(),
        text.operands(),
        text.modifiers(),
        branchTarget(text.mnemonic(), address, words));
  }

  /** SOPP branches jump a signed 16-bit count of words from the instruction after them. */
  private static OptionalLong branchTarget(String mnemonic, long address, List<Integer> words) {
    if (!mnemonic.equals("s_branch") && !mnemonic.startsWith("s_cbranch_")) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(address + 4 + 4L * (short) (int) words.getFirst());
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
