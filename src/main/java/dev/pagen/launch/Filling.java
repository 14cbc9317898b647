package dev.pagen.launch;

import dev.pagen.device.Stream;
import dev.pagen.launch.Argument.Value;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;

/** Writes what buffers hold before the first launch. */
final class Filling {
  private static final int POISON = 0xff;
  private static final int CHUNK = 1 << 16;

  /** Numbers that are made up one by one: more would take minutes, and the memory of the host. */
  private static final long MOST_ELEMENTS = 1 << 27;

  private final Stream stream;
  private final ArgumentBytes arguments;
  private final Numbers numbers;

  Filling(Stream stream, ArgumentBytes arguments) {
    this.stream = stream;
    this.arguments = arguments;
    this.numbers = arguments.numbers();
  }

  /** Fills a buffer, and {@code tail} bytes of poison behind it. */
  void fill(BufferArray array, long address, long tail) {
    stream.fill(address + array.bytes(), tail, POISON);
    String field = array.listed().field();
    switch (array.listed().content()) {
      case Content.Poison() -> stream.fill(address, array.bytes(), POISON);
      case Content.Words(int word) -> words(field, address, array.bytes(), word);
      case Content.File _ -> stream.copyToDevice(address, file(array));
      case Content.Structure(StructLayout layout) ->
          stream.copyToDevice(address, MemorySegment.ofArray(arguments.of(layout)));
      case Content.Constant(Value value) -> {
        long bits = numbers.bits(field + ".fill", value, array.type());
        elements(array, address, _ -> bits);
      }
      case Content.Values(List<Value> values) ->
          elements(
              array,
              address,
              i ->
                  numbers.bits(
                      "%s.values[%d]".formatted(field, i), values.get((int) i), array.type()));
      case Content.Ramp(Value start, Value step) ->
          elements(array, address, ramp(array, start, step));
      case Content.Permutation(long seed) -> elements(array, address, permutation(array, seed));
      case Content.Indptr(List<Formula> lengths) ->
          elements(array, address, indptr(array, lengths));
      case Content.Uniform(double least, double most, long seed) -> {
        Random random = new Random(seed);
        boolean whole = array.type().isWhole();
        elements(
            array,
            address,
            _ -> {
              double drawn = least + random.nextDouble() * (most - least);
              return array.type().encode(whole ? Math.floor(drawn) : drawn);
            });
      }
      case Content.Normal(double mean, double deviation, long seed) -> {
        Random random = new Random(seed);
        elements(
            array, address, _ -> array.type().encode(mean + deviation * random.nextGaussian()));
      }
    }
  }

  private static MemorySegment file(BufferArray array) {
    return array.file().orElseThrow().data().asSlice(0, array.bytes());
  }

  private void words(String field, long address, long bytes, int word) {
    if (word == (word & POISON) * 0x0101_0101) {
      stream.fill(address, bytes, word & POISON);
      return;
    }
    requireFew(field, bytes / Integer.BYTES);
    write(address, bytes, Integer.BYTES, _ -> word);
  }

  private void elements(BufferArray array, long address, LongUnaryOperator bits) {
    requireFew(array.listed().field(), array.elements());
    write(address, array.bytes(), array.type().bytes(), bits);
  }

  /** Writes numbers one after the other; what is left of the last one is cut off. */
  private void write(long address, long bytes, int size, LongUnaryOperator bits) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment chunk = arena.allocate(CHUNK);
      for (long at = 0; at < bytes; at += CHUNK) {
        long length = Math.min(CHUNK, bytes - at);
        for (long i = 0; i < length; i += size) {
          long value = bits.applyAsLong((at + i) / size);
          for (int b = 0; b < size; b++) {
            chunk.set(ValueLayout.JAVA_BYTE, i + b, (byte) (value >>> Byte.SIZE * b));
          }
        }
        stream.copyToDevice(address + at, chunk.asSlice(0, length));
      }
    }
  }

  private void requireFew(String field, long elements) {
    if (elements > MOST_ELEMENTS) {
      throw numbers.wrong(
          field,
          "there are %d numbers to make up, and may be %d: leave the content out, or give a file"
              .formatted(elements, MOST_ELEMENTS));
    }
  }

  private LongUnaryOperator ramp(BufferArray array, Value start, Value step) {
    String field = array.listed().field() + ".ramp";
    ElementType type = array.type();
    if (!type.isWhole()) {
      double first = type.decode(numbers.bits(field, start, type));
      double by = type.decode(numbers.bits(field, step, type));
      return i -> type.encode(first + by * i);
    }
    long first = numbers.bits(field, start, ElementType.INT64);
    long by = numbers.bits(field, step, ElementType.INT64);
    range(field, type, first);
    try {
      range(
          field,
          type,
          Math.addExact(first, Math.multiplyExact(by, Math.max(0, array.elements() - 1))));
    } catch (ArithmeticException e) {
      throw numbers.wrong(field, "its last number does not fit into 64 bits");
    }
    return i -> first + by * i;
  }

  private void range(String field, ElementType type, long number) {
    if (number < type.least() || number > type.most()) {
      throw numbers.wrong(
          field,
          "it comes to %d; %s goes from %d to %d"
              .formatted(number, type, type.least(), type.most()));
    }
  }

  private LongUnaryOperator permutation(BufferArray array, long seed) {
    String field = array.listed().field() + ".permutation";
    long count = array.elements();
    requireFew(field, count);
    range(field, array.type(), Math.max(0, count - 1));
    int[] order = new int[(int) count];
    Random random = new Random(seed);
    for (int i = 0; i < order.length; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return i -> order[(int) i];
  }

  private LongUnaryOperator indptr(BufferArray array, List<Formula> lengths) {
    String field = array.listed().field() + ".indptr";
    long[] ends = new long[lengths.size() + 1];
    for (int i = 0; i < lengths.size(); i++) {
      long left = array.type().most() - ends[i];
      ends[i + 1] = ends[i] + numbers.whole("%s[%d]".formatted(field, i), lengths.get(i), 0, left);
    }
    return i -> ends[(int) i];
  }
}
