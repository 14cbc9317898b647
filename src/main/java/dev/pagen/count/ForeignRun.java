package dev.pagen.count;

import dev.pagen.attention.LaunchException;
import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.KernelArgument;
import dev.pagen.codeobject.KernelMetadata;
import dev.pagen.count.LaunchList.Argument;
import dev.pagen.count.LaunchList.Scratch;
import dev.pagen.count.LaunchList.Start;
import dev.pagen.device.Device;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Grid;
import dev.pagen.device.Launch;
import dev.pagen.device.Module;
import dev.pagen.device.Stream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One run of a code object that was not made here, with the buffers that it needs. */
final class ForeignRun implements AutoCloseable {
  private final ForeignCode foreign;
  private final Batch batch;
  private final Device device;
  private final Stream stream;
  private final Map<String, DeviceBuffer> buffers;
  private final List<DeviceBuffer> own = new ArrayList<>();

  ForeignRun(
      ForeignCode foreign,
      Batch batch,
      Device device,
      Stream stream,
      Map<String, DeviceBuffer> inputs) {
    this.foreign = foreign;
    this.batch = batch;
    this.device = device;
    this.stream = stream;
    this.buffers = new LinkedHashMap<>(inputs);
    foreign.launches().workspace().forEach(this::allocate);
  }

  /** All buffers that arguments can name. */
  Map<String, DeviceBuffer> buffers() {
    return buffers;
  }

  private void allocate(Scratch scratch) {
    long bytes = scratch.bytes().value(batch);
    DeviceBuffer buffer = device.allocate(bytes);
    own.add(buffer);
    if (buffers.putIfAbsent(scratch.name(), buffer) != null) {
      throw wrong("workspace", "there are two buffers %s".formatted(scratch.name()));
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment content = arena.allocate((bytes + 3) / 4 * 4, 4);
      for (long at = 0; at < content.byteSize(); at += 4) {
        content.set(ValueLayout.JAVA_INT, at, scratch.words());
      }
      stream.copyToDevice(buffer.address(), content.asSlice(0, bytes));
      stream.synchronize();
    }
  }

  /** Launches the kernels, one after the other. */
  void launch() {
    CodeObject codeObject = CodeObject.read(foreign.bytes());
    try (Module module = device.load(foreign.bytes());
        Arena arena = Arena.ofConfined()) {
      for (Start start : foreign.launches().launches()) {
        KernelMetadata metadata = codeObject.kernel(start.symbol()).metadata();
        try (Launch launch =
            module.kernel(start.symbol()).prepare(arguments(start, metadata, arena))) {
          launch.enqueue(stream, grid(start), start.threads(), start.dynamicLds());
        }
      }
      stream.synchronize();
    }
  }

  private Grid grid(Start start) {
    int[] extents = start.grid().stream().mapToInt(f -> Math.toIntExact(f.value(batch))).toArray();
    return new Grid(extents[0], extents[1], extents[2]);
  }

  private MemorySegment arguments(Start start, KernelMetadata metadata, Arena arena) {
    List<KernelArgument> compiled =
        metadata.arguments().stream().filter(argument -> !argument.hidden()).toList();
    List<Argument> given = start.arguments();
    if (given.size() != compiled.size()) {
      throw wrong(
          start.symbol(), "it takes %d arguments, not %d".formatted(compiled.size(), given.size()));
    }
    int end = compiled.stream().mapToInt(a -> a.offset() + a.size()).max().orElse(1);
    MemorySegment block = arena.allocate(end, 16);
    for (int i = 0; i < given.size(); i++) {
      KernelArgument slot = compiled.get(i);
      int bytes = put(block, slot.offset(), given.get(i), start.symbol());
      if (bytes != slot.size()) {
        throw wrong(
            start.symbol(),
            "argument %d, counted from 0, has %d bytes, not %d".formatted(i, slot.size(), bytes));
      }
    }
    return block;
  }

  /** Writes one argument and returns its size. */
  private int put(MemorySegment block, long at, Argument argument, String symbol) {
    return switch (argument) {
      case Argument.Buffer(String name) -> {
        DeviceBuffer buffer = buffers.get(name);
        if (buffer == null) {
          throw wrong(
              symbol,
              "there is no buffer %s; there are %s"
                  .formatted(name, String.join(", ", buffers.keySet().stream().sorted().toList())));
        }
        block.set(ValueLayout.JAVA_LONG_UNALIGNED, at, buffer.address());
        yield Long.BYTES;
      }
      case Argument.Whole(Formula value, int bytes) -> {
        put(block, at, value.value(batch), bytes);
        yield bytes;
      }
      case Argument.Real(double value, int bytes) -> {
        boolean single = bytes == Float.BYTES;
        put(
            block,
            at,
            single ? Float.floatToRawIntBits((float) value) : Double.doubleToRawLongBits(value),
            bytes);
        yield bytes;
      }
    };
  }

  private static void put(MemorySegment block, long at, long bits, int bytes) {
    if (bytes == Integer.BYTES) {
      block.set(ValueLayout.JAVA_INT_UNALIGNED, at, (int) bits);
    } else {
      block.set(ValueLayout.JAVA_LONG_UNALIGNED, at, bits);
    }
  }

  private LaunchException wrong(String where, String what) {
    return new LaunchException("%s: %s: %s.".formatted(foreign.launches().name(), where, what));
  }

  @Override
  public void close() {
    own.forEach(DeviceBuffer::close);
  }
}
