package dev.pagen.emulator;

import dev.pagen.codeobject.KernelArgument;
import dev.pagen.codeobject.KernelMetadata;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A kernel about to run.
 *
 * @param kernel its name
 * @param memory the device's
 * @param grid workgroups
 * @param block work-items of a workgroup
 * @param ldsBytes LDS of a workgroup, what the launch adds included
 * @param pointers its arguments that are pointers to global memory
 */
public record KernelLaunch(
    String kernel,
    EmulatedMemory memory,
    Dim3 grid,
    Dim3 block,
    int ldsBytes,
    List<Pointer> pointers) {
  /** An access farther than this from a pointer is not blamed on it. */
  private static final long REACH = 1L << 32;

  public KernelLaunch {
    pointers = List.copyOf(pointers);
  }

  /**
   * A pointer that the kernel got.
   *
   * @param name the argument's name, where the compiler kept it, its number from 1, and its offset
   * @param address where it points
   */
  public record Pointer(String name, long address) {}

  /** The pointers in a complete argument block, by the kernel's metadata. */
  static List<Pointer> pointers(KernelMetadata kernel, byte[] arguments) {
    ByteBuffer block = ByteBuffer.wrap(arguments).order(ByteOrder.LITTLE_ENDIAN);
    List<Pointer> pointers = new ArrayList<>();
    int number = 0;
    for (KernelArgument argument : kernel.arguments()) {
      number++;
      if (argument.valueKind().equals("global_buffer") && argument.size() == Long.BYTES) {
        String place = "%d (at offset %d)".formatted(number, argument.offset());
        String name = argument.name().map(n -> n + ", number " + place).orElse(place);
        pointers.add(new Pointer(name, block.getLong(argument.offset())));
      }
    }
    return pointers;
  }

  /**
   * What the pointers have to do with a fault at {@code address}: those that point into the
   * allocation that is nearest below it, else the nearest of those that point to none.
   */
  Optional<String> explain(long address) {
    Optional<Region> near = memory.nearest(address);
    List<String> there =
        pointers.stream()
            .filter(p -> near.isPresent() && memory.nearest(p.address).equals(near))
            .map(Pointer::name)
            .toList();
    if (!there.isEmpty()) {
      return Optional.of("argument %s points there".formatted(String.join(" and ", there)));
    }
    return pointers.stream()
        .filter(p -> !memory.isLive(p.address))
        .filter(p -> Math.abs(address - p.address) < REACH)
        .min(Comparator.comparingLong(p -> Math.abs(address - p.address)))
        .map(
            p -> "argument %s is 0x%x, which points to no allocation".formatted(p.name, p.address));
  }
}
