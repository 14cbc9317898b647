package dev.pagen.attention;

import dev.pagen.codeobject.GpuKernel;
import dev.pagen.codeobject.KernelArgument;
import dev.pagen.render.KernelEntry;
import dev.pagen.render.KernelParameter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * A kernel's explicit arguments in native memory, each where the code object says. Made once;
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
   * A block for a kernel whose code agrees with how it is to be launched, as far as it tells: a
   * cubin has no names of arguments, and not what is a pointer.
   *
   * @throws LaunchException if it has another number of arguments, or one of another name, size or
   *     kind
   */
  static ArgumentBlock of(KernelEntry entry, GpuKernel kernel, Arena arena) {
    List<KernelArgument> compiled =
        kernel.arguments().stream().filter(argument -> !argument.hidden()).toList();
    List<KernelParameter> expected = entry.parameters();
    if (compiled.size() != expected.size()) {
      throw mismatch(
          entry,
          "takes %d arguments, not the %d of its spec".formatted(compiled.size(), expected.size()));
    }
    if (kernel.maxWorkgroupSize() < entry.threads()) {
      throw mismatch(
          entry,
          "is for workgroups of at most %d threads, not %d"
              .formatted(kernel.maxWorkgroupSize(), entry.threads()));
    }
    List<Slot> slots = new ArrayList<>();
    int end = 0;
    for (int i = 0; i < compiled.size(); i++) {
      Slot slot = slot(entry, expected.get(i), compiled.get(i), end);
      slots.add(slot);
      end = slot.offset + slot.size;
    }
    return new ArgumentBlock(arena.allocate(Math.max(1, end), 16), slots.toArray(Slot[]::new));
  }

  private static Slot slot(
      KernelEntry entry, KernelParameter expected, KernelArgument compiled, int end) {
    String name = compiled.name().orElse(expected.name());
    if (!name.equals(expected.name())) {
      throw mismatch(entry, "takes %s where its spec has %s".formatted(name, expected.name()));
    }
    if (compiled.size() != expected.bytes()) {
      throw mismatch(
          entry,
          "takes %d bytes for %s, not %d".formatted(compiled.size(), name, expected.bytes()));
    }
    String kind = expected.isPointer() ? "global_buffer" : "by_value";
    if (!compiled.mayBe(kind)) {
      throw mismatch(
          entry, "takes %s as %s, not as %s".formatted(name, compiled.valueKind(), kind));
    }
    if (compiled.offset() < end || compiled.offset() % compiled.size() != 0) {
      throw mismatch(
          entry, "has %s at an impossible offset, %d".formatted(name, compiled.offset()));
    }
    ArgumentName known =
        ArgumentName.of(name)
            .orElseThrow(() -> mismatch(entry, "takes %s, which no launch knows".formatted(name)));
    return new Slot(known, compiled.offset(), compiled.size());
  }

  private static LaunchException mismatch(KernelEntry entry, String difference) {
    return new LaunchException(
        "The code object's %s %s: they do not belong together."
            .formatted(entry.symbol(), difference));
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
