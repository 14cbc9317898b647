package dev.pagen.emulator.isa;

import dev.pagen.emulator.machine.Wave;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An operand as the disassembler prints it, taken apart.
 *
 * @param kind what it names
 * @param index register number for registers (AGPRs from 256 on, scalar registers by their
 *     encoding)
 * @param count registers in a row, at least 1
 * @param negate {@code -x}
 * @param absolute {@code |x|}
 * @param signExtend {@code sext(x)}
 * @param name the text without these modifiers
 */
record Operand(
    Kind kind,
    int index,
    int count,
    boolean negate,
    boolean absolute,
    boolean signExtend,
    String name) {

  enum Kind {
    VECTOR,
    SCALAR,
    CONSTANT,
    SPECIAL,
    OFF
  }

  private static final Pattern REGISTER =
      Pattern.compile("(s|v|a|ttmp)(?:(\\d+)|\\[(\\d+):(\\d+)])");
  private static final Pattern NUMBER = Pattern.compile("-?(0x[0-9a-fA-F]+|\\d+(\\.\\d+)?)");

  private static final Map<String, Integer> NAMED_SCALARS =
      Map.ofEntries(
          Map.entry("flat_scratch", 102),
          Map.entry("flat_scratch_lo", 102),
          Map.entry("flat_scratch_hi", 103),
          Map.entry("xnack_mask", 104),
          Map.entry("xnack_mask_lo", 104),
          Map.entry("xnack_mask_hi", 105),
          Map.entry("vcc", 106),
          Map.entry("vcc_lo", 106),
          Map.entry("vcc_hi", 107),
          Map.entry("m0", 124),
          Map.entry("exec", 126),
          Map.entry("exec_lo", 126),
          Map.entry("exec_hi", 127));

  private static final int FIRST_TRAP_TEMPORARY = 108;

  static Operand parse(String text) {
    String t = text;
    boolean negate = false;
    boolean absolute = false;
    boolean signExtend = false;
    while (true) {
      if (NUMBER.matcher(t).matches()) {
        return new Operand(Kind.CONSTANT, 0, 1, negate, absolute, signExtend, t);
      } else if (t.startsWith("-")) {
        negate = true;
        t = t.substring(1);
      } else if (t.startsWith("|") && t.endsWith("|")) {
        absolute = true;
        t = t.substring(1, t.length() - 1);
      } else if (t.startsWith("neg(")) {
        negate = true;
        t = t.substring(4, t.length() - 1);
      } else if (t.startsWith("abs(")) {
        absolute = true;
        t = t.substring(4, t.length() - 1);
      } else if (t.startsWith("lit(")) {
        // LLVM 22 marks literals whose value has a shorter encoding.
        t = t.substring(4, t.length() - 1);
      } else if (t.startsWith("sext(")) {
        signExtend = true;
        t = t.substring(5, t.length() - 1);
      } else {
        break;
      }
    }
    Matcher register = REGISTER.matcher(t);
    if (register.matches()) {
      return register(register, negate, absolute, signExtend, t);
    }
    Integer named = NAMED_SCALARS.get(t);
    if (named != null) {
      int count = t.endsWith("_lo") || t.endsWith("_hi") || t.equals("m0") ? 1 : 2;
      return new Operand(Kind.SCALAR, named, count, negate, absolute, signExtend, t);
    }
    Kind kind = t.equals("off") ? Kind.OFF : Kind.SPECIAL;
    return new Operand(kind, 0, 1, negate, absolute, signExtend, t);
  }

  private static Operand register(
      Matcher m, boolean negate, boolean absolute, boolean signExtend, String text) {
    int first = Integer.parseInt(m.group(2) != null ? m.group(2) : m.group(3));
    int last = m.group(2) != null ? first : Integer.parseInt(m.group(4));
    int base =
        switch (m.group(1)) {
          case "a" -> Wave.FIRST_AGPR;
          case "ttmp" -> FIRST_TRAP_TEMPORARY;
          default -> 0;
        };
    boolean vector = m.group(1).equals("v") || m.group(1).equals("a");
    return new Operand(
        vector ? Kind.VECTOR : Kind.SCALAR,
        base + first,
        last - first + 1,
        negate,
        absolute,
        signExtend,
        text);
  }

  /** Register {@code i} of this operand's. */
  Operand register(int i) {
    return new Operand(kind, index + i, 1, negate, absolute, signExtend, name);
  }

  boolean isVector() {
    return kind == Kind.VECTOR;
  }

  boolean isScalar() {
    return kind == Kind.SCALAR;
  }

  /** Whether the operand is read unchanged. */
  boolean isPlain() {
    return !negate && !absolute && !signExtend;
  }
}
