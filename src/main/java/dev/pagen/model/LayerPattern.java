package dev.pagen.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * Which layers attend, and how far: from a list of layer kinds if the config has one, else from the
 * fields that state a period, else from the window alone. Layers are numbered from 0.
 */
final class LayerPattern {
  static final String[] COUNT = {"num_hidden_layers", "n_layer", "n_layers", "num_layers"};

  private static final int MAX_LAYERS = 10_000;
  private static final String[] KINDS = {"layer_types", "layers_block_type"};
  private static final String[] PERIOD = {"sliding_window_pattern", "_sliding_window_pattern"};

  private final Config config;

  private LayerPattern(Config config) {
    this.config = config;
  }

  /** The reach of every attention layer, in layer order; never empty. */
  static List<Reach> read(Config config) {
    List<Reach> reaches = new LayerPattern(config).read();
    if (reaches.isEmpty()) {
      throw config.refusal("has no attention layers, so there is no kernel to generate");
    }
    return reaches;
  }

  private List<Reach> read() {
    Optional<List<JsonNode>> kinds = config.list(KINDS);
    if (kinds.isPresent()) {
      return ofKinds(kinds.get());
    }
    Optional<List<Reach>> hybrid = ofHybrid();
    if (hybrid.isPresent()) {
      return hybrid.get();
    }
    Refusals.checkNotHybrid(config);
    return config.has("attention_chunk_size") ? ofChunks() : ofWindow();
  }

  /** One name for each layer; layers that do not attend are left out. */
  private List<Reach> ofKinds(List<JsonNode> kinds) {
    int layers = config.integer(1, MAX_LAYERS, COUNT).orElse(kinds.size());
    if (layers != kinds.size()) {
      throw config.refusal(
          "lists %d kinds of layers for %d layers; %s and %s must agree"
              .formatted(kinds.size(), layers, KINDS[0], COUNT[0]));
    }
    List<Reach> reaches = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      JsonNode kind = kinds.get(i);
      switch (kind.isString() ? kind.stringValue() : "") {
        case "full_attention", "global_attention", "attention" -> reaches.add(new Reach.Full());
        case "sliding_attention", "local_attention" -> reaches.add(new Reach.Sliding(window()));
        case "chunked_attention" -> reaches.add(new Reach.Chunked(chunk()));
        case "linear_attention", "mamba", "mamba2", "conv", "recurrent", "mlp", "moe" -> {}
        default ->
            throw config.wrong(
                kind,
                "full_attention, sliding_attention or chunked_attention, or linear_attention, mamba"
                    + " or conv for a layer without a KV cache",
                KINDS[0] + "[" + i + "]");
      }
    }
    return reaches;
  }

  /** The ways in which hybrids without {@code layer_types} say which of their layers attend. */
  private Optional<List<Reach>> ofHybrid() {
    Optional<String> letters = config.text("hybrid_override_pattern");
    if (letters.isPresent()) {
      return Optional.of(full((int) letters.get().chars().filter(c -> c == '*').count()));
    }
    Optional<List<JsonNode>> switches = config.list("attn_type_list");
    if (switches.isPresent()) {
      return Optional.of(full((int) switches.get().stream().filter(s -> s.asInt(0) == 1).count()));
    }
    Optional<List<JsonNode>> indices = config.list("attn_layer_indices", "full_attn_idxs");
    if (indices.isPresent()) {
      return Optional.of(full(indices.get().size()));
    }
    OptionalInt period = config.integer(1, MAX_LAYERS, "attn_layer_period");
    if (period.isPresent()) {
      int offset = config.requireInteger(0, MAX_LAYERS, "attn_layer_offset");
      return Optional.of(full(count(i -> i % period.getAsInt() == offset)));
    }
    OptionalInt interval = config.integer(1, MAX_LAYERS, "full_attention_interval");
    return interval.isPresent()
        ? Optional.of(full(count(i -> (i + 1) % interval.getAsInt() == 0)))
        : Optional.empty();
  }

  /**
   * Llama-4: chunked, but for the layers without rotary embedding, which see everything. {@code
   * no_rope_layers} has 1 for a layer <em>with</em> rotary embedding.
   */
  private List<Reach> ofChunks() {
    Optional<List<JsonNode>> rope =
        config.list("no_rope_layers").filter(list -> list.size() == layers());
    int interval = config.integer(1, MAX_LAYERS, "no_rope_layer_interval").orElse(MAX_LAYERS + 1);
    IntPredicate chunked =
        rope.isPresent() ? i -> rope.get().get(i).asInt(1) != 0 : i -> (i + 1) % interval != 0;
    return each(chunked, new Reach.Chunked(chunk()));
  }

  /** A window, for all layers, for all but every n-th, or (Qwen) for those from a layer on. */
  private List<Reach> ofWindow() {
    boolean disabled = config.has("use_sliding_window") && !config.flag("use_sliding_window");
    if (disabled || !config.has("sliding_window")) {
      return full(layers());
    }
    Reach sliding = new Reach.Sliding(window());
    OptionalInt period = config.integer(1, MAX_LAYERS, PERIOD);
    if (period.isPresent()) {
      return each(i -> (i + 1) % period.getAsInt() != 0, sliding);
    }
    int first = config.integer(0, MAX_LAYERS, "max_window_layers").orElse(0);
    return each(i -> i >= first, sliding);
  }

  private int layers() {
    return config.requireInteger(1, MAX_LAYERS, COUNT);
  }

  private int window() {
    return config.requireInteger(1, Integer.MAX_VALUE, "sliding_window");
  }

  private int chunk() {
    return config.requireInteger(1, Integer.MAX_VALUE, "attention_chunk_size");
  }

  private int count(IntPredicate attends) {
    return (int) IntStream.range(0, layers()).filter(attends).count();
  }

  private List<Reach> each(IntPredicate limited, Reach reach) {
    return IntStream.range(0, layers())
        .mapToObj(i -> limited.test(i) ? reach : new Reach.Full())
        .toList();
  }

  private static List<Reach> full(int layers) {
    return Collections.nCopies(layers, new Reach.Full());
  }
}
