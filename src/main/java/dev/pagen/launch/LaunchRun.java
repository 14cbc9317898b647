package dev.pagen.launch;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.CompiledKernel;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.codeobject.KernelMetadata;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Stream;
import dev.pagen.emulator.EmulatedDevice;
import dev.pagen.emulator.LoadedCode;
import dev.pagen.emulator.machine.Dim3;
import dev.pagen.emulator.observe.Overreads;
import dev.pagen.launch.LaunchList.Start;
import dev.pagen.verify.NpyFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** One run of a launch list on an emulated device, with the buffers that it needs. */
public final class LaunchRun implements AutoCloseable {
  private static final int ALIGNMENT = 64;

  private final ForeignCode code;
  private final LaunchList list;
  private final Numbers numbers;
  private final EmulatedDevice device;
  private final Stream stream;
  private final Map<String, BufferSpace> buffers = new LinkedHashMap<>();
  private final Map<String, BufferArray> arrays = new LinkedHashMap<>();
  private final List<DeviceBuffer> own = new ArrayList<>();

  /**
   * Allocates and fills the buffers of a list.
   *
   * @param given what names stand for that the list does not give
   * @param inputs buffers that there are already
   * @param overreads among the observers of the device
   * @throws dev.pagen.attention.LaunchException if the list makes no sense
   */
  public LaunchRun(
      ForeignCode code,
      LaunchList list,
      Map<String, Long> given,
      Map<String, BufferSpace> inputs,
      EmulatedDevice device,
      Overreads overreads) {
    this.code = code;
    this.list = list;
    this.numbers = Numbers.of(list, given);
    this.device = device;
    this.stream = device.createStream();
    buffers.putAll(inputs);
    list.buffers().forEach(listed -> allocate(listed, overreads));
    Filling filling = new Filling(stream, new ArgumentBytes(buffers, numbers));
    arrays.forEach(
        (name, array) -> {
          BufferSpace space = space(name);
          filling.fill(array, space.address(), overread(array.listed()));
        });
  }

  private void allocate(ListedBuffer listed, Overreads overreads) {
    if (buffers.containsKey(listed.name())) {
      throw numbers.wrong(listed.field(), "there are two buffers %s".formatted(listed.name()));
    }
    BufferArray array = BufferArray.of(listed, numbers);
    long tail = overread(listed);
    long bytes = array.bytes();
    if (tail > Long.MAX_VALUE - bytes) {
      throw numbers.wrong(listed.field() + ".overread", "the buffer has more than 2^63 bytes");
    }
    DeviceBuffer buffer = device.allocate(bytes + tail);
    own.add(buffer);
    buffers.put(listed.name(), new BufferSpace(buffer.address(), bytes));
    arrays.put(listed.name(), array);
    if (tail > 0) {
      overreads.allow(listed.name(), buffer.address() + bytes, tail);
    }
  }

  private long overread(ListedBuffer listed) {
    return numbers.whole(listed.field() + ".overread", listed.overread(), 0, Long.MAX_VALUE);
  }

  /** All buffers that arguments can name. */
  public Map<String, BufferSpace> buffers() {
    return Collections.unmodifiableMap(buffers);
  }

  private BufferSpace space(String name) {
    return Objects.requireNonNull(buffers.get(name));
  }

  /**
   * Launches the kernels, one after the other.
   *
   * @throws dev.pagen.attention.LaunchException if the list makes no sense
   * @throws dev.pagen.emulator.machine.EmulationException if a kernel does wrong
   */
  public void launch() {
    CodeObject codeObject = code.codeObject();
    LoadedCode loaded = device.gpu().load(codeObject, Disassembly.parse(code.disassembly()));
    for (Start start : list.launches()) {
      String symbol = start.symbol().orElseGet(() -> onlyKernel(start, codeObject));
      KernelMetadata metadata = codeObject.kernel(symbol).metadata();
      device
          .gpu()
          .launch(
              loaded,
              symbol,
              extents(start.field() + ".grid", start.grid()),
              extents(start.field() + ".block", start.block()),
              (int)
                  numbers.whole(
                      start.field() + ".dynamic_lds_bytes",
                      start.dynamicLds(),
                      0,
                      Integer.MAX_VALUE),
              arguments(start, metadata));
    }
  }

  private String onlyKernel(Start start, CodeObject codeObject) {
    List<CompiledKernel> kernels = codeObject.kernels();
    if (kernels.size() != 1) {
      throw numbers.wrong(
          start.field() + ".symbol",
          "it is missing, and there are %d kernels: %s"
              .formatted(
                  kernels.size(),
                  kernels.stream().map(CompiledKernel::name).collect(Collectors.joining(", "))));
    }
    return kernels.getFirst().name();
  }

  private Dim3 extents(String field, List<Formula> formulas) {
    int[] extents = new int[formulas.size()];
    for (int i = 0; i < extents.length; i++) {
      extents[i] =
          (int) numbers.whole("%s[%d]".formatted(field, i), formulas.get(i), 1, Integer.MAX_VALUE);
    }
    return new Dim3(extents[0], extents[1], extents[2]);
  }

  private byte[] arguments(Start start, KernelMetadata metadata) {
    try {
      return new ArgumentBytes(buffers, numbers)
          .of(new ArgumentSlots(metadata).place(start.arguments()));
    } catch (IllegalArgumentException e) {
      throw numbers.wrong(start.field(), "%s: %s".formatted(metadata.name(), e.getMessage()));
    }
  }

  /** How the buffers that the list expects something of compare with it. */
  public List<Verdict> verdicts() {
    return arrays.entrySet().stream()
        .filter(e -> e.getValue().listed().expectation().isPresent())
        .map(e -> Verdict.of(e.getValue(), download(e.getKey(), e.getValue()), numbers))
        .toList();
  }

  /**
   * Writes every buffer of the list as NAME.npy.
   *
   * @return the files
   * @throws IOException if one cannot be written
   * @throws dev.pagen.attention.LaunchException if a buffer has a name that no file should have
   */
  public List<Path> save(Path folder) throws IOException {
    for (BufferArray array : arrays.values()) {
      if (!array.listed().name().matches("[A-Za-z0-9_+-][A-Za-z0-9._+-]*")) {
        throw numbers.wrong(
            array.listed().field() + ".name",
            "a buffer that is written to a file has a name of letters, digits and . _ + -");
      }
    }
    Files.createDirectories(folder);
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, BufferArray> each : arrays.entrySet()) {
      Path file = folder.resolve(each.getKey() + ".npy");
      download(each.getKey(), each.getValue()).write(file);
      files.add(file);
    }
    return files;
  }

  private NpyFile download(String name, BufferArray array) {
    MemorySegment data = Arena.ofAuto().allocate(array.bytes(), ALIGNMENT);
    stream.copyToHost(data, space(name).address());
    return new NpyFile(array.type().numpy(), array.shape(), data);
  }

  @Override
  public void close() {
    own.forEach(DeviceBuffer::close);
    stream.close();
  }
}
