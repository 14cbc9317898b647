package dev.pagen.bench;

import dev.pagen.attention.AttentionTensors;
import dev.pagen.attention.PageTable;
import dev.pagen.attention.TwoLists;
import dev.pagen.device.Device;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Stream;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.LogSumExp;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.Target;
import dev.pagen.verify.CachePlacement;
import dev.pagen.verify.CacheScales;
import dev.pagen.verify.Comparison;
import dev.pagen.verify.DeviceWorkload;
import dev.pagen.verify.ElementFormat;
import dev.pagen.verify.HeadTerms;
import dev.pagen.verify.InputDistribution;
import dev.pagen.verify.KvCache;
import dev.pagen.verify.NewTokens;
import dev.pagen.verify.OutputFormat;
import dev.pagen.verify.Placement;
import dev.pagen.verify.Reference;
import dev.pagen.verify.Workload;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The inputs and outputs of a batch in device memory, several times over. Every slot has caches, a
 * page table, a query and an output of its own; runs that take one slot after the other find
 * nothing of theirs in the GPU's caches.
 */
final class Rotation implements AutoCloseable {
  private static final int POISON = 0xff;
  private static final long ALIGNMENT = 256;
  private static final float OUT_SCALE = 0x1p-5f;

  /** What should come of the sampled sequences of a slot. */
  private record Expected(Workload workload, double[] output) {}

  private final AttentionSpec spec;
  private final Stream stream;
  private final int[] sample;
  private final Map<Integer, Expected> expectations = new HashMap<>();
  private final List<PageTable> tables;
  private final RandomElements keyElements;
  private final RandomElements valueElements;
  private final Optional<RandomElements> extraElements;
  private final RandomElements queries;
  private final CachePlacement keys;
  private final CachePlacement values;
  private final Optional<CachePlacement> extraKeys;
  private final long keyBytes;
  private final long valueBytes;
  private final long extraBytes;
  private final long queryBytes;
  private final long outBytes;
  private final long lseBytes;
  private final HeadTerms heads;
  private final CacheScales scales;
  private final int pages;
  private final OutputFormat out;
  private final List<DeviceBuffer> buffers = new ArrayList<>();
  private final List<AttentionTensors> slots = new ArrayList<>();

  private Rotation(AttentionSpec spec, Target target, Stream stream, Batch batch, int slots) {
    this.spec = spec;
    this.stream = stream;
    this.sample = SequenceSample.of(batch, spec.sequenceRows());
    this.tables =
        IntStream.range(0, slots)
            .mapToObj(
                slot -> PageTable.draw(spec, batch.contexts(), batch.pages(), batch.seed() + slot))
            .toList();
    this.pages = tables.stream().mapToInt(PageTable::poolPages).max().orElse(0);
    ElementFormat keyFormat = ElementFormat.ofKeys(spec, target);
    ElementFormat valueFormat = ElementFormat.ofValues(spec, target);
    ElementFormat format = ElementFormat.ofQuery(spec.dtype());
    this.keys = Placement.DENSE.keys(spec);
    this.values = Placement.DENSE.values(spec);
    this.extraKeys = spec.extraPool().map(Placement.DENSE::keys);
    this.keyBytes = poolBytes(keys, pages, keyFormat);
    this.valueBytes = spec.hasValueCache() ? poolBytes(values, pages, valueFormat) : 0;
    this.extraBytes = extraKeys.map(of -> poolBytes(of, extraPages(), keyFormat)).orElse(0L);
    this.queryBytes = align((long) batch.sequences() * queryRowBytes());
    this.lseBytes = spec.lse() != LogSumExp.NONE ? align(batch.sequences() * lseRowBytes()) : 0;
    this.out = OutputFormat.of(spec, target, OUT_SCALE);
    this.outBytes = align(batch.sequences() * outRowBytes());
    this.heads = HeadTerms.draw(spec, InputDistribution.NORMAL, batch.seed());
    ElementFormat scaled = spec.scalesKeys() ? keyFormat : valueFormat;
    this.scales = CacheScales.draw(spec, scaled, slots * pages, batch.seed());
    this.keyElements = RandomElements.ofPool(spec, keyFormat, slots * keyBytes, batch.seed());
    this.valueElements =
        spec.typesDiffer()
            ? RandomElements.draw(valueFormat, slots * valueBytes, batch.seed())
            : keyElements;
    this.extraElements =
        spec.extraPool()
            .map(pool -> RandomElements.ofPool(pool, keyFormat, slots * extraBytes, -batch.seed()));
    this.queries = RandomElements.draw(format, slots * queryBytes, ~batch.seed());
  }

  /** Pages of the second pool. */
  private int extraPages() {
    return tables.stream().mapToInt(table -> extra(table).poolPages()).max().orElse(0);
  }

  private static PageTable extra(PageTable table) {
    return ((TwoLists) table).extra();
  }

