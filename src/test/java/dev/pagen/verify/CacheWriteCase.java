package dev.pagen.verify;

import dev.pagen.attention.AttentionTensors;
import dev.pagen.attention.BlockTable;
import dev.pagen.attention.CacheWriteLauncher;
import dev.pagen.attention.CsrPageTable;
import dev.pagen.attention.NewRows;
import dev.pagen.attention.PageOrder;
import dev.pagen.attention.PageTable;
import dev.pagen.attention.SelectedBlocks;
import dev.pagen.attention.SelectedTokens;
import dev.pagen.attention.TwoLists;
import dev.pagen.device.Device;
import dev.pagen.device.DeviceBuffer;
import dev.pagen.device.Stream;
import dev.pagen.render.RenderedKernel;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.QueryLens;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * New tokens for a cache of random bytes, and what the cache must hold when they are written. Where
 * rows lie is worked out here from what layouts are, and by nothing that kernels are made with.
 */
final class CacheWriteCase {
  private static final int PAGE_GAP = 32;
  private static final int ROW_GAP = 8;
  private static final int PADDING_ROWS = 2;
  private static final int[] STRANGERS = {
    -1, Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE / 2
  };

  private final AttentionSpec spec;
  private final List<Optional<CacheRounding>> rounding;
  private final SplittableRandom random;
  private final int[] contexts;
  private final NewTokens tokens;
  private final PageTable pages;
  private final PageTable table;
  private final float[][] scales = new float[2][];
  private final short[][] rows = new short[2][];
  private final long[] pageStrides;
  private final int valuesFrom;
  private final byte[] before;

  CacheWriteCase(KernelSpec kernel, long seed) {
    spec = kernel.attention();
    random = new SplittableRandom(seed);
    rounding =
        IntStream.range(0, 2)
            .mapToObj(this::type)
            .map(
                type ->
                    type.bytes() == 1
                        ? Optional.of(new CacheRounding(type, kernel.target()))
                        : Optional.<CacheRounding>empty())
            .toList();
    int p = spec.pageSize();
    contexts =
        new int[] {
          p + 1, 0, 1 + random.nextInt(4 * p), spec.qLen() - 1, p, 1, 2 * p, random.nextInt(3 * p)
        };
    tokens =
        spec.queryLens() == QueryLens.UNIFORM
            ? NewTokens.uniform(contexts.length, spec.qLen())
            : NewTokens.of(Arrays.stream(contexts).map(this::ragged).toArray());
    pages = PageTable.draw(spec.pageTable(), contexts, p, PageOrder.SHUFFLED, seed);
    table = withStrangers();
    boolean strided = spec.kvStrides().isPresent();
    int cachePages = pages.poolPages() + 1;
    long keys = spec.pageElements() + PAGE_GAP;
    long values = spec.hasValueCache() ? spec.valuePageElements() + PAGE_GAP : keys;
    int keyBytes = type(0).bytes();
    int valueBytes = type(1).bytes();
    long both = keys * keyBytes + (values - PAGE_GAP) * valueBytes;
    pageStrides =
        strided ? new long[] {both / keyBytes, both / valueBytes} : new long[] {keys, values};
    valuesFrom = strided ? spec.rowBytes() : (int) (cachePages * keys) * keyBytes;
    long ofValues = strided || spec.caches() > 1 ? values * valueBytes : 0;
    before = new byte[(int) (cachePages * (keys * keyBytes + ofValues))];
    random.nextBytes(before);
    for (int cache = 0; cache < spec.caches(); cache++) {
      scales[cache] =
          new float
              [rounding.get(cache).isPresent() ? Math.toIntExact(CacheScales.count(spec, 1)) : 0];
      for (int i = 0; i < scales[cache].length; i++) {
        // Powers of two hit the middle between two numbers, others do not.
        scales[cache][i] = (i + cache) % 2 == 0 ? 0x1p-3f : 0.01f + random.nextFloat();
      }
      rows[cache] = new short[(tokens.total() + PADDING_ROWS) * stride(cache)];
      for (int i = 0; i < rows[cache].length; i++) {
        int head = i % stride(cache) / size(cache) % spec.kvHeads();
        rows[cache][i] = element(cache, scale(cache, head));
      }
    }
  }

