package dev.pagen.codeobject;

import dev.pagen.elf.CodeObjectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a code object's disassembly, taken apart: a {@link Listing}, or what {@code
 * llvm-objdump -d} writes, which knows of no function's end.
 *
 * @param functions the labelled runs of instructions, in order of address; kernels among them
 */
public record Disassembly(List<Function> functions) {

  /**
   * The instructions from one function's name to the next.
   *
   * @param name the function's
   */
  public record Function(String name, List<Instruction> instructions) {
    public Function {
      instructions = List.copyOf(instructions);
    }
  }

  private static final String NOT_AN_INSTRUCTION = "neither an instruction nor a label";

  /** {@code NAME:}, or {@code ADDRESS <NAME>:}; a name may hold anything. */
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{16} <(.+)>:|(\\S.*):");

  /** Labels inside of a function are indented. */
  private static final Pattern LABEL = Pattern.compile("\\s+\\S.*:");

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
    Optional<String> name = Optional.empty();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (isOfNoConsequence(line)) {
        continue;
      }
      Optional<String> start = name(line);
      if (start.isPresent()) {
        name.ifPresent(previous -> functions.add(new Function(previous, instructions)));
        instructions.clear();
        name = start;
        continue;
      }
      if (name.isEmpty()) {
        throw unreadable(number, line, "an instruction before any label");
      }
      instructions.add(instruction(number, line));
    }
    name.ifPresent(last -> functions.add(new Function(last, instructions)));
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

  private static Optional<String> name(String line) {
    if (!line.endsWith(":")) {
      return Optional.empty();
    }
    Matcher name = NAME.matcher(line);
    return name.matches()
        ? Optional.of(name.group(1) == null ? name.group(2) : name.group(1))
        : Optional.empty();
  }

  private static boolean isOfNoConsequence(String line) {
    return line.isBlank()
        || (line.endsWith(":") && LABEL.matcher(line).matches())
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

  private static CodeObjectException unreadable(int number, String line, String why) {
    return new CodeObjectException(
        "cannot read the disassembly: line %d is %s: %s".formatted(number, why, line.strip()));
  }
}