  /**
   * Copies a batch to the device, {@code slots} times with other numbers, poisons the outputs, and
   * waits for it.
   */
  static Rotation upload(
      Device device, Stream stream, AttentionSpec spec, Target target, Batch batch, int slots) {
    Rotation rotation = new Rotation(spec, target, stream, batch, slots);
    boolean uploaded = false;
    try {
      rotation.upload(device);
      uploaded = true;
      return rotation;
    } finally {
      if (!uploaded) {
        rotation.close();
      }
    }
  }

  private void upload(Device device) {
    int count = tables.size();
    DeviceBuffer keyCache = allocate(device, count * keyBytes);
    DeviceBuffer valueCache = allocate(device, count * valueBytes);
    DeviceBuffer extraCache = allocate(device, count * extraBytes);
    DeviceBuffer query = allocate(device, count * queryBytes);
    DeviceBuffer outputs = allocate(device, count * outBytes);
    DeviceBuffer lse = allocate(device, count * lseBytes);
    long outScale = spec.scalesOutput() ? upload(device, new float[] {out.scale()}) : 0;
    long slopes = upload(device, heads.alibiSlopes());
    long sinks = upload(device, heads.sinks());
    long keyScales = upload(device, scales.keys());
    long valueScales = upload(device, scales.values());
    keyElements.upload(stream, keyCache.address(), keyCache.bytes(), 0);
    valueElements.upload(stream, valueCache.address(), valueCache.bytes(), keyCache.bytes());
    extraElements.ifPresent(
        elements -> elements.upload(stream, extraCache.address(), extraCache.bytes(), 0));
    queries.upload(stream, query.address(), query.bytes(), 0);
    long startLoc = spec.queryLens() == QueryLens.RAGGED ? uploadStarts(device) : 0;
    PackedTables packed = new PackedTables(tables);
    DeviceBuffer numbers = allocate(device, packed.bytes());
    stream.copyToDevice(numbers.address(), packed.contents());
    long scaleBytes =
        spec.kvScales() == KvScales.TOKEN ? CacheScales.count(spec, pages) * Float.BYTES : 0;
    for (int slot = 0; slot < count; slot++) {
      AttentionTensors.Builder tensors =
          AttentionTensors.of(spec)
              .query(query.address() + slot * queryBytes)
              .queryStartLoc(startLoc)
              .keyCache(keyCache.address() + slot * keyBytes)
              .valueCache(spec.hasValueCache() ? valueCache.address() + slot * valueBytes : 0)
              .out(outputs.address() + slot * outBytes)
              .keyPageStride(keys.pageStride())
              .valuePageStride(values.pageStride())
              .alibiSlopes(slopes)
              .sinks(sinks)
              .lse(lseBytes > 0 ? lse.address() + slot * lseBytes : 0)
              .outScale(outScale)
              .keyScale(spec.scalesKeys() ? keyScales + slot * scaleBytes : 0)
              .valueScale(spec.scalesValues() ? valueScales + slot * scaleBytes : 0);
      if (extraKeys.isPresent()) {
        tensors
            .extraKeyCache(extraCache.address() + slot * extraBytes)
            .extraPageStride(extraKeys.get().pageStride());
      }
      slots.add(packed.put(slot, numbers.address(), tensors).build());
    }
    poison();
    stream.synchronize();
  }

  /** Enqueues the filling of all outputs with NaN. */
  void poison() {
    for (AttentionTensors slot : slots) {
      stream.fill(slot.out(), outBytes, POISON);
      if (lseBytes > 0) {
        stream.fill(slot.lse(), lseBytes, POISON);
      }
    }
  }

  /** Null where the spec has none. */
  private long upload(Device device, float[] numbers) {
    if (numbers.length == 0) {
      return 0;
    }
    DeviceBuffer buffer = allocate(device, (long) numbers.length * Float.BYTES);
    stream.copyToDevice(buffer.address(), MemorySegment.ofArray(numbers));
    return buffer.address();
  }

  /** Where sequences' new tokens begin: as many as they can have. */
  private long uploadStarts(Device device) {
    int[] starts = NewTokens.uniform(tables.getFirst().sequences(), spec.qLen()).startLoc();
    DeviceBuffer buffer = allocate(device, (long) starts.length * Integer.BYTES);
    stream.copyToDevice(buffer.address(), MemorySegment.ofArray(starts));
    return buffer.address();
  }

  private DeviceBuffer allocate(Device device, long bytes) {
    DeviceBuffer buffer = device.allocate(bytes);
    buffers.add(buffer);
    return buffer;
  }

  /** What a launch over a slot takes. */
  AttentionTensors tensors(int slot) {
    return slots.get(slot);
  }

  /** The page table of a slot. */
  PageTable table(int slot) {
    return tables.get(slot);
  }

  /** The sequences of the batch whose output is compared. */
  int[] sample() {
    return sample.clone();
  }

