import dev.pagen.attention.AttentionLauncher;
import dev.pagen.attention.AttentionTensors;
import dev.pagen.attention.DeviceWorkspace;
import dev.pagen.attention.Plan;
import dev.pagen.attention.WorkloadSize;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Stream;
import dev.pagen.serving.KernelLibrary;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Tuning;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Attention by pa-gen's kernel. The device has the pools of the cache too: only what is new is
 * copied there, and the kernel reads the rest where it lies.
 */
final class KernelAttention implements TinyModel.Attention, AutoCloseable {
  private static final AttentionSpec SPEC =
      new AttentionSpecBuilder(TinyModel.HEAD_SIZE, TinyModel.QUERY_HEADS, TinyModel.KV_HEADS)
          .dtype(DataType.FP16)
          .pageSize(PagedCache.PAGE_SIZE)
          .layout(KvLayout.NHD)
          .outDtype(DataType.FP32)
          .build();

  private final KernelLibrary library;
  private final PagedCache cache;
  private final Stream stream;
  private final AttentionLauncher launcher;
  private final Plan plan;
  private final DeviceWorkspace workspace;
  private final List<DeviceBuffer> buffers = new ArrayList<>();
  private final AttentionTensors[] layers = new AttentionTensors[TinyModel.LAYERS];

  KernelAttention(KernelLibrary library, PagedCache cache) {
    this.library = library;
    this.cache = cache;
    this.stream = library.device().createStream();
    WorkloadSize size = new WorkloadSize(cache.sequences, cache.maxContext);
    Tuning tuning = library.tuningFor(SPEC, size).tuning();
    this.launcher = library.load(SPEC, tuning);
    this.plan = launcher.plan(cache.sequences, cache.maxContext);
    this.workspace = DeviceWorkspace.allocate(library.device(), stream, plan.workspace());
    int heads = cache.sequences * TinyModel.QUERY_HEADS * TinyModel.HEAD_SIZE;
    AttentionTensors.Builder shared =
        AttentionTensors.of(SPEC)
            .query(allocate(heads * Short.BYTES))
            .out(allocate(heads * Float.BYTES))
            .kvIndptr(allocate((cache.sequences + 1) * Integer.BYTES))
            .kvPageIndices(allocate(cache.pages * Integer.BYTES))
            .kvLastPageLen(allocate(cache.sequences * Integer.BYTES));
    long pool = (long) cache.pages * PagedCache.PAGE_SIZE * PagedCache.ROW * Short.BYTES;
    for (int layer = 0; layer < layers.length; layer++) {
      layers[layer] = shared.keyCache(allocate(pool)).valueCache(allocate(pool)).build();
    }
  }

  private long allocate(long bytes) {
    DeviceBuffer buffer = library.device().allocate(bytes);
    buffers.add(buffer);
    // Not a number, so that it would show if the kernel took what is not there yet for a token.
    stream.fill(buffer.address(), bytes, 0xff);
    return buffer.address();
  }

  @Override
  public float[][] attend(int layer, float[][] queries) {
    AttentionTensors tensors = layers[layer];
    float[][] out = new float[queries.length][queries[0].length];
    try (Arena arena = Arena.ofConfined()) {
      if (layer == 0) {
        copyPageTable(tensors, arena);
      }
      MemorySegment query = arena.allocate(ValueLayout.JAVA_SHORT, out.length * out[0].length);
      for (int s = 0; s < queries.length; s++) {
        for (int i = 0; i < out[s].length; i++) {
          short bits = Float.floatToFloat16(queries[s][i]);
          query.setAtIndex(ValueLayout.JAVA_SHORT, s * out[s].length + i, bits);
        }
        if (cache.context(s) > 0) {
          int row = cache.rowOf(s, cache.context(s) - 1);
          copyRow(tensors.keyCache(), cache.keys[layer], row, arena);
          copyRow(tensors.valueCache(), cache.values[layer], row, arena);
        }
      }
      stream.copyToDevice(tensors.query(), query);
      launcher.launch(stream, plan, tensors, workspace.workspace());
      MemorySegment result = arena.allocate(ValueLayout.JAVA_FLOAT, out.length * out[0].length);
      stream.copyToHost(result, tensors.out());
      stream.synchronize();
      for (int s = 0; s < out.length; s++) {
        long from = (long) s * out[s].length * Float.BYTES;
        MemorySegment.copy(result, ValueLayout.JAVA_FLOAT, from, out[s], 0, out[s].length);
      }
    }
    return out;
  }

  private void copyRow(long pool, short[] rows, int row, Arena arena) {
    MemorySegment copy = arena.allocate(ValueLayout.JAVA_SHORT, PagedCache.ROW);
    MemorySegment.copy(rows, row, copy, ValueLayout.JAVA_SHORT, 0, PagedCache.ROW);
    stream.copyToDevice(pool + (long) row * Short.BYTES, copy);
  }

  private void copyPageTable(AttentionTensors tensors, Arena arena) {
    int[] indptr = new int[cache.sequences + 1];
    int[] lastPageLen = new int[cache.sequences];
    List<Integer> pages = new ArrayList<>();
    for (int s = 0; s < cache.sequences; s++) {
      pages.addAll(cache.pagesOf(s));
      indptr[s + 1] = pages.size();
      lastPageLen[s] = (cache.context(s) + PagedCache.PAGE_SIZE - 1) % PagedCache.PAGE_SIZE + 1;
    }
    copy(tensors.kvIndptr(), indptr, arena);
    copy(tensors.kvPageIndices(), pages.stream().mapToInt(page -> page).toArray(), arena);
    copy(tensors.kvLastPageLen(), lastPageLen, arena);
  }

  private void copy(long address, int[] numbers, Arena arena) {
    stream.copyToDevice(address, arena.allocateFrom(ValueLayout.JAVA_INT, numbers));
  }

  @Override
  public void close() {
    workspace.close();
    launcher.close();
    buffers.forEach(DeviceBuffer::close);
    stream.close();
  }
}
