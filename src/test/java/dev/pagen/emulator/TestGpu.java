package dev.pagen.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.emulator.machine.Dim3;
import dev.pagen.emulator.machine.ExecutionObserver;
import dev.pagen.emulator.observe.LdsCheck;
import dev.pagen.emulator.observe.RegisterCheck;
import dev.pagen.spec.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** An emulated GPU with one of the code objects that lie beside these tests, and typed buffers. */
public final class TestGpu {
  final EmulatedGpu gpu;
  final LoadedCode code;

  /** Checked for races and for reads of what nothing has written: none of the kernels has any. */
  public TestGpu(String name, Target target) {
    this(
        name,
        new EmulatedGpu(target, ExecutionObserver.both(new LdsCheck(true), new RegisterCheck())));
  }

  public TestGpu(String name, EmulatedGpu gpu) {
    this(gpu, load(name, gpu, UnaryOperator.identity()));
  }

  /** With the first place of the disassembly that matches the pattern, which one must, replaced. */
  public static TestGpu changed(String name, EmulatedGpu gpu, String pattern, String replacement) {
    return new TestGpu(
        gpu,
        load(
            name,
            gpu,
            text -> {
              assertThat(text).containsPattern(pattern);
              return text.replaceFirst(pattern, replacement);
            }));
  }

  public TestGpu(EmulatedGpu gpu, LoadedCode code) {
    this.gpu = gpu;
    this.code = code;
  }

  private static LoadedCode load(String name, EmulatedGpu gpu, UnaryOperator<String> change) {
    String file = name + "." + gpu.target().arch();
    String text = new String(resource(file + ".s"), StandardCharsets.UTF_8);
    return gpu.load(CodeObject.read(resource(file + ".co")), Disassembly.parse(change.apply(text)));
  }

  public static byte[] resource(String name) {
    try (InputStream in = TestGpu.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no test resource " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void launch(String kernel, int grid, int block, Object... arguments) {
    gpu.launch(code, kernel, Dim3.of(grid), Dim3.of(block), 0, pack(arguments));
  }

  /** Longs (addresses) and ints, each at its natural alignment. */
  public static byte[] pack(Object... arguments) {
    ByteBuffer buffer = little(new byte[8 * arguments.length]);
    for (Object argument : arguments) {
      if (argument instanceof Long address) {
        buffer.position(buffer.position() + 7 & ~7).putLong(address);
      } else {
        buffer.putInt((Integer) argument);
      }
    }
    byte[] packed = new byte[buffer.position()];
    buffer.get(0, packed);
    return packed;
  }

  /** A buffer whose bytes are all set, so that what a kernel leaves out is seen. */
  public long poisoned(int bytes) {
    long address = gpu.memory().allocate(bytes);
    byte[] poison = new byte[bytes];
    java.util.Arrays.fill(poison, (byte) 0xff);
    gpu.memory().write(address, poison);
    return address;
  }

  public long floats(float... values) {
    ByteBuffer buffer = little(new byte[4 * values.length]);
    buffer.asFloatBuffer().put(values);
    return upload(buffer);
  }

  public long ints(int... values) {
    ByteBuffer buffer = little(new byte[4 * values.length]);
    buffer.asIntBuffer().put(values);
    return upload(buffer);
  }

  long longs(long... values) {
    ByteBuffer buffer = little(new byte[8 * values.length]);
    buffer.asLongBuffer().put(values);
    return upload(buffer);
  }

  public long doubles(double... values) {
    ByteBuffer buffer = little(new byte[8 * values.length]);
    buffer.asDoubleBuffer().put(values);
    return upload(buffer);
  }

  public long shorts(short... values) {
    ByteBuffer buffer = little(new byte[2 * values.length]);
    buffer.asShortBuffer().put(values);
    return upload(buffer);
  }

  public float[] readFloats(long address, int count) {
    float[] values = new float[count];
    little(gpu.memory().read(address, 4 * count)).asFloatBuffer().get(values);
    return values;
  }

  public int[] readInts(long address, int count) {
    int[] values = new int[count];
    little(gpu.memory().read(address, 4 * count)).asIntBuffer().get(values);
    return values;
  }

  long[] readLongs(long address, int count) {
    long[] values = new long[count];
    little(gpu.memory().read(address, 8 * count)).asLongBuffer().get(values);
    return values;
  }

  public double[] readDoubles(long address, int count) {
    double[] values = new double[count];
    little(gpu.memory().read(address, 8 * count)).asDoubleBuffer().get(values);
    return values;
  }

  public short[] readShorts(long address, int count) {
    short[] values = new short[count];
    little(gpu.memory().read(address, 2 * count)).asShortBuffer().get(values);
    return values;
  }

  private long upload(ByteBuffer buffer) {
    long address = gpu.memory().allocate(buffer.capacity());
    byte[] bytes = new byte[buffer.capacity()];
    buffer.get(0, bytes);
    gpu.memory().write(address, bytes);
    return address;
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
