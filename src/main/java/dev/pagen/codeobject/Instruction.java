package dev.pagen.codeobject;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One instruction of a disassembly.
 *
 * @param address relative to the load address
 * @param encoding its 32-bit words, in order
 * @param mnemonic with its encoding suffix, such as {@code v_add_f32_e32}
 * @param operands the parts between commas: registers, constants, {@code off}, {@code vmcnt(0)}
 * @param modifiers what follows the operands: {@code offset:16}, {@code nt}, {@code op_sel:[0,1]}
 * @param branchTarget the address it may jump to, for direct branches
 */
public record Instruction(
    long address,
    List<Integer> encoding,
    String mnemonic,
    List<String> operands,
    List<String> modifiers,
    OptionalLong branchTarget) {

  /**
   * Most vector memory operations that can be outstanding: {@code vmcnt} has 6 bits on these
   * targets, and with more to issue, hardware waits.
   */
  public static final int MOST_VECTOR_MEMORY = 63;

  /** Most operations that {@code lgkmcnt} can count: it has 4 bits. */
  public static final int MOST_LOCAL = 15;

  public Instruction {
    encoding = List.copyOf(encoding);
    operands = List.copyOf(operands);
    modifiers = List.copyOf(modifiers);
  }

  /** Bytes it takes. */
  public int size() {
    return encoding.size() * Integer.BYTES;
  }

  /** The address after it. */
  public long next() {
    return address + size();
  }

  /** Whether a modifier without a value, such as {@code nt} or {@code lds}, is present. */
  public boolean has(String modifier) {
    return modifiers.contains(modifier);
  }

  /** The text after the colon of a modifier such as {@code offset:16}, if it is present. */
  public Optional<String> modifier(String name) {
    return modifiers.stream()
        .filter(
            m -> m.startsWith(name) && m.length() > name.length() && m.charAt(name.length()) == ':')
        .map(m -> m.substring(name.length() + 1))
        .findFirst();
  }

  /** What kind of instruction it is. */
  public InstructionClass kind() {
    return InstructionClass.of(this);
  }

  /**
   * Whether {@code vmcnt} counts it: all accesses of memory, and the write-back of caches (LLVM,
   * "User Guide for AMDGPU Backend", memory model of gfx90a and gfx942).
   */
  public boolean countsAsVectorMemory() {
    return kind().countsAsVectorMemory() || mnemonic.startsWith("buffer_wbl2");
  }

  /** Whether the instruction after it may come next. */
  boolean fallsThrough() {
    return !mnemonic.equals("s_branch")
        && !mnemonic.startsWith("s_endpgm")
        && !mnemonic.startsWith("s_setpc");
  }

  /**
   * Where an {@code s_waitcnt} makes the wave wait until at most this many vector memory operations
   * are outstanding; empty where the instruction does not wait for them.
   */
  public OptionalInt vectorMemoryWait() {
    if (!mnemonic.equals("s_waitcnt") || encoding.isEmpty()) {
      return OptionalInt.empty();
    }
    int immediate = encoding.getFirst() & 0xffff;
    int count = (immediate & 0xf) | ((immediate >>> 14) << 4);
    return count == MOST_VECTOR_MEMORY ? OptionalInt.empty() : OptionalInt.of(count);
  }

  /**
   * Where an {@code s_waitcnt} makes the wave wait until at most this many operations on LDS and
   * the scalar cache are outstanding; empty where the instruction does not wait for them.
   */
  public OptionalInt localWait() {
    if (!mnemonic.equals("s_waitcnt") || encoding.isEmpty()) {
      return OptionalInt.empty();
    }
    int count = encoding.getFirst() >>> 8 & MOST_LOCAL;
    return count == MOST_LOCAL ? OptionalInt.empty() : OptionalInt.of(count);
  }

  @Override
  public String toString() {
    String tail = modifiers.isEmpty() ? "" : " " + String.join(" ", modifiers);
    return (mnemonic + " " + String.join(", ", operands)).strip() + tail;
  }
}
