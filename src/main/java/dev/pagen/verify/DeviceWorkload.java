package dev.pagen.verify;

import dev.pagen.attention.AttentionTensors;
import dev.pagen.attention.BlockTable;
import dev.pagen.attention.CsrPageTable;
import dev.pagen.attention.PageTable;
import dev.pagen.attention.Plan;
import dev.pagen.attention.SelectedBlocks;
import dev.pagen.attention.SelectedTokens;
import dev.pagen.attention.TwoLists;
import dev.pagen.attention.Workspace;
import dev.pagen.attention.WorkspaceBytes;
import dev.pagen.device.Device;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Stream;
import dev.pagen.kernel.Argument;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.LogSumExp;
import dev.pagen.spec.QueryLens;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A workload in device memory, with an output and a workspace of its own. */
public final class DeviceWorkload implements AutoCloseable {
  /** Bytes of the pattern that is NaN in every float format. */
  private static final int POISON = 0xff;

  private final Workload workload;
  private final Placement placement;
  private final Pool pool;
  private final Device device;
  private final Stream stream;
  private final Map<String, DeviceBuffer> buffers = new LinkedHashMap<>();
  private final DeviceBuffer out;
  private final Optional<DeviceBuffer> lse;
  private final DeviceBuffer partials;
  private final DeviceBuffer arrivals;
  private final DeviceBuffer workList;
  private final AttentionTensors tensors;

  private DeviceWorkload(
      Device device,
      Stream stream,
      Workload workload,
      WorkspaceBytes bytes,
      Placement placement,
      Pool pool) {
    this.device = device;
    this.stream = stream;
    this.workload = workload;
    this.placement = placement;
    this.pool = pool;
    AttentionSpec spec = workload.spec();
    PageTable table = workload.table();
    KvCache cache = workload.cache();
    long queryStride = placement.queryStride(spec);
    long outStride = placement.outStride(spec);
    CachePlacement keys = placement.keys(spec);
    CachePlacement values = placement.values(spec);
    this.out =
        allocate(
            Argument.OUT.toString(),
            workload.tokens().total() / spec.strideTokens() * outStride * workload.out().bytes());
    long rows = workload.rows();
    this.lse =
        spec.lse() != LogSumExp.NONE
            ? Optional.of(allocate(Argument.LSE.toString(), rows * Float.BYTES))
            : Optional.empty();
    this.partials = allocate("partials", bytes.partials());
    this.arrivals = allocate(Argument.ARRIVALS.toString(), bytes.arrivals());
    this.workList = allocate("work_list", bytes.workList());
    stream.fill(arrivals.address(), arrivals.bytes(), 0);
    AttentionTensors.Builder builder =
        AttentionTensors.of(spec)
            .query(
                upload(
                    Argument.QUERY,
                    workload.query(),
                    ElementFormat.ofQuery(spec.dtype()),
                    spec.queryElements(),
                    queryStride))
            .keyCache(upload(Argument.KEY_CACHE, pool, cache.keys(), cache.format(), keys))
            .valueCache(
                spec.hasValueCache()
                    ? upload(
                        Argument.VALUE_CACHE, pool, cache.values(), cache.valueFormat(), values)
                    : 0)
            .out(out.address())
            .queryStride(queryStride)
            .outStride(outStride)
            .keyPageStride(keys.pageStride())
            .valuePageStride(values.pageStride())
            .alibiSlopes(floats(Argument.ALIBI_SLOPES, workload.heads().alibiSlopes()))
            .sinks(floats(Argument.SINKS, workload.heads().sinks()))
            .lse(lse.map(DeviceBuffer::address).orElse(0L))
            .outScale(
                spec.scalesOutput()
                    ? upload(
                        Argument.OUT_SCALE,
                        MemorySegment.ofArray(new float[] {workload.out().scale()}))
                    : 0)
            .keyScale(scales(Argument.K_SCALE, cache.scales().keys()))
            .valueScale(scales(Argument.V_SCALE, cache.scales().values()));
    cache
        .extra()
        .ifPresent(
            extra -> {
              CachePlacement lies = placement.keys(extra.spec());
              builder
                  .extraKeyCache(
                      upload(
                          Argument.EXTRA_KEY_CACHE,
                          Pool.of(extra),
                          extra.keys(),
                          extra.format(),
                          lies))
                  .extraPageStride(lies.pageStride());
            });
    if (spec.queryLens() == QueryLens.RAGGED) {
      builder.queryStartLoc(upload(Argument.QUERY_START_LOC, workload.tokens().startLoc()));
    }
    this.tensors = upload(table, builder).build();
  }

