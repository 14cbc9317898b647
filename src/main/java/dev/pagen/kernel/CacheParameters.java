package dev.pagen.kernel;

import static dev.pagen.kernel.KernelParameter.in;
import static java.util.stream.Collectors.joining;

import dev.pagen.kernel.KernelParameter.Access;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.RowFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What kernels are told of a paged KV cache: its memory, its shape, and who has which page. */
final class CacheParameters {
  private static final Set<Argument> LENGTHS =
      Set.of(
          Argument.KV_INDPTR,
          Argument.KV_LAST_PAGE_LEN,
          Argument.SEQ_LENS,
          Argument.LENGTHS,
          Argument.TOP_K,
          Argument.EXTRA_LENGTHS,
          Argument.EXTRA_TOP_K);

  private CacheParameters() {}

  /** Where keys and values lie, which are read or written. */
  static List<KernelParameter> caches(AttentionSpec attention, Access access) {
    KvStrides strides = attention.rowStrides();
    String rows = attention.row().format().map(_ -> "uint8").orElse(attention.kvDtype() + "") + "*";
    String ofValues = attention.valueDtype() + "*";
    String keys = strides(attention, "k", strides.keyToken(), strides.keyHead());
    String values = strides(attention, "v", strides.valueToken(), strides.valueHead());
    List<KernelParameter> parameters = new ArrayList<>();
    parameters.add(
        new KernelParameter(Argument.KEY_CACHE, rows, access, keyShape(attention) + keys));
    if (attention.hasValueCache()) {
      parameters.add(
          new KernelParameter(
              Argument.VALUE_CACHE, ofValues, access, valueShape(attention) + values));
    }
    attention
        .extraPool()
        .ifPresent(
            pool ->
                parameters.add(
                    new KernelParameter(
                        Argument.EXTRA_KEY_CACHE,
                        rows,
                        access,
                        keyShape(pool).replace("[pages", "[extra_pages"))));
    return parameters;
  }

  /** Which pages a sequence has, and how many tokens. */
  static List<KernelParameter> pageTable(AttentionSpec attention) {
    if (attention.selectsTokens()) {
      List<KernelParameter> lists =
          new ArrayList<>(list(Argument.INDICES, Argument.LENGTHS, Argument.TOP_K));
      if (attention.hasExtraPool()) {
        lists.addAll(list(Argument.EXTRA_INDICES, Argument.EXTRA_LENGTHS, Argument.EXTRA_TOP_K));
      }
      return lists;
    }
    if (attention.blockSize().isPresent()) {
      List<KernelParameter> parameters = new ArrayList<>(sequences(attention));
      parameters.add(
          in(
              Argument.BLOCK_IDS,
              "int32*",
              "[sequences, %s, top_blocks]: blocks of %s tokens; negative ones are none"
                  .formatted(attention.kvHeads(), attention.blockSize().getAsInt())));
      parameters.add(in(Argument.TOP_BLOCKS, "int32", "blocks of a list"));
      parameters.add(
          in(
              Argument.SEQUENCE_QUERIES,
              "int32",
              "sequences, a query each, that have one row of the page table: 1, or new tokens"));
      return parameters;
    }
    return sequences(attention);
  }

  private static List<KernelParameter> sequences(AttentionSpec attention) {
    String rows = attention.selects() ? "rows" : "sequences";
    return switch (attention.pageTable()) {
      case CSR ->
          List.of(
              in(Argument.KV_INDPTR, "int32*", "[%s + 1]".formatted(rows)),
              in(Argument.KV_PAGE_INDICES, "int32*", "[kv_indptr[%s]]".formatted(rows)),
              in(Argument.KV_LAST_PAGE_LEN, "int32*", "[%s]".formatted(rows)));
      case BLOCK_TABLE ->
          List.of(
              in(Argument.BLOCK_TABLE, "int32*", "[%s, block_table_stride]".formatted(rows)),
              in(Argument.SEQ_LENS, "int32*", "[%s]: tokens".formatted(rows)));
    };
  }

  /** A list of slots of a pool for each query. */
  private static List<KernelParameter> list(Argument indices, Argument lengths, Argument topK) {
    return List.of(
        in(indices, "int32*", "[sequences, %s]: slots; negative ones are none".formatted(topK)),
        in(lengths, "int32*", "[sequences]: entries that count; null where all do"),
        in(topK, "int32", "entries of a list, or the most of those that lengths tell"));
  }

  /** How many tokens sequences have. */
  static List<KernelParameter> lengths(AttentionSpec attention) {
    return pageTable(attention).stream()
        .filter(
            parameter ->
                attention.blockSize().isPresent()
                    ? parameter.argument() == Argument.TOP_BLOCKS
                    : LENGTHS.contains(parameter.argument()))
        .toList();
  }

