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
    String place = "workspace " + scratch.name();
    long bytes = value(place + ", bytes", scratch.bytes(), 0, Long.MAX_VALUE);
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
    int[] extents =
        start.grid().stream()
            .mapToInt(f -> (int) value(start.symbol() + ", grid", f, 1, Integer.MAX_VALUE))
            .toArray();
    return new Grid(extents[0], extents[1], extents[2]);
  }

  /** What a formula comes to, if that makes sense. */
  private long value(String place, Formula formula, long least, long most) {
    long value;
    try {
      value = formula.value(batch);
    } catch (IllegalArgumentException e) {
      throw wrong(place, String.valueOf(e.getMessage()));
    }
    if (value < least || value > most) {
      throw wrong(
          place,
          "\"%s\" comes to %d; it must be %d to %d".formatted(formula.text(), value, least, most));
    }
    return value;
  }

  private MemorySegment arguments(Start start, KernelMetadata metadata, Arena arena) {
    List<KernelArgument> compiled =
        metadata.arguments().stream().filter(argument -> !argument.hidden()).toList();
    List<Argument> given = start.arguments();
    if (given.size() != compiled.size()) {
      throw wrong(
          start.symbol(), "it takes %d arguments, not %d".formatted(compiled.size(), given.size()));
    }
    int end = compiled.stream().mapToInt(KernelArgument::end).max().orElse(1);
    MemorySegment block = arena.allocate(end, 16);
    for (int i = 0; i < given.size(); i++) {
      KernelArgument slot = compiled.get(i);
      Argument argument = given.get(i);
      if (argument.bytes() != slot.size()) {
        throw wrong(
            start.symbol(),
            "argument %d, counted from 0, has %d bytes, not %d"
                .formatted(i, slot.size(), argument.bytes()));
      }
      put(block, slot.offset(), argument, start.symbol());
    }
    return block;
  }

  private void put(MemorySegment block, long at, Argument argument, String symbol) {
    switch (argument) {
      case Argument.Buffer(String name) -> {
        DeviceBuffer buffer = buffers.get(name);
        if (buffer == null) {
          throw wrong(
              symbol,
              "there is no buffer %s; there are %s"
                  .formatted(name, String.join(", ", buffers.keySet().stream().sorted().toList())));
        }
        block.set(ValueLayout.JAVA_LONG_UNALIGNED, at, buffer.address());
      }
      case Argument.Whole(Formula formula, int bytes) -> {
        boolean word = bytes == Integer.BYTES;
        long least = word ? Integer.MIN_VALUE : Long.MIN_VALUE;
        // 32 bits hold what is meant with a sign as well as what is meant without one.
        long most = word ? 0xffff_ffffL : Long.MAX_VALUE;
        put(block, at, value(symbol + ", arguments", formula, least, most), bytes);
      }
      case Argument.Real(double value, int bytes) -> {
        boolean single = bytes == Float.BYTES;
        put(
            block,
            at,
            single ? Float.floatToRawIntBits((float) value) : Double.doubleToRawLongBits(value),
            bytes);
      }
    }
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
