package dev.pagen.attention;

import dev.pagen.codeobject.GpuKernel;
import dev.pagen.codeobject.KernelArgument;
import dev.pagen.render.KernelEntry;
import dev.pagen.render.KernelParameter;
import java.util.List;

/** Holds compiled code against the source that it should be from. */
final class ArgumentCheck {
  private ArgumentCheck() {}

  /**
   * Returns for a kernel whose code agrees with how it is to be launched, as far as it tells: a
   * cubin has no names of arguments, and not what is a pointer.
   *
   * @throws LaunchException if it has another number of arguments, or one of another name, size,
   *     kind or place, or is for smaller workgroups
   */
  static void check(KernelEntry entry, GpuKernel kernel) {
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
    for (int i = 0; i < compiled.size(); i++) {
      check(entry, expected.get(i), entry.offsets().get(i), compiled.get(i));
    }
  }

  private static void check(
      KernelEntry entry, KernelParameter expected, int offset, KernelArgument compiled) {
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
    if (compiled.offset() != offset) {
      throw mismatch(
          entry, "takes %s at byte %d, not %d".formatted(name, compiled.offset(), offset));
    }
  }

  private static LaunchException mismatch(KernelEntry entry, String difference) {
    return new LaunchException(
        "The code object's %s %s: they do not belong together."
            .formatted(entry.symbol(), difference));
  }
}
