package dev.pagen.emulator;

import dev.pagen.codeobject.KernelArgument;
import dev.pagen.codeobject.KernelMetadata;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.OptionalLong;

/** Completes an argument block with the hidden arguments that the kernel's metadata lists. */
final class KernelArguments {
  /**
   * Runtimes hand out whole blocks: compilers load three numbers at the end as if they were four.
   */
  private static final int ALIGNMENT = 16;

  private KernelArguments() {}

  /**
   * The whole argument block.
   *
   * @param explicit the launching program's part, from offset 0; hand-written code may take more
   *     than its metadata says
   */
  static byte[] complete(
      KernelMetadata kernel, byte[] explicit, Dim3 grid, Dim3 block, int dynamicLds) {
    int needed =
        kernel.arguments().stream()
            .filter(a -> !a.hidden())
            .mapToInt(KernelArgument::end)
            .max()
            .orElse(0);
    if (explicit.length < needed) {
      throw new EmulationException(
          "Kernel %s takes %d bytes of arguments, %d were given."
              .formatted(kernel.name(), needed, explicit.length));
    }
    int bytes =
        kernel.arguments().stream()
            .mapToInt(KernelArgument::end)
            .reduce(Math.max(kernel.kernargBytes(), explicit.length), Math::max);
    byte[] all = Arrays.copyOf(explicit, Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT);
    ByteBuffer buffer = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
    for (KernelArgument argument : kernel.arguments()) {
      if (argument.hidden()) {
        OptionalLong value = hidden(argument.valueKind(), grid, block, dynamicLds);
        value.ifPresent(v -> put(buffer, argument, v));
      }
    }
    return all;
  }

  /** Values of LLVM's code object V5 hidden arguments; those without a meaning here stay 0. */
  private static OptionalLong hidden(String kind, Dim3 grid, Dim3 block, int dynamicLds) {
    return switch (kind) {
      case "hidden_block_count_x" -> OptionalLong.of(grid.x());
      case "hidden_block_count_y" -> OptionalLong.of(grid.y());
      case "hidden_block_count_z" -> OptionalLong.of(grid.z());
      case "hidden_group_size_x" -> OptionalLong.of(block.x());
      case "hidden_group_size_y" -> OptionalLong.of(block.y());
      case "hidden_group_size_z" -> OptionalLong.of(block.z());
      case "hidden_grid_dims" ->
          OptionalLong.of(grid.z() * block.z() > 1 ? 3 : grid.y() * block.y() > 1 ? 2 : 1);
      case "hidden_dynamic_lds_size" -> OptionalLong.of(dynamicLds);
      case "hidden_private_base" -> OptionalLong.of(ScalarSource.PRIVATE_APERTURE);
      case "hidden_shared_base" -> OptionalLong.of(ScalarSource.SHARED_APERTURE);
      default -> OptionalLong.empty();
    };
  }

  private static void put(ByteBuffer buffer, KernelArgument argument, long value) {
    for (int i = 0; i < Math.min(argument.size(), Long.BYTES); i++) {
      buffer.put(argument.offset() + i, (byte) (value >>> Byte.SIZE * i));
    }
  }
}
