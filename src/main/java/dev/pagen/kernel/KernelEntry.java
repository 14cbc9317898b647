package dev.pagen.kernel;

import static dev.pagen.kernel.KernelParameter.in;
import static dev.pagen.kernel.KernelParameter.out;

import dev.pagen.kernel.KernelParameter.Access;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.LogSumExp;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.Tuning.Reduce;
import dev.pagen.spec.Tuning.Schedule;
import java.util.ArrayList;
import java.util.List;

/**
 * One kernel of a translation unit and how it is launched.
 *
 * @param role what it does
 * @param grid workgroups in x, y and z
 * @param threads of one workgroup, all in x
 * @param dynamicLdsBytes LDS of one workgroup that the launch gives it, beyond what it declares
 * @param parameters in order
 */
public record KernelEntry(
    Role role,
    List<Extent> grid,
    int threads,
    int dynamicLdsBytes,
    List<KernelParameter> parameters) {

  /** What a kernel is for. */
  public enum Role {
    /** Writing of the list of partitions that the others work on; once for one page table. */
    PLAN("paged_attention_plan"),
    /** Attention of one partition of a sequence. */
    DECODE("paged_attention_decode"),
    /** Merging of a sequence's partitions; not launched where none has several. */
    REDUCE("paged_attention_reduce"),
    /** Reading of the K and V that decode has to read, and nothing else. */
    FLOOR("paged_attention_floor"),
    /** The same, and merging as many partial results as decode does. */
    MERGING_FLOOR("paged_attention_merging_floor"),
    /** Writing of new tokens' keys and values to the KV cache, before decode reads them there. */
    CACHE_WRITE("paged_cache_write");

    private final String symbol;

    Role(String symbol) {
      this.symbol = symbol;
    }

    /** Name of the kernel in source and code object. */
    public String symbol() {
      return symbol;
    }
  }

  /** Waves of a workgroup of the floor kernel. */
  public static final int FLOOR_WAVES = 4;

  /** Waves of a workgroup of the reduce kernel, which has a query row to merge. */
  public static final int REDUCE_WAVES = 4;

  /** Threads of the one workgroup that plans. */
  public static final int PLAN_THREADS = 1024;

  private static final KernelParameter PARTITION_SIZE =
      in(Argument.PARTITION_SIZE, "int32", "tokens of one workgroup, at least 1");
  private static final String ITEMS_SHAPE = "[max_items, 2]: sequence, or -1, and partition";
  private static final String FIRST_ITEMS_SHAPE =
      "[sequences + 1]: where each one's partial results begin";
  private static final String ITEM_TOKENS_SHAPE = "[1]: tokens of one item";

  public KernelEntry {
    grid = List.copyOf(grid);
    parameters = List.copyOf(parameters);
  }

  /** Name of the kernel in source and code object. */
  public String symbol() {
    return role.symbol();
  }

  /**
   * Where each parameter lies in the argument block, in bytes: one after the other, each at a
   * multiple of its size, as C lays out a structure.
   */
  public List<Integer> offsets() {
    List<Integer> offsets = new ArrayList<>();
    int end = 0;
    for (KernelParameter parameter : parameters) {
      int offset = Math.ceilDiv(end, parameter.bytes()) * parameter.bytes();
      offsets.add(offset);
      end = offset + parameter.bytes();
    }
    return offsets;
  }

  /** Bytes of the argument block, without what a compiler adds for itself. */
  public int argumentBytes() {
    return parameters.isEmpty() ? 0 : offsets().getLast() + parameters.getLast().bytes();
  }

  /** The kernels of {@code spec}'s source, in launch order. */
  public static List<KernelEntry> of(KernelSpec spec) {
    List<KernelEntry> kernels = new ArrayList<>();
    if (listed(spec)) {
      kernels.add(plan(spec));
    }
    kernels.add(decode(spec));
    if (spec.tuning().reduce() == Reduce.KERNEL) {
      kernels.add(reduce(spec));
    }
    return kernels;
  }

  private static boolean listed(KernelSpec spec) {
    return spec.tuning().schedule() == Schedule.LIST;
  }

  /** The kernel that writes the list of partitions. */
  public static KernelEntry plan(KernelSpec spec) {
    List<KernelParameter> parameters = new ArrayList<>(newTokens(spec.attention()));
    parameters.addAll(CacheParameters.lengths(spec.attention()));
    parameters.add(out(Argument.ITEMS, "int32*", ITEMS_SHAPE));
    parameters.add(out(Argument.FIRST_ITEMS, "int32*", FIRST_ITEMS_SHAPE));
    parameters.add(out(Argument.ITEM_TOKENS, "int32*", ITEM_TOKENS_SHAPE));
    parameters.add(in(Argument.SEQUENCES, "int32", "of the batch"));
    parameters.add(in(Argument.MAX_ITEMS, "int32", "of the list, at least one for each sequence"));
    parameters.add(
        in(
            Argument.PARTITION_SIZE,
            "int32",
            "tokens of one item, 0 for a multiple of %s that suits the batch"
                .formatted(KernelDesign.of(spec).tokensPerBlock(spec.tuning()))));
    return new KernelEntry(
        Role.PLAN, List.of(Extent.ONE, Extent.ONE, Extent.ONE), PLAN_THREADS, 0, parameters);
  }

  /** The kernel that computes attention over partitions. */
  public static KernelEntry decode(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    boolean merges = spec.tuning().reduce().byDecode();
    Access partials = merges ? Access.READ_WRITE : Access.WRITE;
    String element = attention.dtype() + "*";
    List<KernelParameter> parameters = new ArrayList<>();
    parameters.add(in(Argument.QUERY, element, perHead(attention, attention.headSize())));
    parameters.addAll(newTokens(attention));
    parameters.addAll(CacheParameters.caches(attention, Access.READ));
    parameters.addAll(CacheParameters.pageTable(attention));
    parameters.addAll(CacheParameters.scaled(attention));
    if (attention.alibi()) {
      parameters.add(in(Argument.ALIBI_SLOPES, "fp32*", ofHeads(attention)));
    }
    if (attention.sinks()) {
      parameters.add(in(Argument.SINKS, "fp32*", ofHeads(attention)));
    }
    parameters.add(
        out(Argument.OUT, attention.outDtype() + "*", perHead(attention, attention.valueSize())));
    parameters.addAll(furtherOutputs(attention));
    parameters.add(
        new KernelParameter(
            Argument.PARTIAL_OUT, "fp32*", partials, partial(spec, ", " + attention.valueSize())));
    parameters.add(new KernelParameter(Argument.PARTIAL_MAX, "fp32*", partials, partial(spec, "")));
    parameters.add(new KernelParameter(Argument.PARTIAL_SUM, "fp32*", partials, partial(spec, "")));
    if (merges) {
      parameters.add(
          new KernelParameter(
              Argument.ARRIVALS,
              "int32*",
              Access.READ_WRITE,
              "[sequences, %s], zeros; left zeros".formatted(KernelDesign.of(spec).workgroups())));
    }
    parameters.add(stride(Argument.QUERY_STRIDE, attention));
    parameters.add(stride(Argument.OUT_STRIDE, attention));
    parameters.addAll(CacheParameters.strides(attention));
    if (listed(spec)) {
      parameters.add(in(Argument.ITEMS, "int32*", ITEMS_SHAPE));
      parameters.add(in(Argument.FIRST_ITEMS, "int32*", FIRST_ITEMS_SHAPE));
      parameters.add(in(Argument.ITEM_TOKENS, "int32*", ITEM_TOKENS_SHAPE));
    } else {
      parameters.add(PARTITION_SIZE);
      parameters.add(in(Argument.MAX_PARTITIONS, "int32", "of any sequence"));
    }
    return new KernelEntry(
        Role.DECODE,
        listed(spec)
            ? List.of(
                Extent.Quantity.MAX_ITEMS,
                Extent.ONE,
                Extent.of(KernelDesign.of(spec).workgroups()))
            : grid(KernelDesign.of(spec).workgroups()),
        KernelDesign.of(spec).threads(spec.tuning()),
        KernelDesign.of(spec).lds(spec.tuning()).launchBytes(),
        parameters);
  }

  /** The kernel that merges partitions. */
  public static KernelEntry reduce(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    List<KernelParameter> parameters = new ArrayList<>();
    parameters.add(in(Argument.PARTIAL_OUT, "fp32*", partial(spec, ", " + attention.valueSize())));
    parameters.add(in(Argument.PARTIAL_MAX, "fp32*", partial(spec, "")));
    parameters.add(in(Argument.PARTIAL_SUM, "fp32*", partial(spec, "")));
    parameters.addAll(newTokens(attention));
    if (listed(spec)) {
      parameters.add(in(Argument.FIRST_ITEMS, "int32*", FIRST_ITEMS_SHAPE));
    } else {
      parameters.addAll(CacheParameters.lengths(attention));
    }
    if (attention.sinks()) {
      parameters.add(in(Argument.SINKS, "fp32*", ofHeads(attention)));
    }
    parameters.add(
        out(Argument.OUT, attention.outDtype() + "*", perHead(attention, attention.valueSize())));
    parameters.addAll(furtherOutputs(attention));
    parameters.add(stride(Argument.OUT_STRIDE, attention));
    if (!listed(spec)) {
      parameters.add(PARTITION_SIZE);
      parameters.add(in(Argument.MAX_PARTITIONS, "int32", "of any sequence"));
    }
    return new KernelEntry(
        Role.REDUCE,
        List.of(Extent.Quantity.SEQUENCES, Extent.of(attention.sequenceRows()), Extent.ONE),
        REDUCE_WAVES * spec.target().family().waveSize(),
        0,
        parameters);
  }

  /** The kernel that only reads what {@code spec}'s decode kernel has to read. */
  public static KernelEntry floor(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    List<KernelParameter> parameters = new ArrayList<>(newTokens(attention));
    parameters.addAll(CacheParameters.caches(attention, Access.READ));
    parameters.addAll(CacheParameters.pageTable(attention));
    parameters.add(out(Argument.OUT, attention.dtype() + "*", "[1], hardly ever written"));
    parameters.addAll(CacheParameters.strides(attention));
    parameters.add(PARTITION_SIZE);
    return new KernelEntry(
        Role.FLOOR,
        grid(attention.kvHeads()),
        FLOOR_WAVES * spec.target().family().waveSize(),
        0,
        parameters);
  }

  /** The kernel that only reads what {@code spec}'s decode kernel has to read, and merges. */
  public static KernelEntry mergingFloor(KernelSpec spec) {
    KernelEntry decode = decode(spec);
    return new KernelEntry(
        Role.MERGING_FLOOR,
        decode.grid(),
        decode.threads(),
        decode.dynamicLdsBytes(),
        decode.parameters());
  }

  private static List<Extent> grid(int workgroups) {
    return List.of(
        Extent.Quantity.SEQUENCES, Extent.Quantity.MAX_PARTITIONS, Extent.of(workgroups));
  }

  /** Which new tokens are whose, where sequences have different numbers of them. */
  static List<KernelParameter> newTokens(AttentionSpec attention) {
    return attention.queryLens() == QueryLens.RAGGED
        ? List.of(
            in(Argument.QUERY_START_LOC, "int32*", "[sequences + 1]: where one's tokens begin"))
        : List.of();
  }

  private static KernelParameter stride(Argument argument, AttentionSpec attention) {
    return in(
        argument,
        "int64",
        "elements between %s, a multiple of %s"
            .formatted(strided(attention), argument.multiple(attention)));
  }

  private static String strided(AttentionSpec attention) {
    return attention.queryLens() == QueryLens.RAGGED ? "tokens" : "sequences";
  }

  private static String perHead(AttentionSpec attention, int elements) {
    return "[%s, %s]".formatted(tokenRows(attention), elements);
  }

  /** What goes with the output. */
  private static List<KernelParameter> furtherOutputs(AttentionSpec attention) {
    List<KernelParameter> parameters = new ArrayList<>();
    if (attention.scalesOutput()) {
      parameters.add(in(Argument.OUT_SCALE, "fp32*", "[1], what out is divided by"));
    }
    if (attention.lse() != LogSumExp.NONE) {
      parameters.add(out(Argument.LSE, "fp32*", "[%s]".formatted(tokenRows(attention))));
    }
    return parameters;
  }

  /** The dimensions of query and output but the last. */
  private static String tokenRows(AttentionSpec attention) {
    return attention.queryLens() == QueryLens.RAGGED
        ? "query_start_loc[sequences], %s".formatted(attention.queryHeads())
        : "sequences, " + rows(attention);
  }

  /** The dimensions that a sequence's partial results have, and its rows where all have as many. */
  private static String rows(AttentionSpec attention) {
    return attention.qLen() == 1
        ? String.valueOf(attention.queryHeads())
        : "%s, %s".formatted(attention.qLen(), attention.queryHeads());
  }

  private static String ofHeads(AttentionSpec attention) {
    return "[%s]".formatted(attention.queryHeads());
  }

  private static String partial(KernelSpec spec, String rest) {
    return (listed(spec) ? "[max_items, %s%s]" : "[sequences, %s, max_partitions%s]")
        .formatted(rows(spec.attention()), rest);
  }

  /** The C++ parameter list, one per line, shapes as aligned comments. */
  public String parameterList() {
    int width = parameters.stream().mapToInt(p -> p.declaration().length()).max().orElseThrow() + 3;
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < parameters.size(); i++) {
      KernelParameter parameter = parameters.get(i);
      boolean last = i == parameters.size() - 1;
      list.append(
          "    %%-%ss// %%s%s"
              .formatted(width, last ? "" : "\n")
              .formatted(parameter.declaration() + (last ? ")" : ","), parameter.shape()));
    }
    return list.append("\n{").toString();
  }
}
