package dev.pagen.attention;

import dev.pagen.codeobject.CodeObject;
import dev.pagen.codeobject.Disassembly;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.TestBuilder;
import dev.pagen.emulator.Dim3;
import dev.pagen.emulator.EmulatedGpu;
import dev.pagen.emulator.EmulatedMemory;
import dev.pagen.emulator.ExecutionObserver;
import dev.pagen.emulator.LoadedCode;
import dev.pagen.render.KernelEntry;
import dev.pagen.render.KernelParameter;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Runs a batch through the real code object of a kernel spec, instruction by instruction. */
final class EmulatedAttention {
  private final EmulatedGpu gpu;
  private final LoadedCode code;
  private final BuiltKernel kernel;

  EmulatedAttention(KernelSpec spec) {
    this(spec, ExecutionObserver.NONE);
  }

  EmulatedAttention(KernelSpec spec, ExecutionObserver observer) {
    this.kernel = TestBuilder.shared().build(spec);
    this.gpu = new EmulatedGpu(spec.target(), observer);
    this.code =
        gpu.load(
            CodeObject.read(kernel.result().entry().codeObject()),
            Disassembly.parse(kernel.result().entry().disassembly()));
  }

  /** The output, one number per sequence, query head and element. */
  double[] run(PagedBatch batch) {
    AttentionSpec spec = batch.spec;
    int partition = kernel.rendered().spec().tuning().partition();
    int longest = Arrays.stream(batch.contexts).max().orElse(0);
    int partitions = Math.max(1, Math.ceilDiv(longest, partition));
    int sequences = batch.contexts.length;
    int rows = sequences * spec.queryHeads();
    int outBytes = rows * spec.headSize() * Short.BYTES;
    Map<String, Long> values = new HashMap<>();
    values.put("query", upload(bytes(batch.query)));
    values.put("key_cache", upload(bytes(batch.keys)));
    values.put("value_cache", upload(bytes(batch.values)));
    values.put("kv_indptr", upload(bytes(batch.indptr)));
    values.put("kv_page_indices", upload(bytes(batch.pages)));
    values.put("kv_last_page_len", upload(bytes(batch.lastPageLen)));
    values.put("out", poisoned(outBytes));
    values.put("partial_out", poisoned(rows * partitions * spec.headSize() * Float.BYTES));
    values.put("partial_max", poisoned(rows * partitions * Float.BYTES));
    values.put("partial_sum", poisoned(rows * partitions * Float.BYTES));
    values.put("query_stride", (long) spec.queryHeads() * spec.headSize());
    values.put("out_stride", (long) spec.queryHeads() * spec.headSize());
    values.put("kv_page_stride", spec.pageElements());
    values.put("max_partitions", (long) partitions);
    for (KernelEntry entry : kernel.rendered().kernels()) {
      switch (entry.role()) {
        case DECODE -> launch(entry, new Dim3(sequences, partitions, spec.kvHeads()), values);
        case REDUCE -> {
          if (partitions > 1) {
            launch(entry, new Dim3(sequences, spec.queryHeads(), 1), values);
          }
        }
      }
    }
    byte[] raw = gpu.memory().read(values.get("out"), outBytes);
    short[] out = new short[raw.length / 2];
    ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(out);
    double[] result = new double[out.length];
    Arrays.setAll(result, i -> batch.value(out[i]));
    return result;
  }

  private void launch(KernelEntry entry, Dim3 grid, Map<String, Long> values) {
    ByteBuffer arguments = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    for (KernelParameter parameter : entry.parameters()) {
      if (parameter.bytes() == Integer.BYTES) {
        arguments.putInt(values.get(parameter.name()).intValue());
      } else {
        arguments.position((arguments.position() + 7) / 8 * 8);
        arguments.putLong(values.get(parameter.name()));
      }
    }
    gpu.launch(
        code,
        entry.symbol(),
        grid,
        new Dim3(entry.threads(), 1, 1),
        0,
        Arrays.copyOf(arguments.array(), arguments.position()));
  }

  private long upload(byte[] bytes) {
    EmulatedMemory memory = gpu.memory();
    long address = memory.allocate(Math.max(4, bytes.length));
    memory.write(address, bytes);
    return address;
  }

  private long poisoned(int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) 0xff);
    return upload(bytes);
  }

  private static byte[] bytes(short[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asShortBuffer().put(values);
    return buffer.array();
  }

  private static byte[] bytes(int[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asIntBuffer().put(values);
    return buffer.array();
  }
}
