package dev.pagen.attention;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningChoices;
import dev.pagen.spec.TuningParameter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Kernel specs in JSON, by the names that manifests and the command line use. */
public final class SpecJson {
  private SpecJson() {}

  static void write(KernelSpec spec, ObjectNode to) {
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
    node.put("kv_dtype", attention.kvDtype().toString());
    node.put("page_size", attention.pageSize());
    node.put("layout", attention.layout().toString());
    node.put("q_len", attention.qLen());
    node.put("scale", attention.scale());
    attention.softCap().ifPresent(cap -> node.put("soft_cap", cap));
    attention.window().ifPresent(window -> node.put("window", window));
    node.put("sinks", attention.sinks());
    node.put("alibi", attention.alibi());
    node.put("lse", attention.lse());
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

  /** The attention spec in {@code from.attention}. */
  static AttentionSpec attention(JsonNode from) {
    JsonNode node = required(from, "attention");
    int headSize = required(node, "head_size").asInt();
    DataType dtype = dataType(required(node, "dtype").asString());
    return new AttentionSpec(
        headSize,
        required(node, "q_heads").asInt(),
        required(node, "kv_heads").asInt(),
        dtype,
        node.has("kv_dtype") ? dataType(node.get("kv_dtype").asString()) : dtype,
        required(node, "page_size").asInt(),
        layout(required(node, "layout").asString()),
        node.path("q_len").asInt(1),
        node.path("scale").asDouble(1 / Math.sqrt(headSize)),
        node.has("soft_cap")
            ? OptionalDouble.of(node.get("soft_cap").asDouble())
            : OptionalDouble.empty(),
        node.has("window") ? OptionalInt.of(node.get("window").asInt()) : OptionalInt.empty(),
        node.path("sinks").asBoolean(false),
        node.path("alibi").asBoolean(false),
        node.path("lse").asBoolean(false));
  }

  /** The kernel spec, where target and tuning are given too. */
  static Optional<KernelSpec> kernel(JsonNode from) {
    if (!from.has("target")) {
      return Optional.empty();
    }
    String arch = from.get("target").asString();
    Target target =
        Target.ofArch(arch).orElseThrow(() -> new WorkloadException("no target " + arch));
    AttentionSpec attention = attention(from);
    Map<TuningParameter, String> choices = new EnumMap<>(TuningParameter.class);
    for (TuningParameter parameter : TuningParameter.values()) {
      JsonNode value = from.path("tuning").path(parameter.toString());
      if (!value.isMissingNode()) {
        choices.put(parameter, value.asString());
      }
    }
    return Optional.of(
        KernelSpec.of(attention, new TuningChoices(choices).resolve(attention, target), target));
  }

  private static JsonNode required(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null) {
      throw new WorkloadException(name + " is missing");
    }
    return value;
  }

  private static DataType dataType(String text) {
    return DataType.of(text).orElseThrow(() -> new WorkloadException("no data type " + text));
  }

  private static KvLayout layout(String text) {
    return KvLayout.of(text).orElseThrow(() -> new WorkloadException("no layout " + text));
  }
}
