package dev.pagen.json;

import dev.pagen.kernel.Support;
import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.LogSumExp;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.RowFormat;
import dev.pagen.spec.Selection;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Kernel specs in JSON, by the names that manifests and the command line use. */
public final class SpecJson {
  private SpecJson() {}

  /** Puts {@code target}, {@code attention} and {@code tuning} into {@code to}. */
  public static void write(KernelSpec spec, ObjectNode to) {
    to.put("target", spec.target().arch());
    to.set("attention", write(spec.attention()));
    to.set("tuning", write(spec.tuning()));
  }

  /** What is computed, by the names of the command line's options. */
  public static ObjectNode write(AttentionSpec attention) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("head_size", attention.headSize());
    node.put("q_heads", attention.queryHeads());
    node.put("kv_heads", attention.kvHeads());
    node.put("dtype", attention.dtype().toString());
    node.put("out_dtype", attention.outDtype().toString());
    node.put("kv_dtype", attention.kvDtype().toString());
    if (attention.typesDiffer()) {
      node.put("value_dtype", attention.valueDtype().toString());
    }
    node.put("kv_scales", attention.kvScales().toString());
    node.put("page_size", attention.pageSize());
    attention.extraPageSize().ifPresent(size -> node.put("extra_page_size", size));
    node.put("layout", attention.layout().toString());
    node.put("page_table", attention.pageTable().toString());
    node.put("q_len", attention.qLen());
    node.put("query_lens", attention.queryLens().toString());
    node.put("scale", attention.scale());
    attention
        .kvStrides()
        .ifPresent(
            s ->
                node.putArray("kv_strides")
                    .add(s.keyToken())
                    .add(s.keyHead())
                    .add(s.valueToken())
                    .add(s.valueHead()));
    attention.latent().ifPresent(latent -> node.put("latent", latent));
    attention.row().format().ifPresent(rows -> node.put("kv_rows", rows.name()));
    if (attention.row().sizesDiffer()) {
      node.put("value_size", attention.valueSize());
    }
    attention.softCap().ifPresent(cap -> node.put("soft_cap", cap));
    attention.window().ifPresent(window -> node.put("window", window));
    attention.chunk().ifPresent(chunk -> node.put("chunk", chunk));
    node.put("sinks", attention.sinks());
    node.put("alibi", attention.alibi());
    node.put("lse", attention.lse().toString());
    if (attention.selection().chooses()) {
      node.put("select", attention.selection().toString());
    }
    return node;
  }

  /** How it is computed, by the names that {@code --set} takes. */
  public static ObjectNode write(Tuning tuning) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (TuningParameter parameter : TuningParameter.values()) {
      switch (parameter.value(tuning)) {
        case Integer number -> node.put(parameter.toString(), number);
        case Boolean truth -> node.put(parameter.toString(), truth);
        case Object choice -> node.put(parameter.toString(), choice.toString());
      }
    }
    return node;
  }

  /**
   * The attention spec in {@code from.attention}.
   *
   * @throws SpecFormatException if something is missing, or means nothing
   * @throws dev.pagen.spec.InvalidSpecException if a number means nothing
   */
  public static AttentionSpec attention(JsonNode from) {
    JsonNode node = required(from, "attention");
    int headSize = required(node, "head_size").asInt();
    DataType dtype = dataType(required(node, "dtype"));
    AttentionSpecBuilder spec =
        new AttentionSpecBuilder(
                headSize, required(node, "q_heads").asInt(), required(node, "kv_heads").asInt())
            .dtype(dtype)
            .pageSize(required(node, "page_size").asInt())
            .layout(choice(required(node, "layout"), KvLayout::of, "layout"))
            .qLen(node.path("q_len").asInt(1))
            .scale(node.path("scale").asDouble(1 / Math.sqrt(headSize)))
            .sinks(node.path("sinks").asBoolean(false))
            .alibi(node.path("alibi").asBoolean(false));
    optional(node, "extra_page_size").ifPresent(n -> spec.extraPageSize(n.asInt()));
    optional(node, "value_size").ifPresent(n -> spec.valueSize(n.asInt()));
    optional(node, "latent").ifPresent(n -> spec.latent(n.asInt()));
    optional(node, "kv_rows").ifPresent(n -> spec.rows(choice(n, RowFormat::of, "format of rows")));
    optional(node, "out_dtype").ifPresent(n -> spec.outDtype(dataType(n)));
    optional(node, "kv_dtype").ifPresent(n -> spec.kvDtype(dataType(n)));
    optional(node, "value_dtype").ifPresent(n -> spec.valueDtype(dataType(n)));
    optional(node, "kv_scales")
        .ifPresent(n -> spec.kvScales(choice(n, KvScales::of, "granularity of scales")));
    optional(node, "kv_strides").ifPresent(n -> spec.kvStrides(strides(n)));
    optional(node, "query_lens")
        .ifPresent(n -> spec.queryLens(choice(n, QueryLens::of, "kind of query lens")));
    optional(node, "page_table")
        .ifPresent(n -> spec.pageTable(choice(n, PageTableFormat::of, "form of page table")));
    optional(node, "soft_cap").ifPresent(n -> spec.softCap(n.asDouble()));
    optional(node, "window").ifPresent(n -> spec.window(n.asInt()));
    optional(node, "chunk").ifPresent(n -> spec.chunk(n.asInt()));
    optional(node, "lse").ifPresent(n -> spec.lse(choice(n, LogSumExp::of, "kind of lse")));
    optional(node, "select")
        .ifPresent(n -> spec.selection(choice(n, Selection::of, "kind of selection")));
    return spec.build();
  }

  /**
   * The kernel spec, where target and tuning are given too.
   *
   * @throws SpecFormatException if something is missing, or means nothing
   * @throws dev.pagen.spec.InvalidSpecException if a number means nothing
   * @throws dev.pagen.spec.UnsupportedSpecException if no kernel is written for it
   */
  public static Optional<KernelSpec> kernel(JsonNode from) {
    if (!from.has("target")) {
      return Optional.empty();
    }
    String arch = from.get("target").asString();
    Target target =
        Target.ofArch(arch).orElseThrow(() -> new SpecFormatException("no target " + arch));
    AttentionSpec attention = attention(from);
    Map<TuningParameter, String> choices = new EnumMap<>(TuningParameter.class);
    for (TuningParameter parameter : TuningParameter.values()) {
      JsonNode value = from.path("tuning").path(parameter.toString());
      if (!value.isMissingNode()) {
        choices.put(parameter, value.asString());
      }
    }
    Tuning tuning = new TuningChoices(choices).resolve(attention, target);
    KernelSpec kernel = new KernelSpec(attention, tuning, target);
    Support.check(kernel); // before anything is made of the file
    return Optional.of(kernel);
  }

  private static JsonNode required(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new SpecFormatException(name + " is missing");
    }
    return value;
  }

  private static Optional<JsonNode> optional(JsonNode node, String name) {
    return Optional.ofNullable(node.get(name));
  }

  private static DataType dataType(JsonNode node) {
    return choice(node, DataType::of, "data type");
  }

  private static KvStrides strides(JsonNode node) {
    if (node.size() != 4) {
      throw new SpecFormatException("kv_strides are four numbers, not " + node);
    }
    return new KvStrides(
        node.get(0).asInt(), node.get(1).asInt(), node.get(2).asInt(), node.get(3).asInt());
  }

  private static <T> T choice(JsonNode node, Function<String, Optional<T>> of, String what) {
    String text = node.asString();
    return of.apply(text)
        .orElseThrow(() -> new SpecFormatException("no %s %s".formatted(what, text)));
  }
}
