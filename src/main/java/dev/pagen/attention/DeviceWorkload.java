package dev.pagen.attention;

import dev.pagen.device.Device;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Stream;
import dev.pagen.spec.AttentionSpec;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/** A workload in device memory, with an output and a workspace of its own. */
public final class DeviceWorkload implements AutoCloseable {
  /** Bytes of the pattern that is NaN in every float format. */
  private static final int POISON = 0xff;

  private final Workload workload;
  private final Placement placement;
  private final Device device;
  private final Stream stream;
  private final List<DeviceBuffer> buffers = new ArrayList<>();
  private final DeviceBuffer out;
  private final DeviceBuffer partials;
  private final DeviceBuffer arrivals;
  private final AttentionTensors tensors;

  private DeviceWorkload(
      Device device, Stream stream, Workload workload, Plan plan, Placement placement) {
    this.device = device;
    this.stream = stream;
    this.workload = workload;
    this.placement = placement;
    AttentionSpec spec = workload.spec();
    PageTable table = workload.table();
    KvCache cache = workload.cache();
    long sequenceStride = placement.sequenceStride(spec);
    long pageStride = placement.pageStride(spec);
    this.out = allocate(table.sequences() * sequenceStride * spec.dtype().bytes());
    this.partials = allocate(plan.partialsBytes());
    this.arrivals = allocate(plan.arrivalsBytes());
    stream.fill(arrivals.address(), arrivals.bytes(), 0);
    this.tensors =
        new AttentionTensors(
            upload(
                workload.query(),
                ElementFormat.ofQuery(spec.dtype()),
                Workload.rowElements(spec),
                sequenceStride),
            upload(cache.keys(), cache.format(), spec.pageElements(), pageStride),
            upload(cache.values(), cache.format(), spec.pageElements(), pageStride),
            upload(table.indptr()),
            upload(table.pages()),
            upload(table.lastPageLen()),
            out.address(),
            sequenceStride,
            sequenceStride,
            pageStride);
  }

  /** Copies a workload to the device and waits for it. Output and partial results are poisoned. */
  public static DeviceWorkload upload(
      Device device, Stream stream, Workload workload, Plan plan, Placement placement) {
    DeviceWorkload uploaded = new DeviceWorkload(device, stream, workload, plan, placement);
    uploaded.poison();
    stream.synchronize();
    return uploaded;
  }

  /** What a launch takes. */
  public AttentionTensors tensors() {
    return tensors;
  }

  /** A workspace for the plan that this was uploaded for. */
  public Workspace workspace() {
    return new Workspace(
        partials.address(), partials.bytes(), arrivals.address(), arrivals.bytes());
  }

  /** Fills output and partial results with NaN. */
  public void poison() {
    stream.fill(out.address(), out.bytes(), POISON);
    stream.fill(partials.address(), partials.bytes(), POISON);
  }

  /**
   * The output after all work of the stream.
   *
   * @param elements without gaps
   * @param strays elements between the rows that are no longer poison, and arrivals that are not
   *     zero: traces that a launch must not leave
   */
  public record Output(MemorySegment elements, long strays) {}

  /** Waits for the stream and reads the output. */
  public Output download() {
    MemorySegment all = Arena.ofAuto().allocate(out.bytes(), 64);
    MemorySegment counts = Arena.ofAuto().allocate(arrivals.bytes(), Integer.BYTES);
    stream.copyToHost(all, out.address());
    stream.copyToHost(counts, arrivals.address());
    stream.synchronize();
    long rowBytes = (long) Workload.rowElements(workload.spec()) * Short.BYTES;
    long stride = placement.sequenceStride(workload.spec()) * Short.BYTES;
    int sequences = workload.table().sequences();
    MemorySegment dense = Arena.ofAuto().allocate(sequences * rowBytes, 64);
    long strays =
        counts
            .elements(ValueLayout.JAVA_INT)
            .filter(c -> c.get(ValueLayout.JAVA_INT, 0) != 0)
            .count();
    for (int s = 0; s < sequences; s++) {
      dense.asSlice(s * rowBytes, rowBytes).copyFrom(all.asSlice(s * stride, rowBytes));
      for (long gap = s * stride + rowBytes; gap < (s + 1) * stride; gap += Short.BYTES) {
        if (all.get(ValueLayout.JAVA_SHORT_UNALIGNED, gap) != -1) {
          strays++;
        }
      }
    }
    return new Output(dense, strays);
  }

  /** Copies rows of so many elements to rows that are {@code stride} elements apart. */
  private long upload(MemorySegment rows, ElementFormat format, long elements, long stride) {
    MemorySegment source = rows;
    if (stride != elements) {
      long rowBytes = elements * format.bytes();
      long strideBytes = stride * format.bytes();
      long count = rows.byteSize() / rowBytes;
      source = Arena.ofAuto().allocate(count * strideBytes, 64).fill((byte) format.poison());
      for (long row = 0; row < count; row++) {
        MemorySegment.copy(rows, row * rowBytes, source, row * strideBytes, rowBytes);
      }
    }
    return upload(source);
  }

  private long upload(int[] numbers) {
    return upload(MemorySegment.ofArray(numbers));
  }

  private long upload(MemorySegment source) {
    DeviceBuffer buffer = allocate(source.byteSize());
    stream.copyToDevice(buffer.address(), source);
    stream.synchronize();
    return buffer.address();
  }

  private DeviceBuffer allocate(long bytes) {
    DeviceBuffer buffer = device.allocate(bytes);
    buffers.add(buffer);
    return buffer;
  }

  /** Frees the device memory; the stream's work must have ended. */
  @Override
  public void close() {
    buffers.forEach(DeviceBuffer::close);
    buffers.clear();
  }
}