  /** Keys and values interleaved head by head, in pages of tokens. */
  static AttentionSpec interleaved(AttentionSpec attention) {
    int head = attention.tokenBytes();
    int token = attention.kvHeads() * head;
    int key = attention.kvDtype().bytes();
    int value = attention.valueDtype().bytes();
    KvStrides strides = new KvStrides(token / key, head / key, token / value, head / value);
    return attention.with(changed -> changed.layout(KvLayout.NHD).kvStrides(strides));
  }

  /** Any number of new tokens, but for a few sequences more than they have. */
  private int ragged(int context) {
    return random.nextInt(4) == 0 ? context + random.nextInt(2) : random.nextInt(context + 1);
  }

  /** Where no new token lies, and behind the last page, any number stands. */
  private PageTable withStrangers() {
    PageTable padded =
        switch (pages) {
          case CsrPageTable csr ->
              csr.withPages(Arrays.copyOf(csr.pages(), csr.pages().length + 3));
          case BlockTable _ -> BlockTable.of(pages, 3);
          case SelectedTokens lists -> throw new IllegalArgumentException(lists.text());
          case TwoLists lists -> throw new IllegalArgumentException(lists.text());
          case SelectedBlocks lists -> throw new IllegalArgumentException(lists.text());
        };
    int[] numbers =
        IntStream.generate(() -> STRANGERS[random.nextInt(STRANGERS.length)])
            .limit(padded.pages().length)
            .toArray();
    for (int s = 0; s < contexts.length; s++) {
      for (int t = Math.max(0, contexts[s] - tokens.count(s)); t < contexts[s]; t++) {
        numbers[padded.first(s) + t / spec.pageSize()] = pages.page(s, t);
      }
    }
    return padded.withPages(numbers);
  }

  private int size(int cache) {
    return cache == 0 ? spec.headSize() : spec.valueSize();
  }

  private DataType type(int cache) {
    return cache == 0 ? spec.kvDtype() : spec.valueDtype();
  }

  private int stride(int cache) {
    return spec.kvHeads() * size(cache) + ROW_GAP;
  }

  private float scale(int cache, int head) {
    return switch (rounding.get(cache).isPresent() ? spec.kvScales() : KvScales.NONE) {
      case NONE -> 1;
      case TENSOR -> scales[cache][0];
      case HEAD, TOKEN -> scales[cache][head];
    };
  }

  /** Any bits, or for a cache of 8 bits often a number where rounding changes. */
  private short element(int cache, float scale) {
    if (rounding.get(cache).isEmpty() || random.nextInt(4) == 0) {
      return (short) random.nextInt();
    }
    float edge = rounding.get(cache).get().edge(random) * scale;
    int bits =
        spec.dtype() == DataType.FP16
            ? Float.floatToFloat16(edge)
            : Float.floatToRawIntBits(edge) >> 16;
    return (short) (bits + random.nextInt(-1, 2));
  }

  private float number(short element) {
    return spec.dtype() == DataType.FP16
        ? Float.float16ToFloat(element)
        : Float.intBitsToFloat(element << 16);
  }

  /** What differs after a kernel wrote the rows; empty if nothing does. */
  List<String> differences(Device device, RenderedKernel kernel, byte[] code) {
    byte[] after = run(device, kernel, code);
    byte[] expected = before.clone();
    List<String> differences = new ArrayList<>();
    for (int s = 0; s < contexts.length; s++) {
      for (int i = 0; i < tokens.count(s); i++) {
        int position = contexts[s] - tokens.count(s) + i;
        if (position >= 0) {
          write(tokens.first(s) + i, pages.page(s, position), position, expected, after);
        }
      }
    }
    for (int i = 0; i < after.length; i++) {
      if (after[i] != expected[i]) {
        differences.add(
            "byte %d is %02x, not %02x; it was %02x"
                .formatted(i, after[i], expected[i], before[i]));
      }
    }
    return differences;
  }

