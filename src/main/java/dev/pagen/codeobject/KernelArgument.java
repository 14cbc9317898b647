package dev.pagen.codeobject;

import java.util.Optional;

/**
 * One argument of a kernel, as the code object's metadata tells it.
 *
 * @param name its name in the source, where the compiler kept it
 * @param typeName its type in the source, where the compiler kept it
 * @param offset bytes from the start of the kernel's argument block
 * @param size bytes
 * @param valueKind LLVM's word: {@code by_value}, {@code global_buffer}, {@code
 *     hidden_block_count_x} and so on; {@link #UNSPECIFIED} where the code does not tell
 * @param addressSpace {@code global}, {@code local} and so on, for pointers
 * @param access {@code read_only}, {@code read_write} and so on, where the compiler knew
 */
public record KernelArgument(
    Optional<String> name,
    Optional<String> typeName,
    int offset,
    int size,
    String valueKind,
    Optional<String> addressSpace,
    Optional<String> access) {

  /** The kind of an argument of which the code tells offset and size alone, as cubins do. */
  public static final String UNSPECIFIED = "unspecified";

  /** An argument of which nobody knows how it is accessed. */
  public KernelArgument(
      Optional<String> name,
      Optional<String> typeName,
      int offset,
      int size,
      String valueKind,
      Optional<String> addressSpace) {
    this(name, typeName, offset, size, valueKind, addressSpace, Optional.empty());
  }

  /** The offset after it. */
  public int end() {
    return offset + size;
  }

  /** Whether it is of a kind, for all that the code tells. */
  public boolean mayBe(String kind) {
    return valueKind.equals(kind) || valueKind.equals(UNSPECIFIED);
  }

  /** Whether the runtime fills this argument in, rather than the launching program. */
  public boolean hidden() {
    return valueKind.startsWith("hidden_");
  }
}
