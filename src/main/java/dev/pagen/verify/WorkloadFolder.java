package dev.pagen.verify;

import dev.pagen.InputFile;
import dev.pagen.attention.BlockTable;
import dev.pagen.attention.CsrPageTable;
import dev.pagen.attention.PageTable;
import dev.pagen.attention.SelectedBlocks;
import dev.pagen.attention.SelectedTokens;
import dev.pagen.attention.TwoLists;
import dev.pagen.attention.WorkloadException;
import dev.pagen.json.SpecFormatException;
import dev.pagen.json.SpecJson;
import dev.pagen.kernel.Argument;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.LogSumExp;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.Target;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A folder with what one run read and wrote: {@code query.npy}, {@code key_cache.npy}, {@code
 * value_cache.npy} (without a latent), {@code kv_indptr.npy}, {@code kv_page_indices.npy} and
 * {@code kv_last_page_len.npy}, or {@code block_table.npy} and {@code seq_lens.npy}, with ragged
 * queries {@code query_start_loc.npy}, {@code out.npy}, and {@code workload.json}, which says what
 * they mean and is written last. Caches are without gaps, in the spec's layout, whatever strides it
 * has; keys with scales have {@code k_scale.npy} too, values {@code v_scale.npy}, and latents the
 * first alone. A second pool has {@code extra_key_cache.npy}, {@code extra_indices.npy} and {@code
 * extra_lengths.npy} as the first has them without {@code extra}. bf16 and 8-bit floats are stored
 * as their bits in uint16 and uint8, fp16 as float16, int8 as int8.
 */
public final class WorkloadFolder {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final String DESCRIPTION = "workload.json";
  private static final String KV_FORMAT = "kv_format";
  private static final String VALUE_FORMAT = "value_format";
  private static final String INT32 = "<i4";
  private static final long[] ONE = {1};

  private WorkloadFolder() {}

  /**
   * Writes a run.
   *
   * @param out what the kernel wrote; empty if it came to no end
   * @param origin more about the run, by name
   * @throws IOException if something cannot be written
   */
  public static void write(
      Path folder,
      KernelSpec spec,
      Workload workload,
      Optional<DeviceWorkload.Output> out,
      Map<String, Object> origin)
      throws IOException {
    AttentionSpec attention = workload.spec();
    PageTable table = workload.table();
    Files.createDirectories(folder);
    Files.deleteIfExists(folder.resolve(DESCRIPTION));
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("format", 1);
    origin.forEach((name, value) -> document.set(name, JSON.valueToTree(value)));
    document.put("dtype", attention.dtype().toString());
    document.put("kv_dtype", attention.kvDtype().toString());
    document.put(KV_FORMAT, workload.cache().format().toString());
    if (attention.typesDiffer()) {
      document.put("value_dtype", attention.valueDtype().toString());
      document.put(VALUE_FORMAT, workload.cache().valueFormat().toString());
    }
    document.put("layout", attention.layout().toString());
    document.put("scale", attention.scale());
    ArrayNode contexts = document.putArray("contexts");
    IntStream.range(0, table.sequences()).forEach(s -> contexts.add(table.context(s)));
    SpecJson.write(spec, document);
    ObjectNode arrays = document.putObject("arrays");
    long[] queryShape = rows(workload.tokens(), attention, attention.headSize());
    long[] outShape = rows(workload.tokens(), attention, attention.valueSize());
    String type = numpyType(attention.dtype());
    String kvType = numpyType(attention.kvDtype());
    KvCache cache = workload.cache();
    NpyFile keys = new NpyFile(kvType, keyShape(attention, cache.pages()), cache.keys());
    put(folder, Argument.QUERY, new NpyFile(type, queryShape, workload.query()), arrays);
    put(folder, Argument.KEY_CACHE, keys, arrays);
    Files.deleteIfExists(folder.resolve(Argument.VALUE_CACHE + ".npy"));
    if (attention.hasValueCache()) {
      String valueType = numpyType(attention.valueDtype());
      NpyFile values = new NpyFile(valueType, valueShape(attention, cache.pages()), cache.values());
      put(folder, Argument.VALUE_CACHE, values, arrays);
    }
    Files.deleteIfExists(folder.resolve(Argument.EXTRA_KEY_CACHE + ".npy"));
    if (cache.extra().isPresent()) {
      KvCache extra = cache.extra().get();
      long[] shape = keyShape(extra.spec(), extra.pages());
      put(folder, Argument.EXTRA_KEY_CACHE, new NpyFile(kvType, shape, extra.keys()), arrays);
    }
    if (attention.kvScales() != KvScales.NONE) {
      long[] scales = scaleShape(attention, workload.cache().pages());
      if (attention.scalesKeys()) {
        put(folder, Argument.K_SCALE, floats(scales, workload.cache().scales().keys()), arrays);
      }
      if (attention.scalesValues()) {
        put(folder, Argument.V_SCALE, floats(scales, workload.cache().scales().values()), arrays);
      }
    }
    if (attention.queryLens() == QueryLens.RAGGED) {
      int[] startLoc = workload.tokens().startLoc();
      put(folder, Argument.QUERY_START_LOC, numbers(startLoc, startLoc.length), arrays);
    }
    put(folder, attention, table, arrays);
    long[] heads = {attention.queryHeads()};
    if (attention.alibi()) {
      put(folder, Argument.ALIBI_SLOPES, floats(heads, workload.heads().alibiSlopes()), arrays);
    }
    if (attention.sinks()) {
      put(folder, Argument.SINKS, floats(heads, workload.heads().sinks()), arrays);
    }
    Files.deleteIfExists(folder.resolve(Argument.OUT + ".npy"));
    if (out.isPresent()) {
      String outType = numpyType(attention.outDtype());
      put(folder, Argument.OUT, new NpyFile(outType, outShape, out.get().elements()), arrays);
    }
    if (attention.scalesOutput()) {
      put(folder, Argument.OUT_SCALE, floats(ONE, new float[] {workload.out().scale()}), arrays);
    }
    Files.deleteIfExists(folder.resolve(Argument.LSE + ".npy"));
    if (attention.lse() != LogSumExp.NONE && out.isPresent()) {
      put(
          folder,
          Argument.LSE,
          floats(rows(workload.tokens(), attention), out.get().lse()),
          arrays);
    }
    Files.writeString(
        folder.resolve(DESCRIPTION), JSON.writeValueAsString(document) + System.lineSeparator());
  }

