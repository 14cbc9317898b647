package dev.pagen.attention;

import dev.pagen.codeobject.GpuKernel;
import dev.pagen.codeobject.KernelArgument;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.kernel.KernelParameter;
import java.util.List;
import java.util.Optional;

/**
 * Holds compiled code against the source that it should be from.
 *
 * <p>Internal: for other packages of pa-gen.
 */
public final class ArgumentAgreement {
  private ArgumentAgreement() {}

  /**
   * How a kernel's code differs from how it is to be launched, as far as it tells: a cubin has no
   * names of arguments, and not what is a pointer.
   *
   * @return such as {@code takes 15 arguments, not the 16 of its spec}: another number of
   *     arguments, or one of another name, size, kind or place, or smaller workgroups; empty where
   *     they agree
   */
  public static Optional<String> difference(KernelEntry entry, GpuKernel kernel) {
    List<KernelArgument> compiled =
        kernel.arguments().stream().filter(argument -> !argument.hidden()).toList();
    List<KernelParameter> expected = entry.parameters();
    if (compiled.size() != expected.size()) {
      return Optional.of(
          "takes %d arguments, not the %d of its spec".formatted(compiled.size(), expected.size()));
    }
    if (kernel.maxWorkgroupSize() < entry.threads()) {
      return Optional.of(
          "is for workgroups of at most %d threads, not %d"
              .formatted(kernel.maxWorkgroupSize(), entry.threads()));
    }
    List<Integer> offsets = entry.offsets();
    for (int i = 0; i < compiled.size(); i++) {
      Optional<String> difference = difference(expected.get(i), offsets.get(i), compiled.get(i));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> difference(
      KernelParameter expected, int offset, KernelArgument compiled) {
    String name = compiled.name().orElse(expected.name());
    if (!name.equals(expected.name())) {
      return Optional.of("takes %s where its spec has %s".formatted(name, expected.name()));
    }
    if (compiled.size() != expected.bytes()) {
      return Optional.of(
          "takes %d bytes for %s, not %d".formatted(compiled.size(), name, expected.bytes()));
    }
    String kind = expected.isPointer() ? "global_buffer" : "by_value";
    if (!compiled.mayBe(kind)) {
      return Optional.of("takes %s as %s, not as %s".formatted(name, compiled.valueKind(), kind));
    }
    return compiled.offset() == offset
        ? Optional.empty()
        : Optional.of("takes %s at byte %d, not %d".formatted(name, compiled.offset(), offset));
  }

  /**
   * Returns for a kernel whose code does not differ.
   *
   * @throws LaunchException if it does
   */
  static void check(KernelEntry entry, GpuKernel kernel) {
    Optional<String> difference = difference(entry, kernel);
    if (difference.isPresent()) {
      throw new LaunchException(
          "The code object's %s %s: they do not belong together."
              .formatted(entry.symbol(), difference.get()));
    }
  }
}
