package dev.pagen.launch;

import dev.pagen.codeobject.KernelArgument;
import dev.pagen.codeobject.KernelMetadata;
import dev.pagen.launch.Argument.Given;
import dev.pagen.launch.StructLayout.Placed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The places in a kernel's argument block that a launch fills: where the arguments of a list go, by
 * their names or offsets where they say these, and in order otherwise. What is padding may be left
 * out. A list that gives the offset of every argument knows better than the metadata, which people
 * who write assembly get wrong.
 */
public final class ArgumentSlots {
  /** What hand-written kernels call the rest of a slot of 16 bytes. */
  private static final Pattern PADDING =
      Pattern.compile("_*pad(ding)?_?\\d*_*", Pattern.CASE_INSENSITIVE);

  private static final int ALIGNMENT = 16;

  private final KernelMetadata kernel;
  private final List<KernelArgument> slots;

  ArgumentSlots(KernelMetadata kernel) {
    this.kernel = kernel;
    this.slots = kernel.arguments().stream().filter(argument -> !argument.hidden()).toList();
  }

  /** What its name is in the source: clang appends how it passes it. */
  public static Optional<String> name(KernelArgument argument) {
    return argument.name().map(name -> name.replaceFirst("\\.coerce\\d*$", ""));
  }

  /** Whether an argument only fills up space, by its name. */
  public static boolean isPadding(KernelArgument argument) {
    return argument.valueKind().equals("by_value")
        && name(argument).filter(name -> PADDING.matcher(name).matches()).isPresent();
  }

  /**
   * Where each of the arguments goes.
   *
   * @throws IllegalArgumentException if they do not fit
   */
  StructLayout place(List<Given> arguments) {
    int end = slots.stream().mapToInt(KernelArgument::end).max().orElse(kernel.kernargBytes());
    boolean given = !arguments.isEmpty() && arguments.stream().allMatch(a -> a.at().isPresent());
    if (slots.isEmpty() || given) {
      StructLayout layout = StructLayout.of(arguments, OptionalInt.empty());
      return new StructLayout(layout.fields(), Math.max(end, layout.bytes()), ALIGNMENT);
    }
    Map<KernelArgument, Given> placed = new LinkedHashMap<>();
    List<Given> others = new ArrayList<>();
    for (Given argument : arguments) {
      if (argument.at().isPresent()) {
        put(
            placed,
            only(s -> s.offset() == argument.at().get(), argument, "offset " + argument.at().get()),
            argument);
      } else if (argument.name().isPresent()
          && slots.stream().anyMatch(s -> s.name().isPresent())) {
        String name = argument.name().get();
        put(placed, only(s -> name(s).filter(name::equals).isPresent(), argument, name), argument);
      } else {
        others.add(argument);
      }
    }
    List<KernelArgument> free = slots.stream().filter(s -> !placed.containsKey(s)).toList();
    List<KernelArgument> needed = free.stream().filter(s -> !isPadding(s)).toList();
    List<KernelArgument> order = others.size() == free.size() ? free : needed;
    if (others.size() != order.size()) {
      throw new IllegalArgumentException(
          "it takes %d arguments, not %d: %s"
              .formatted(
                  arguments.size() - others.size() + needed.size(), arguments.size(), described()));
    }
    for (int i = 0; i < others.size(); i++) {
      put(placed, order.get(i), others.get(i));
    }
    return new StructLayout(
        placed.entrySet().stream().map(e -> new Placed(e.getValue(), e.getKey().offset())).toList(),
        end,
        ALIGNMENT);
  }

  private KernelArgument only(Predicate<KernelArgument> which, Given argument, String what) {
    List<KernelArgument> found = slots.stream().filter(which).toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "%s: there %s %s among its arguments: %s"
              .formatted(
                  argument.field(),
                  found.isEmpty() ? "is no" : "are %d of".formatted(found.size()),
                  what,
                  described()));
    }
    return found.getFirst();
  }

  private void put(Map<KernelArgument, Given> placed, KernelArgument slot, Given argument) {
    int bytes = argument.value().bytes();
    if (bytes != slot.size()) {
      throw new IllegalArgumentException(
          "argument %s has %d bytes, not %d (%s)"
              .formatted(described(slot), slot.size(), bytes, argument.field()));
    }
    Given other = placed.put(slot, argument);
    if (other != null) {
      throw new IllegalArgumentException(
          "argument %s is given twice, by %s and %s"
              .formatted(described(slot), other.field(), argument.field()));
    }
  }

  private String described(KernelArgument slot) {
    String number = slots.indexOf(slot) + ", counted from 0,";
    return name(slot).map(name -> name + ", number " + number).orElse(number);
  }

  /** All of them, for a message. */
  private String described() {
    return slots.stream()
        .filter(s -> !isPadding(s))
        .map(
            s ->
                "%s of %d bytes at %d"
                    .formatted(name(s).orElse(s.valueKind()), s.size(), s.offset()))
        .collect(Collectors.joining(", "));
  }
}
