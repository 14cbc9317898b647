import dev.pagen.attention.AttentionTensors;
import dev.pagen.device.Device;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Stream;
import dev.pagen.spec.AttentionSpec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * What a serving engine has already: a KV cache, a page table, queries. Here all memory is small,
 * pages are dealt out in order, and every key, value and query is the same number, so that the
 * output must be that number too.
 */
final class DecodeBatch implements AutoCloseable {
  /** Each byte of a 16-bit element: 0.0115 in bf16, 1.06 in fp16. */
  private static final int BYTE = 0x3c;

  private final AttentionSpec spec;
  private final Stream stream;
  private final int sequences;
  private final int maxContext;
  private final int pagesEach;
  private final int[] contexts;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment indptr;
  private final MemorySegment pages;
  private final MemorySegment lastPageLen;
  private final MemorySegment outOnHost;
  private final List<DeviceBuffer> buffers = new ArrayList<>();
  private final AttentionTensors tensors;

  /** Sequences of different lengths, with room for {@code maxContext} tokens each. */
  DecodeBatch(Device device, Stream stream, AttentionSpec spec, int sequences, int maxContext) {
    if (spec.kvDtype().bytes() != 2 || spec.latent().isPresent() || spec.alibi() || spec.sinks()) {
      throw new IllegalArgumentException("this example's batch has 16-bit keys and values alone");
    }
    this.spec = spec;
    this.stream = stream;
    this.sequences = sequences;
    this.maxContext = maxContext;
    this.pagesEach = Math.ceilDiv(maxContext, spec.pageSize());
    this.contexts = new int[sequences];
    for (int s = 0; s < sequences; s++) {
      contexts[s] = 1 + s * maxContext / sequences;
    }
    int pool = sequences * pagesEach;
    long queryElements = (long) spec.qLen() * spec.queryHeads() * spec.headSize();
    this.indptr = arena.allocate(ValueLayout.JAVA_INT, sequences + 1);
    this.pages = arena.allocate(ValueLayout.JAVA_INT, pool);
    this.lastPageLen = arena.allocate(ValueLayout.JAVA_INT, sequences);
    this.outOnHost = arena.allocate(sequences * queryElements * spec.outDtype().bytes());
    this.tensors =
        AttentionTensors.of(spec)
            .query(allocate(device, sequences * queryElements * spec.dtype().bytes()))
            .keyCache(allocate(device, pool * spec.pageElements() * spec.kvDtype().bytes()))
            .valueCache(allocate(device, pool * spec.pageElements() * spec.kvDtype().bytes()))
            .kvIndptr(allocate(device, indptr.byteSize()))
            .kvPageIndices(allocate(device, pages.byteSize()))
            .kvLastPageLen(allocate(device, lastPageLen.byteSize()))
            .out(allocate(device, outOnHost.byteSize()))
            .build();
  }

  private long allocate(Device device, long bytes) {
    DeviceBuffer buffer = device.allocate(bytes);
    buffers.add(buffer);
    stream.fill(buffer.address(), bytes, BYTE);
    return buffer.address();
  }

  /** The addresses, which stay the same from step to step: a captured graph may keep them. */
  AttentionTensors tensors() {
    return tensors;
  }

  /**
   * Gives every sequence a token more, or a new request its place, and has the page table copied to
   * the device. The step before must be done.
   */
  void advance() {
    int used = 0;
    for (int s = 0; s < sequences; s++) {
      contexts[s] = contexts[s] == maxContext ? 1 : contexts[s] + 1;
      int count = Math.ceilDiv(contexts[s], spec.pageSize());
      indptr.setAtIndex(ValueLayout.JAVA_INT, s, used);
      for (int p = 0; p < count; p++) {
        pages.setAtIndex(ValueLayout.JAVA_INT, used++, s * pagesEach + p);
      }
      lastPageLen.setAtIndex(ValueLayout.JAVA_INT, s, contexts[s] - (count - 1) * spec.pageSize());
    }
    indptr.setAtIndex(ValueLayout.JAVA_INT, sequences, used);
    stream.copyToDevice(tensors.kvIndptr(), indptr);
    stream.copyToDevice(tensors.kvPageIndices(), pages);
    stream.copyToDevice(tensors.kvLastPageLen(), lastPageLen);
  }

  /** Has the output overwritten, so that a step that wrote nothing would show. */
  void poison() {
    stream.fill(tensors.out(), outOnHost.byteSize(), 0xff);
  }

  /** Waits for the stream, and for the right output. */
  void check() {
    stream.copyToHost(outOnHost, tensors.out());
    stream.synchronize();
    for (long at = 0; at < outOnHost.byteSize(); at++) {
      if (outOnHost.get(ValueLayout.JAVA_BYTE, at) != BYTE) {
        throw new IllegalStateException("the output is wrong at byte " + at);
      }
    }
  }

  @Override
  public void close() {
    buffers.forEach(DeviceBuffer::close);
    arena.close();
  }
}