  /**
   * The kernel that {@code workload.json} names, target and tuning included.
   *
   * @throws WorkloadException if there is no such file, or it does not say
   */
  public static KernelSpec kernel(Path folder) {
    Path file = folder.resolve(DESCRIPTION);
    if (!Files.isRegularFile(file)) {
      throw new WorkloadException(
          "%s has no %s that says what to compute: give a MODEL or the numbers."
              .formatted(folder, DESCRIPTION));
    }
    try {
      JsonNode document = JSON.readTree(InputFile.read(file, InputFile.DOCUMENT_BYTES));
      return SpecJson.kernel(document)
          .orElseThrow(() -> new WorkloadException("target is missing"));
    } catch (IOException | JacksonException | SpecFormatException | WorkloadException e) {
      throw new WorkloadException("Cannot use %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /**
   * Reads the inputs of {@code spec} from a folder.
   *
   * @param target whose 8-bit floats a KV cache of these has
   * @throws WorkloadException if a file is missing, or is of another type or shape, or a scale,
   *     slope or sink is none
   */
  public static Workload read(Path folder, AttentionSpec spec, Target target) {
    ElementFormat keyFormat = ElementFormat.ofKeys(spec, target);
    ElementFormat valueFormat = ElementFormat.ofValues(spec, target);
    PageTable table = table(folder, spec);
    NewTokens tokens =
        spec.queryLens() == QueryLens.RAGGED
            ? new NewTokens(numbers(folder, Argument.QUERY_START_LOC))
            : NewTokens.uniform(table.sequences(), spec.qLen());
    MemorySegment query =
        array(folder, Argument.QUERY, spec.dtype(), rows(tokens, spec, spec.headSize()));
    MemorySegment keys = array(folder, Argument.KEY_CACHE, spec.kvDtype(), keyShape(spec, -1));
    MemorySegment values =
        spec.hasValueCache()
            ? array(folder, Argument.VALUE_CACHE, spec.valueDtype(), valueShape(spec, -1))
            : MemorySegment.NULL;
    checkFormat(folder, KV_FORMAT, keyFormat);
    checkFormat(folder, VALUE_FORMAT, valueFormat);
    CacheScales scales = scales(folder, spec);
    Optional<KvCache> extra =
        spec.extraPool()
            .map(
                pool -> {
                  MemorySegment rows =
                      array(folder, Argument.EXTRA_KEY_CACHE, pool.kvDtype(), keyShape(pool, -1));
                  int pages = pages(pool, keyFormat, rows);
                  return new KvCache(pool, keyFormat, pages, rows, MemorySegment.NULL, scales);
                });
    Workload workload =
        new Workload(
            spec,
            table,
            tokens,
            query,
            new KvCache(
                spec,
                keyFormat,
                valueFormat,
                pages(spec, keyFormat, keys),
                keys,
                values,
                scales,
                extra),
            new HeadTerms(
                spec.alibi() ? ofHeads(folder, Argument.ALIBI_SLOPES, spec) : new float[0],
                spec.sinks() ? ofHeads(folder, Argument.SINKS, spec) : new float[0]),
            OutputFormat.of(spec, target, outScale(folder, spec)));
    try {
      InputNumbers.check(workload);
    } catch (WorkloadException e) {
      throw new WorkloadException("Cannot use %s: %s".formatted(folder, e.getMessage()), e);
    }
    return workload;
  }

  private static int pages(AttentionSpec spec, ElementFormat format, MemorySegment keys) {
    return Math.toIntExact(keys.byteSize() / (spec.pageElements() * format.bytes()));
  }

  private static PageTable table(Path folder, AttentionSpec spec) {
    if (spec.selectsTokens()) {
      SelectedTokens own = lists(folder, spec.pageSize(), Argument.INDICES, Argument.LENGTHS);
      if (!spec.hasExtraPool()) {
        return own;
      }
      int pageSize = spec.extraPageSize().orElseThrow();
      return new TwoLists(
          own, lists(folder, pageSize, Argument.EXTRA_INDICES, Argument.EXTRA_LENGTHS));
    }
    PageTable sequences = sequences(folder, spec);
    return spec.selects() ? blocks(folder, sequences, spec) : sequences;
  }

  private static PageTable sequences(Path folder, AttentionSpec spec) {
    return switch (spec.pageTable()) {
      case CSR ->
          new CsrPageTable(
              spec.pageSize(),
              numbers(folder, Argument.KV_INDPTR),
              numbers(folder, Argument.KV_PAGE_INDICES),
              numbers(folder, Argument.KV_LAST_PAGE_LEN));
      case BLOCK_TABLE -> {
        NpyFile rows = array(folder, Argument.BLOCK_TABLE, INT32, -1, -1);
        yield new BlockTable(
            spec.pageSize(),
            Math.toIntExact(rows.shape()[1]),
            rows.data().toArray(ValueLayout.JAVA_INT_UNALIGNED),
            numbers(folder, Argument.SEQ_LENS));
      }
    };
  }

  /** Lists for one KV head are those of all. As many queries have a row of the page table. */
  private static SelectedBlocks blocks(Path folder, PageTable sequences, AttentionSpec spec) {
    NpyFile lists = array(folder, Argument.BLOCK_IDS, INT32, -1, -1, -1);
    int queries = Math.toIntExact(lists.shape()[0]);
    int heads = Math.toIntExact(lists.shape()[1]);
    int top = Math.toIntExact(lists.shape()[2]);
    int rows = sequences.sequences();
    if (heads != 1 && heads != spec.kvHeads()) {
      throw new WorkloadException(
          "%s has lists for %d KV heads; the kernel has %d."
              .formatted(Argument.BLOCK_IDS, heads, spec.kvHeads()));
    }
    if (queries > 0 && (rows == 0 || queries % rows != 0)) {
      throw new WorkloadException(
          "%s has lists for %d queries; the page table has %d rows, with as many queries each."
              .formatted(Argument.BLOCK_IDS, queries, rows));
    }
    return new SelectedBlocks(
        sequences,
        spec.lookback(),
        spec.blockSize().orElseThrow(),
        top,
        Math.max(1, queries / Math.max(1, rows)),
        heads * top,
        heads == 1 ? 0 : top,
        lists.data().toArray(ValueLayout.JAVA_INT_UNALIGNED));
  }

  /**
   * All entries of the lists count where there are no lengths. Lists without entries have room for
   * one, or nobody could tell how many they are.
   */
  private static SelectedTokens lists(
      Path folder, int pageSize, Argument indices, Argument lengths) {
    NpyFile rows = array(folder, indices, INT32, -1, -1);
    int topK = Math.toIntExact(rows.shape()[1]);
    int[] entries =
        topK == 0
            ? new int[Math.toIntExact(rows.shape()[0])]
            : rows.data().toArray(ValueLayout.JAVA_INT_UNALIGNED);
    boolean told = Files.exists(folder.resolve(lengths + ".npy"));
    Optional<int[]> counts = told ? Optional.of(numbers(folder, lengths)) : Optional.empty();
    try {
      return new SelectedTokens(pageSize, Math.max(1, topK), topK, entries, counts);
    } catch (WorkloadException e) {
      throw new WorkloadException(
          "%s and %s of %s: %s".formatted(indices, lengths, folder, e.getMessage()));
    }
  }

  private static float outScale(Path folder, AttentionSpec spec) {
    return spec.scalesOutput()
        ? array(folder, Argument.OUT_SCALE, DataType.FP32, ONE)
            .get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0)
        : 1;
  }

  /** The same bytes are other numbers for a target with 8-bit floats of the other flavor. */
  private static void checkFormat(Path folder, String name, ElementFormat format) {
    Path file = folder.resolve(DESCRIPTION);
    if (!Files.isRegularFile(file)) {
      return;
    }
    try {
      String written =
          JSON.readTree(InputFile.read(file, InputFile.DOCUMENT_BYTES))
              .path(name)
              .asString(format.toString());
      if (!written.equals(format.toString())) {
        throw new WorkloadException(
            "%s says that the caches are %s; this kernel reads %s."
                .formatted(file, written, format));
      }
    } catch (IOException | JacksonException e) {
      throw new WorkloadException("Cannot use %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static void put(Path folder, Argument name, NpyFile array, ObjectNode arrays)
      throws IOException {
    array.write(folder.resolve(name + ".npy"));
    ObjectNode node = arrays.putObject(name.toString());
    node.put("file", name + ".npy");
    node.put("type", array.type());
    ArrayNode shape = node.putArray("shape");
    Arrays.stream(array.shape()).forEach(shape::add);
  }

  private static void put(Path folder, AttentionSpec spec, PageTable table, ObjectNode arrays)
      throws IOException {
    switch (table) {
      case CsrPageTable(_, int[] indptr, int[] pages, int[] lastPageLen) -> {
        put(folder, Argument.KV_INDPTR, numbers(indptr, indptr.length), arrays);
        put(folder, Argument.KV_PAGE_INDICES, numbers(pages, pages.length), arrays);
        put(folder, Argument.KV_LAST_PAGE_LEN, numbers(lastPageLen, lastPageLen.length), arrays);
      }
      case BlockTable(_, int stride, int[] pages, int[] seqLens) -> {
        put(folder, Argument.BLOCK_TABLE, numbers(pages, seqLens.length, stride), arrays);
        put(folder, Argument.SEQ_LENS, numbers(seqLens, seqLens.length), arrays);
      }
      case SelectedBlocks lists -> {
        put(folder, spec, lists.table(), arrays);
        int heads = lists.headStride() == 0 ? 1 : spec.kvHeads();
        NpyFile ids = numbers(lists.dense(heads), lists.sequences(), heads, lists.topBlocks());
        put(folder, Argument.BLOCK_IDS, ids, arrays);
      }
      case SelectedTokens lists -> put(folder, lists, Argument.INDICES, Argument.LENGTHS, arrays);
      case TwoLists(SelectedTokens own, SelectedTokens extra) -> {
        put(folder, own, Argument.INDICES, Argument.LENGTHS, arrays);
        put(folder, extra, Argument.EXTRA_INDICES, Argument.EXTRA_LENGTHS, arrays);
      }
    }
  }

  private static void put(
      Path folder, SelectedTokens lists, Argument indices, Argument lengths, ObjectNode arrays)
      throws IOException {
    // Without lengths all that stands in a row counts, so there is no padding then.
    int width = lists.lengths().isPresent() ? lists.stride() : lists.topK();
    put(folder, indices, numbers(lists.rows(width), lists.sequences(), width), arrays);
    Files.deleteIfExists(folder.resolve(lengths + ".npy"));
    if (lists.lengths().isPresent()) {
      int[] counts = lists.lengths().get();
      put(folder, lengths, numbers(counts, counts.length), arrays);
    }
  }

  private static NpyFile numbers(int[] values, long... shape) {
    MemorySegment data = Arena.ofAuto().allocateFrom(ValueLayout.JAVA_INT, values);
    return new NpyFile(INT32, shape, data);
  }

  private static NpyFile floats(long[] shape, float[] values) {
    MemorySegment data = Arena.ofAuto().allocateFrom(ValueLayout.JAVA_FLOAT, values);
    return new NpyFile(numpyType(DataType.FP32), shape, data);
  }

  private static float[] ofHeads(Path folder, Argument name, AttentionSpec spec) {
    return array(folder, name, DataType.FP32, new long[] {spec.queryHeads()})
        .toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
  }

  private static CacheScales scales(Path folder, AttentionSpec spec) {
    return new CacheScales(
        spec.scalesKeys() ? scales(folder, spec, Argument.K_SCALE) : new float[0],
        spec.scalesValues() ? scales(folder, spec, Argument.V_SCALE) : new float[0]);
  }

  private static float[] scales(Path folder, AttentionSpec spec, Argument name) {
    return array(folder, name, DataType.FP32, scaleShape(spec, -1))
        .toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
  }

  private static int[] numbers(Path folder, Argument name) {
    return array(folder, name, INT32, -1).data().toArray(ValueLayout.JAVA_INT_UNALIGNED);
  }

  private static MemorySegment array(Path folder, Argument name, DataType type, long[] shape) {
    return array(folder, name, numpyType(type), shape).data();
  }

  private static NpyFile array(Path folder, Argument name, String type, long... shape) {
    Path file = folder.resolve(name + ".npy");
    NpyFile array = NpyFile.read(file);
    check(file, array, type, shape);
    return array;
  }

  /** Extents below 0 may be anything. */
  private static void check(Path file, NpyFile array, String type, long[] shape) {
    boolean fits = array.shape().length == shape.length && array.type().equals(type);
    long elements = 1;
    for (int d = 0; fits && d < shape.length; d++) {
      fits = shape[d] < 0 || array.shape()[d] == shape[d];
      elements *= array.shape()[d];
    }
    if (!fits) {
      throw new WorkloadException(
          "%s is %s %s; it must be %s %s."
              .formatted(file, array.type(), text(array.shape()), type, text(shape)));
    }
    long bytes = elements * (type.charAt(2) - '0');
    if (array.data().byteSize() != bytes) {
      throw new WorkloadException(
          "%s has %d bytes of data; its shape takes %d."
              .formatted(file, array.data().byteSize(), bytes));
    }
  }

  private static String text(long[] shape) {
    return Arrays.stream(shape)
        .mapToObj(d -> d < 0 ? "any" : String.valueOf(d))
        .toList()
        .toString();
  }

  private static String numpyType(DataType type) {
    return switch (type) {
      case FP16 -> "<f2";
      case BF16 -> "<u2";
      case FP32 -> "<f4";
      case FP8_E4M3, FP8_E5M2 -> "|u1";
      case INT8 -> "|i1";
    };
  }

  private static long[] scaleShape(AttentionSpec spec, long pages) {
    return switch (spec.kvScales()) {
      case NONE -> new long[] {0};
      case TENSOR -> new long[] {1};
      case HEAD -> new long[] {spec.kvHeads()};
      case TOKEN -> Arrays.copyOf(rowsShape(spec, pages, 1), 3);
    };
  }

  /**
   * The shape of what each query row has: {@code [sequences, query heads, rest]}, with several new
   * tokens {@code [sequences, q_len, query heads, rest]}, and with ragged ones {@code [new tokens,
   * query heads, rest]}.
   */
  private static long[] rows(NewTokens all, AttentionSpec spec, long... rest) {
    int side = spec.strideTokens();
    LongStream tokens =
        side == 1 ? LongStream.of(all.total()) : LongStream.of(all.total() / side, side);
    LongStream heads = LongStream.concat(tokens, LongStream.of(spec.queryHeads()));
    return LongStream.concat(heads, LongStream.of(rest)).toArray();
  }

  private static long[] keyShape(AttentionSpec spec, long pages) {
    if (spec.row().format().isPresent()) {
      return spec.row().format().get().shape(pages, spec.pageSize());
    }
    int x = spec.packedElements();
    return spec.layout() == KvLayout.PACKED
        ? new long[] {pages, spec.kvHeads(), spec.headSize() / x, spec.pageSize(), x}
        : rowsShape(spec, pages, spec.headSize());
  }

  private static long[] valueShape(AttentionSpec spec, long pages) {
    return spec.layout() == KvLayout.PACKED
        ? new long[] {pages, spec.kvHeads(), spec.valueSize(), spec.pageSize()}
        : rowsShape(spec, pages, spec.valueSize());
  }

  private static long[] rowsShape(AttentionSpec spec, long pages, long elements) {
    return spec.layout() == KvLayout.NHD
        ? new long[] {pages, spec.pageSize(), spec.kvHeads(), elements}
        : new long[] {pages, spec.kvHeads(), spec.pageSize(), elements};
  }
}