  private void write(int token, int page, int position, byte[] expected, byte[] after) {
    int slot = position % spec.pageSize();
    for (int cache = 0; cache < spec.caches(); cache++) {
      for (int head = 0; head < spec.kvHeads(); head++) {
        for (int e = 0; e < size(cache); e++) {
          short element = rows[cache][token * stride(cache) + head * size(cache) + e];
          int at = at(cache, page, slot, head, e);
          if (rounding.get(cache).isEmpty()) {
            expected[at] = (byte) element;
            expected[at + 1] = (byte) (element >> 8);
            continue;
          }
          CacheRounding codes = rounding.get(cache).get();
          float stored = number(element) / scale(cache, head);
          boolean nan = Float.isNaN(stored) && codes.isNan(after[at] & 0xff);
          expected[at] = nan ? after[at] : (byte) codes.code(stored);
        }
      }
    }
  }

  /** The byte where an element lies. */
  private int at(int cache, int page, int slot, int head, int e) {
    int p = spec.pageSize();
    int d = size(cache);
    int bytes = type(cache).bytes();
    int pitch = spec.kvStrides().isPresent() ? spec.tokenBytes() / bytes : d;
    int x = 16 / bytes;
    int inPage =
        switch (spec.layout()) {
          case NHD -> (slot * spec.kvHeads() + head) * pitch + e;
          case HND -> (head * p + slot) * pitch + e;
          case PACKED ->
              cache == 0
                  ? ((head * (d / x) + e / x) * p + slot) * x + e % x
                  : (head * d + e) * p + slot;
        };
    return (int) (page * pageStrides[cache] + inPage) * bytes + cache * valuesFrom;
  }

  private byte[] run(Device device, RenderedKernel kernel, byte[] code) {
    List<DeviceBuffer> buffers = new ArrayList<>();
    try (CacheWriteLauncher launcher = CacheWriteLauncher.load(device, kernel, code);
        Stream stream = device.createStream()) {
      Uploads uploads = new Uploads(device, stream, buffers);
      long memory = uploads.of(MemorySegment.ofArray(before));
      AttentionTensors.Builder tensors =
          AttentionTensors.of(spec)
              .query(0)
              .out(0)
              .keyCache(memory)
              .keyPageStride(pageStrides[0])
              .valuePageStride(pageStrides[1]);
      if (spec.hasValueCache()) {
        tensors.valueCache(memory + valuesFrom);
      }
      if (spec.kvScales() != KvScales.NONE) {
        if (spec.quantisedKeys()) {
          tensors.keyScale(uploads.of(MemorySegment.ofArray(scales[0])));
        }
        if (spec.hasValueCache() && spec.quantisedValues()) {
          tensors.valueScale(uploads.of(MemorySegment.ofArray(scales[1])));
        }
      }
      if (spec.queryLens() == QueryLens.RAGGED) {
        tensors.queryStartLoc(uploads.of(tokens.startLoc()));
      }
      switch (table) {
        case CsrPageTable(_, int[] indptr, int[] numbers, int[] lastPageLen) ->
            tensors
                .kvIndptr(uploads.of(indptr))
                .kvPageIndices(uploads.of(numbers))
                .kvLastPageLen(uploads.of(lastPageLen));
        case BlockTable(_, int stride, int[] numbers, int[] seqLens) ->
            tensors
                .blockTable(uploads.of(numbers))
                .blockTableStride(stride)
                .seqLens(uploads.of(seqLens));
        case SelectedTokens lists -> throw new IllegalArgumentException(lists.text());
        case TwoLists lists -> throw new IllegalArgumentException(lists.text());
        case SelectedBlocks lists -> throw new IllegalArgumentException(lists.text());
      }
      NewRows newRows =
          new NewRows(
              tokens.total() + PADDING_ROWS,
              uploads.of(MemorySegment.ofArray(rows[0])),
              spec.hasValueCache() ? uploads.of(MemorySegment.ofArray(rows[1])) : 0,
              stride(0),
              stride(1));
      launcher.launch(stream, contexts.length, newRows, tensors.build());
      byte[] after = new byte[before.length];
      stream.copyToHost(MemorySegment.ofArray(after), memory);
      stream.synchronize();
      return after;
    } finally {
      buffers.forEach(DeviceBuffer::close);
    }
  }

  private record Uploads(Device device, Stream stream, List<DeviceBuffer> buffers) {
    long of(int[] numbers) {
      return of(MemorySegment.ofArray(numbers));
    }

    long of(MemorySegment source) {
      DeviceBuffer buffer = device.allocate(source.byteSize());
      buffers.add(buffer);
      stream.copyToDevice(buffer.address(), source);
      stream.synchronize();
      return buffer.address();
    }
  }
}
