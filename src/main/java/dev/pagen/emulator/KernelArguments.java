package dev.pagen.emulator;

import dev.pagen.codeobject.KernelArgument;
import dev.pagen.codeobject.KernelMetadata;
import dev.pagen.emulator.machine.AddressSpace;
import dev.pagen.emulator.machine.Dim3;
import dev.pagen.emulator.machine.EmulationException;
import dev.pagen.emulator.machine.KernelLaunch;
import dev.pagen.emulator.machine.RuntimeService;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a kernel's metadata says about its argument block: which hidden arguments complete it, and
 * where it holds pointers.
 */
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
        put(buffer, argument, hidden(argument, grid, block, dynamicLds));
      }
    }
    return all;
  }

  /** Values of LLVM's hidden arguments, of code object V5 and before. */
  private static long hidden(KernelArgument argument, Dim3 grid, Dim3 block, int dynamicLds) {
    return switch (argument.valueKind()) {
      case "hidden_block_count_x" -> grid.x();
      case "hidden_block_count_y" -> grid.y();
      case "hidden_block_count_z" -> grid.z();
      case "hidden_group_size_x" -> block.x();
      case "hidden_group_size_y" -> block.y();
      case "hidden_group_size_z" -> block.z();
      case "hidden_grid_dims" -> DispatchPacket.DIMENSIONS;
      case "hidden_dynamic_lds_size" -> dynamicLds;
      case "hidden_private_base" -> AddressSpace.PRIVATE_APERTURE;
      case "hidden_shared_base" -> AddressSpace.SHARED_APERTURE;
      // Grids here begin at 0 and have whole workgroups.
      case "hidden_none",
          "hidden_global_offset_x",
          "hidden_global_offset_y",
          "hidden_global_offset_z",
          "hidden_remainder_x",
          "hidden_remainder_y",
          "hidden_remainder_z" ->
          0;
      default ->
          argument.size() == Long.BYTES ? RuntimeService.of(argument.valueKind()).address() : 0;
    };
  }

  private static void put(ByteBuffer buffer, KernelArgument argument, long value) {
    for (int i = 0; i < Math.min(argument.size(), Long.BYTES); i++) {
      buffer.put(argument.offset() + i, (byte) (value >>> Byte.SIZE * i));
    }
  }

  /** The pointers in a complete argument block, by the kernel's metadata. */
  static List<KernelLaunch.Pointer> pointers(KernelMetadata kernel, byte[] arguments) {
    ByteBuffer block = ByteBuffer.wrap(arguments).order(ByteOrder.LITTLE_ENDIAN);
    List<KernelLaunch.Pointer> pointers = new ArrayList<>();
    int number = 0;
    for (KernelArgument argument : kernel.arguments()) {
      number++;
      boolean declared = argument.valueKind().equals("global_buffer");
      if (argument.hidden() || declared && argument.size() != Long.BYTES) {
        continue;
      }
      String place = "%d (at offset %d)".formatted(number, argument.offset());
      String name = argument.name().map(n -> n + ", number " + place).orElse(place);
      for (int at = 0; at + Long.BYTES <= argument.size(); at += Long.BYTES) {
        String part = declared ? name : "%s, bytes %d to %d".formatted(name, at, at + 7);
        pointers.add(
            new KernelLaunch.Pointer(part, block.getLong(argument.offset() + at), declared));
      }
    }
    return pointers;
  }
}