  /** Elements between rows of the page table, and between pages. */
  static List<KernelParameter> strides(AttentionSpec attention) {
    String multiple = multiple(Argument.KV_PAGE_STRIDE, attention);
    String ofValues = multiple(Argument.V_PAGE_STRIDE, attention);
    List<KernelParameter> strides = new ArrayList<>();
    if (attention.selectsTokens()) {
      strides.add(in(Argument.INDICES_STRIDE, "int64", "elements between sequences"));
    } else if (attention.pageTable() == PageTableFormat.BLOCK_TABLE) {
      String rows = attention.selects() ? "rows" : "sequences";
      strides.add(in(Argument.BLOCK_TABLE_STRIDE, "int64", "elements between " + rows));
    }
    if (attention.blockSize().isPresent()) {
      strides.add(in(Argument.BLOCK_IDS_STRIDE, "int64", "elements between sequences"));
      strides.add(in(Argument.BLOCK_IDS_HEAD_STRIDE, "int64", "elements between KV heads"));
    }
    if (attention.sharesOffsets()) {
      strides.add(in(Argument.KV_PAGE_STRIDE, "int64", "elements between pages" + multiple));
    } else {
      strides.add(in(Argument.K_PAGE_STRIDE, "int64", "elements between pages of keys" + multiple));
      strides.add(
          in(Argument.V_PAGE_STRIDE, "int64", "elements between pages of values" + ofValues));
    }
    if (attention.hasExtraPool()) {
      strides.add(in(Argument.EXTRA_INDICES_STRIDE, "int64", "elements between sequences"));
      strides.add(
          in(
              Argument.EXTRA_PAGE_STRIDE,
              "int64",
              "elements between pages of the second pool" + multiple));
    }
    return strides;
  }

  private static String multiple(Argument stride, AttentionSpec attention) {
    return ", a multiple of " + stride.multiple(attention);
  }

  private static String keyShape(AttentionSpec attention) {
    if (attention.row().format().isPresent()) {
      RowFormat rows = attention.row().format().get();
      String apart =
          rows.scalesApart()
              ? ": %s bytes of each token, then %s of each token's scales"
                  .formatted(rows.pitch(), rows.scaleBytes())
              : "";
      return shape(rows.pageShape(attention.pageSize())) + apart;
    }
    int x = attention.packedElements();
    return attention.layout() == KvLayout.PACKED
        ? shape(attention.kvHeads(), attention.headSize() / x, attention.pageSize(), x)
        : rowsShape(attention, attention.headSize());
  }

  private static String valueShape(AttentionSpec attention) {
    return attention.layout() == KvLayout.PACKED
        ? shape(attention.kvHeads(), attention.valueSize(), attention.pageSize())
        : rowsShape(attention, attention.valueSize());
  }

  private static String rowsShape(AttentionSpec attention, int elements) {
    return attention.layout() == KvLayout.NHD
        ? shape(attention.pageSize(), attention.kvHeads(), elements)
        : shape(attention.kvHeads(), attention.pageSize(), elements);
  }

  private static String shape(int... page) {
    return "[pages, " + IntStream.of(page).mapToObj(String::valueOf).collect(joining(", ")) + "]";
  }

  /** The strides of a cache that has gaps, in the order of its dimensions. */
  private static String strides(AttentionSpec attention, String cache, int token, int head) {
    boolean nhd = attention.layout() == KvLayout.NHD;
    return attention.sharesOffsets() || attention.layout() == KvLayout.PACKED
        ? ""
        : ", strides [%s_page_stride, %s, %s, 1]"
            .formatted(cache, nhd ? token : head, nhd ? head : token);
  }

  /** What stored keys and values are multiplied by. */
  static List<KernelParameter> scaled(AttentionSpec attention) {
    if (attention.kvScales() == KvScales.NONE) {
      return List.of();
    }
    String shape = scales(attention);
    List<KernelParameter> parameters = new ArrayList<>();
    if (attention.scalesKeys()) {
      parameters.add(in(Argument.K_SCALE, "fp32*", shape));
    }
    if (attention.scalesValues()) {
      parameters.add(in(Argument.V_SCALE, "fp32*", shape));
    }
    return parameters;
  }

  /** The shape of the scales of keys, or of values. */
  private static String scales(AttentionSpec attention) {
    return switch (attention.kvScales()) {
      case NONE -> throw new IllegalArgumentException("no scales");
      case TENSOR -> "[1]";
      case HEAD -> "[%s]".formatted(attention.kvHeads());
      case TOKEN ->
          attention.layout() == KvLayout.NHD
              ? "[pages, %s, %s]".formatted(attention.pageSize(), attention.kvHeads())
              : "[pages, %s, %s]".formatted(attention.kvHeads(), attention.pageSize());
    };
  }
}