  private AttentionTensors.Builder upload(PageTable table, AttentionTensors.Builder to) {
    return switch (table) {
      case CsrPageTable(_, int[] indptr, int[] pages, int[] lastPageLen) ->
          to.kvIndptr(upload(Argument.KV_INDPTR, indptr))
              .kvPageIndices(upload(Argument.KV_PAGE_INDICES, pool.renumber(pages)))
              .kvLastPageLen(upload(Argument.KV_LAST_PAGE_LEN, lastPageLen));
      case BlockTable(_, int stride, int[] pages, int[] seqLens) ->
          to.blockTable(upload(Argument.BLOCK_TABLE, pool.renumber(pages)))
              .blockTableStride(stride)
              .seqLens(upload(Argument.SEQ_LENS, seqLens));
      case SelectedBlocks lists ->
          upload(lists.table(), to)
              .blockIds(upload(Argument.BLOCK_IDS, lists.ids()))
              .blockIdsStride(lists.stride())
              .blockIdsHeadStride(lists.headStride())
              .topBlocks(lists.topBlocks())
              .sequenceQueries(lists.sequenceQueries());
      case SelectedTokens lists ->
          to.indices(upload(Argument.INDICES, lists.renumbered(pool.places()).indices()))
              .indicesStride(lists.stride())
              .topK(lists.topK())
              .lengths(lists.lengths().map(n -> upload(Argument.LENGTHS, n)).orElse(0L));
      case TwoLists(SelectedTokens own, SelectedTokens extra) ->
          upload(own, to)
              .extraIndices(upload(Argument.EXTRA_INDICES, extra.indices()))
              .extraIndicesStride(extra.stride())
              .extraTopK(extra.topK())
              .extraLengths(extra.lengths().map(n -> upload(Argument.EXTRA_LENGTHS, n)).orElse(0L));
    };
  }

  /** Copies a workload to the device and waits for it. Output and partial results are poisoned. */
  public static DeviceWorkload upload(
      Device device, Stream stream, Workload workload, Plan plan, Placement placement) {
    return upload(device, stream, workload, plan, placement, Pool.of(workload.cache()));
  }

  /** The same with the pages of the workload's caches where {@code pool} says. */
  public static DeviceWorkload upload(
      Device device, Stream stream, Workload workload, Plan plan, Placement placement, Pool pool) {
    return upload(new DeviceWorkload(device, stream, workload, plan.workspace(), placement, pool));
  }

  /** The same without a workspace, for whoever launches other kernels than a plan's. */
  public static DeviceWorkload upload(
      Device device, Stream stream, Workload workload, Placement placement) {
    Pool pool = Pool.of(workload.cache());
    return upload(
        new DeviceWorkload(device, stream, workload, WorkspaceBytes.NONE, placement, pool));
  }

  private static DeviceWorkload upload(DeviceWorkload uploaded) {
    uploaded.poison();
    uploaded.stream.synchronize();
    return uploaded;
  }

  /** What a launch takes. */
  public AttentionTensors tensors() {
    return tensors;
  }

  /** All device memory by what it is called: {@code query}, {@code key_cache}, {@code partials}. */
  public Map<String, DeviceBuffer> buffers() {
    return Collections.unmodifiableMap(buffers);
  }

  /** A workspace for the plan that this was uploaded for. */
  public Workspace workspace() {
    return Workspace.of(partials, arrivals, workList);
  }

  /** Fills output and partial results with NaN, and the work list with items that are none. */
  public void poison() {
    stream.fill(out.address(), out.bytes(), workload.out().poison());
    lse.ifPresent(buffer -> stream.fill(buffer.address(), buffer.bytes(), POISON));
    stream.fill(partials.address(), partials.bytes(), POISON);
    stream.fill(workList.address(), workList.bytes(), POISON);
  }

  /**
   * The output after all work of the stream.
   *
   * @param elements without gaps
   * @param lse {@code [new tokens, query heads]}, where the spec asks for it; otherwise empty
   * @param strays bytes between the rows that are no longer poison, and arrivals that are not zero:
   *     traces that a launch must not leave
   */
  public record Output(MemorySegment elements, float[] lse, long strays) {}