  /**
   * Waits for the stream and compares the sampled sequences of a slot's output with the reference,
   * which is computed from what was drawn, not from what the device holds.
   */
  Comparison compare(int slot) {
    long rowBytes = outRowBytes();
    MemorySegment written = Arena.ofAuto().allocate(sample.length * rowBytes, 64);
    for (int i = 0; i < sample.length; i++) {
      stream.copyToHost(
          written.asSlice(i * rowBytes, rowBytes), slots.get(slot).out() + sample[i] * rowBytes);
    }
    float[] lse = new float[spec.lse() != LogSumExp.NONE ? sample.length * spec.sequenceRows() : 0];
    for (int i = 0; spec.lse() != LogSumExp.NONE && i < sample.length; i++) {
      MemorySegment ofSequence =
          MemorySegment.ofArray(lse).asSlice(i * lseRowBytes(), lseRowBytes());
      stream.copyToHost(ofSequence, slots.get(slot).lse() + sample[i] * lseRowBytes());
    }
    stream.synchronize();
    Expected expected = expectations.computeIfAbsent(slot, this::expected);
    return Comparison.of(
        expected.workload, expected.output, new DeviceWorkload.Output(written, lse, 0));
  }

  private Expected expected(int slot) {
    Workload workload = sampled(slot);
    return new Expected(workload, Reference.attention(workload));
  }

  /** The sampled sequences of a slot as a batch of their own, pages one after another. */
  private Workload sampled(int slot) {
    PageTable table = tables.get(slot);
    PageTable own = table.select(sample);
    MemorySegment query = Arena.ofAuto().allocate(sample.length * queryRowBytes(), 64);
    for (int i = 0; i < sample.length; i++) {
      long rowBytes = queryRowBytes();
      queries.copy(query.asSlice(i * rowBytes, rowBytes), slot * queryBytes + sample[i] * rowBytes);
    }
    int count = tables.size();
    int[] places = places(table, own);
    int[] scalePages = Arrays.stream(places).map(page -> slot * pages + page).toArray();
    CacheScales ofPages = scales.ofPages(spec, scalePages);
    MemorySegment none = MemorySegment.NULL;
    Optional<KvCache> extra =
        extraKeys.map(
            of -> {
              int[] further = places(extra(table), extra(own));
              RandomElements elements = extraElements.orElseThrow();
              MemorySegment rows = rows(of, further, elements, slot * extraBytes);
              return new KvCache(
                  of.spec(), keyElements.format(), further.length, rows, none, ofPages);
            });
    KvCache cache =
        new KvCache(
            spec,
            keyElements.format(),
            valueElements.format(),
            places.length,
            rows(keys, places, keyElements, slot * keyBytes),
            spec.hasValueCache()
                ? rows(values, places, valueElements, count * keyBytes + slot * valueBytes)
                : none,
            ofPages,
            extra);
    return new Workload(spec, own, query, cache, heads, out);
  }

  /** Where the pages of the sampled sequences' pool are in that of all. */
  private int[] places(PageTable table, PageTable own) {
    int[] places = new int[own.poolPages()];
    for (int i = 0; i < sample.length; i++) {
      for (int p = 0; p < own.pageCount(i); p++) {
        int to = own.pageOf(own.first(i) + p);
        if (to >= 0) {
          places[to] = table.pageOf(table.first(sample[i]) + p);
        }
      }
    }
    return places;
  }

  /** Some pages of a cache that was filled with the elements from byte {@code start} on. */
  private static MemorySegment rows(
      CachePlacement of, int[] places, RandomElements elements, long start) {
    int element = elements.format().bytes();
    MemorySegment rows = Arena.ofAuto().allocate(places.length * of.pageElements() * element, 64);
    for (int page = 0; page < places.length; page++) {
      copyPage(of, page, places[page], rows, elements, start);
    }
    return rows;
  }

  /**
   * Page {@code placed} of a cache that was filled with the elements from byte {@code start} on.
   */
  private static void copyPage(
      CachePlacement of,
      int cached,
      int placed,
      MemorySegment to,
      RandomElements from,
      long start) {
    int bytes = from.format().bytes();
    of.forEachRun(
        cached,
        placed,
        (at, lies, elements) ->
            from.copy(to.asSlice(at * bytes, elements * bytes), start + lies * bytes));
  }

  private long queryRowBytes() {
    return (long) spec.sequenceRows() * spec.headSize() * spec.dtype().bytes();
  }

  private long outRowBytes() {
    return (long) spec.sequenceRows() * spec.valueSize() * out.bytes();
  }

  private long lseRowBytes() {
    return (long) spec.sequenceRows() * Float.BYTES;
  }

  /** Bytes of a slot's pool: whole pages, as rows with scales inside lie where a page begins. */
  private static long poolBytes(CachePlacement of, long pages, ElementFormat format) {
    long page = of.pageStride() * format.bytes();
    long together = ALIGNMENT / Math.min(ALIGNMENT, Long.lowestOneBit(page));
    return Math.ceilDiv(pages, together) * together * page;
  }

  private static long align(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** Frees the device memory; the stream's work must have ended. */
  @Override
  public void close() {
    buffers.forEach(DeviceBuffer::close);
    buffers.clear();
  }
}
