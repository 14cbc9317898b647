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
 *     hidden_block_count_x} and so on
 * @param addressSpace {@code global}, {@code local} and so on, for pointers
 */
public record KernelArgument(
    Optional<String> name,
    Optional<String> typeName,
    int offset,
    int size,
    String valueKind,
    Optional<String> addressSpace) {

  /** Whether the runtime fills this argument in, rather than the launching program. */
  public boolean hidden() {
    return valueKind.startsWith("hidden_");
  }
}
