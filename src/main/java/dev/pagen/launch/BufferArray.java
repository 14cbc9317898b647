package dev.pagen.launch;

import dev.pagen.launch.ListedBuffer.Size;
import dev.pagen.verify.NpyFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A buffer of a list as an array: what its numbers are, and how many.
 *
 * @param listed as the list has it
 * @param type of its elements; bytes where the list says no type
 * @param shape outermost extent first
 * @param file that it is read from, if it is
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BufferArray(ListedBuffer listed, ElementType type, long[] shape, Optional<NpyFile> file) {
  /** The array of a buffer, whose file is read. */
  static BufferArray of(ListedBuffer listed, Numbers numbers) {
    return switch (listed.size()) {
      case Size.Bytes(Formula bytes) ->
          plain(
              listed,
              ElementType.UINT8,
              numbers.whole(listed.field() + ".bytes", bytes, 0, Long.MAX_VALUE));
      case Size.Shape(ElementType type, List<Formula> extents) ->
          new BufferArray(listed, type, shape(listed, type, extents, numbers), Optional.empty());
      case Size.OfContent(Optional<ElementType> type) -> ofContent(listed, type, numbers);
    };
  }

  private static BufferArray plain(ListedBuffer listed, ElementType type, long... shape) {
    return new BufferArray(listed, type, shape, Optional.empty());
  }

  private static long[] shape(
      ListedBuffer listed, ElementType type, List<Formula> extents, Numbers numbers) {
    long[] shape = new long[extents.size()];
    long bytes = type.bytes();
    for (int i = 0; i < shape.length; i++) {
      String field = "%s.shape[%d]".formatted(listed.field(), i);
      shape[i] = numbers.whole(field, extents.get(i), 0, Long.MAX_VALUE);
      if (Math.multiplyHigh(bytes, shape[i]) != 0 || bytes * shape[i] < 0) {
        throw numbers.wrong(field, "the buffer has more than 2^63 bytes");
      }
      bytes *= shape[i];
    }
    return shape;
  }

  private static BufferArray ofContent(
      ListedBuffer listed, Optional<ElementType> type, Numbers numbers) {
    return switch (listed.content()) {
      case Content.File(Path npy) -> {
        NpyFile file = NpyFile.read(npy);
        yield new BufferArray(
            listed,
            type(listed.field(), type, file, npy, numbers),
            file.shape(),
            Optional.of(file));
      }
      case Content.Values(List<Argument.Value> values) ->
          plain(listed, type.orElseThrow(), values.size());
      case Content.Indptr(List<Formula> lengths) ->
          plain(listed, type.orElseThrow(), lengths.size() + 1L);
      case Content.Structure(StructLayout layout) ->
          plain(listed, ElementType.UINT8, layout.bytes());
      default -> throw new IllegalStateException(listed + " has no size of its own");
    };
  }

  /** The type of a file's elements, which the list may know better where these are mere bits. */
  private static ElementType type(
      String field, Optional<ElementType> asked, NpyFile file, Path npy, Numbers numbers) {
    ElementType found =
        ElementType.ofNumpy(file.type())
            .orElseThrow(
                () ->
                    numbers.wrong(
                        field + ".npy",
                        "%s has elements of %s; there can be %s, little-endian"
                            .formatted(npy, file.type(), ElementType.names())));
    ElementType type = asked.orElse(found);
    if (!type.numpy().equals(file.type())) {
      throw numbers.wrong(
          field + ".npy",
          "%s has elements of %s; those of %s are %s"
              .formatted(npy, file.type(), type, type.numpy()));
    }
    return type;
  }

  long elements() {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  long bytes() {
    return elements() * type.bytes();
  }
}
