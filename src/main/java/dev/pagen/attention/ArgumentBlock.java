package dev.pagen.attention;

import dev.pagen.kernel.KernelEntry;
import dev.pagen.kernel.KernelParameter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * A kernel's explicit arguments in native memory, each where its source declares it. Made once;
 * filling it allocates nothing.
 */
final class ArgumentBlock {
  private final MemorySegment bytes;
  private final Slot[] slots;

  private record Slot(ArgumentName name, int offset, int size) {}

  private ArgumentBlock(MemorySegment bytes, Slot[] slots) {
    this.bytes = bytes;
    this.slots = slots;
  }

  /**
   * A block for a kernel.
   *
   * @throws LaunchException if the kernel takes something that no launch knows
   */
  static ArgumentBlock of(KernelEntry entry, Arena arena) {
    List<Integer> offsets = entry.offsets();
    Slot[] slots = new Slot[offsets.size()];
    for (int i = 0; i < slots.length; i++) {
      KernelParameter parameter = entry.parameters().get(i);
      ArgumentName name =
          ArgumentName.of(parameter.name())
              .orElseThrow(
                  () ->
                      new LaunchException(
                          "%s takes %s, which no launch knows."
                              .formatted(entry.symbol(), parameter.name())));
      slots[i] = new Slot(name, offsets.get(i), parameter.bytes());
    }
    return new ArgumentBlock(arena.allocate(Math.max(1, entry.argumentBytes()), 16), slots);
  }

  /** The native memory. */
  MemorySegment bytes() {
    return bytes;
  }

  /** Writes the arguments of one launch. */
  void fill(Plan plan, AttentionTensors tensors, Workspace workspace) {
    for (Slot slot : slots) {
      long value = slot.name.value(plan, tensors, workspace);
      if (slot.size == Integer.BYTES) {
        bytes.set(ValueLayout.JAVA_INT, slot.offset, (int) value);
      } else {
        bytes.set(ValueLayout.JAVA_LONG, slot.offset, value);
      }
    }
  }
}
