package dev.pagen.launch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/**
 * Arguments as the bytes that kernels read.
 *
 * @param buffers by their names
 * @param numbers of the list
 */
record ArgumentBytes(Map<String, BufferSpace> buffers, Numbers numbers) {
  /** A block with these arguments, and zeros between them. */
  byte[] of(StructLayout arguments) {
    ByteBuffer block = ByteBuffer.allocate(arguments.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    arguments
        .fields()
        .forEach(one -> put(block, one.offset(), one.argument().field(), one.argument().value()));
    return block.array();
  }

  private void put(ByteBuffer block, int at, String field, Argument argument) {
    switch (argument) {
      case Argument.Pointer(String buffer, Formula offset) ->
          block.putLong(at, address(field, buffer, offset));
      case Argument.Null() -> block.putLong(at, 0);
      case Argument.Elements(ElementType type, List<Argument.Value> values) -> {
        for (int i = 0; i < values.size(); i++) {
          put(block, at + i * type.bytes(), numbers.bits(field, values.get(i), type), type.bytes());
        }
      }
      case Argument.Raw(List<Byte> content) -> {
        for (int i = 0; i < content.size(); i++) {
          block.put(at + i, content.get(i));
        }
      }
      case Argument.Struct(StructLayout layout) ->
          layout
              .fields()
              .forEach(
                  f -> put(block, at + f.offset(), f.argument().field(), f.argument().value()));
    }
  }

  private static void put(ByteBuffer block, int at, long bits, int bytes) {
    for (int i = 0; i < bytes; i++) {
      block.put(at + i, (byte) (bits >>> Byte.SIZE * i));
    }
  }

  private long address(String field, String name, Formula offset) {
    BufferSpace buffer = buffers.get(name);
    if (buffer == null) {
      throw numbers.wrong(
          field,
          "there is no buffer %s; there are %s"
              .formatted(name, String.join(", ", buffers.keySet().stream().sorted().toList())));
    }
    return buffer.address() + numbers.whole(field + ".offset", offset, 0, buffer.bytes());
  }
}