  /** Waits for the stream and reads the output. */
  public Output download() {
    MemorySegment all = Arena.ofAuto().allocate(out.bytes(), 64);
    MemorySegment counts = Arena.ofAuto().allocate(arrivals.bytes(), Integer.BYTES);
    stream.copyToHost(all, out.address());
    stream.copyToHost(counts, arrivals.address());
    stream.synchronize();
    int elementBytes = workload.out().bytes();
    long rowBytes = (long) workload.spec().outElements() * elementBytes;
    long stride = placement.outStride(workload.spec()) * elementBytes;
    byte poison = (byte) workload.out().poison();
    int strides = workload.tokens().total() / workload.spec().strideTokens();
    MemorySegment dense = Arena.ofAuto().allocate(strides * rowBytes, 64);
    long strays =
        counts
            .elements(ValueLayout.JAVA_INT)
            .filter(c -> c.get(ValueLayout.JAVA_INT, 0) != 0)
            .count();
    for (int s = 0; s < strides; s++) {
      dense.asSlice(s * rowBytes, rowBytes).copyFrom(all.asSlice(s * stride, rowBytes));
      for (long gap = s * stride + rowBytes; gap < (s + 1) * stride; gap++) {
        if (all.get(ValueLayout.JAVA_BYTE, gap) != poison) {
          strays++;
        }
      }
    }
    return new Output(dense, logSumExp(), strays);
  }

  private float[] logSumExp() {
    float[] numbers = new float[lse.map(b -> (int) (b.bytes() / Float.BYTES)).orElse(0)];
    lse.ifPresent(b -> stream.copyToHost(MemorySegment.ofArray(numbers), b.address()));
    stream.synchronize();
    return numbers;
  }

  /** Copies rows of so many elements to rows that are {@code stride} elements apart. */
  private long upload(
      Argument argument, MemorySegment rows, ElementFormat format, long elements, long stride) {
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
    return upload(argument, source);
  }

  private long upload(
      Argument argument, Pool to, MemorySegment cache, ElementFormat format, CachePlacement at) {
    return upload(
        argument,
        to,
        at.pageStride() * format.bytes(),
        format.poison(),
        (first, count) -> at.place(cache, format, first, count));
  }

  /** The scales of tokens page by page, others as they are. Null where the spec has none. */
  private long scales(Argument argument, float[] numbers) {
    AttentionSpec spec = workload.spec();
    if (numbers.length == 0 || spec.kvScales() != KvScales.TOKEN) {
      return floats(argument, numbers);
    }
    long stride = CacheScales.count(spec, 1) * Float.BYTES;
    MemorySegment all = MemorySegment.ofArray(numbers);
    return upload(
        argument,
        pool,
        stride,
        POISON,
        (first, count) -> all.asSlice(first * stride, count * stride));
  }

  /** What stands for {@code count} pages of the host's from {@code first} on. */
  @FunctionalInterface
  private interface Pages {
    MemorySegment from(int first, int count);
  }

  /** Copies the host's pages to their places in a pool; the others are poison. */
  private long upload(Argument argument, Pool to, long stride, int poison, Pages pages) {
    DeviceBuffer buffer = allocate(argument.toString(), to.pages() * stride);
    if (to.pages() > to.places().length) {
      stream.fill(buffer.address(), buffer.bytes(), poison);
    }
    to.forEachRun(
        (first, place, count) ->
            stream.copyToDevice(buffer.address() + place * stride, pages.from(first, count)));
    stream.synchronize();
    return buffer.address();
  }

  /** Null where the spec has none. */
  private long floats(Argument argument, float[] numbers) {
    return numbers.length == 0 ? 0 : upload(argument, MemorySegment.ofArray(numbers));
  }

  private long upload(Argument argument, int[] numbers) {
    return upload(argument, MemorySegment.ofArray(numbers));
  }

  private long upload(Argument argument, MemorySegment source) {
    DeviceBuffer buffer = allocate(argument.toString(), source.byteSize());
    stream.copyToDevice(buffer.address(), source);
    stream.synchronize();
    return buffer.address();
  }

  private DeviceBuffer allocate(String name, long bytes) {
    DeviceBuffer buffer = device.allocate(bytes);
    buffers.put(name, buffer);
    return buffer;
  }

  /** Frees the device memory; the stream's work must have ended. */
  @Override
  public void close() {
    buffers.values().forEach(DeviceBuffer::close);
    buffers.clear();
  }
}
