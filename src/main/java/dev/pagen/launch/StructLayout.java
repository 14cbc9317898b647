package dev.pagen.launch;

import dev.pagen.launch.Argument.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Where the fields of a structure lie: each at the next multiple of its alignment, as C++ has it,
 * or where it says.
 *
 * @param fields with their offsets, in order
 * @param bytes of all
 * @param alignment of the most demanding field
 */
record StructLayout(List<Placed> fields, int bytes, int alignment) {
  /** An argument and its offset. */
  record Placed(Given argument, int offset) {
    int end() {
      return offset + argument.value().bytes();
    }
  }

  StructLayout {
    fields = List.copyOf(fields);
  }

  /**
   * Lays fields out.
   *
   * @param size of the structure where it is not what its fields come to
   * @throws IllegalArgumentException if two fields overlap, or the size is too small for them
   */
  static StructLayout of(List<Given> fields, OptionalInt size) {
    List<Placed> placed = new ArrayList<>();
    int next = 0;
    int alignment = 1;
    for (Given field : fields) {
      int own = field.value().alignment();
      Placed one = new Placed(field, field.at().orElse(Math.ceilDiv(next, own) * own));
      placed.stream()
          .filter(p -> p.offset < one.end() && one.offset < p.end())
          .findFirst()
          .ifPresent(
              p -> {
                throw new IllegalArgumentException(
                    "bytes %d to %d overlap those of %s"
                        .formatted(one.offset, one.end() - 1, p.argument.field()));
              });
      placed.add(one);
      next = one.end();
      alignment = Math.max(alignment, own);
    }
    int end = placed.stream().mapToInt(Placed::end).max().orElse(0);
    int natural = Math.ceilDiv(end, alignment) * alignment;
    if (size.isPresent() && size.getAsInt() < end) {
      throw new IllegalArgumentException(
          "size %d is too small: its fields end at %d".formatted(size.getAsInt(), end));
    }
    return new StructLayout(placed, size.orElse(natural), alignment);
  }
}
