package dev.pagen.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The kind of each layer: from a list with a name for each if the config has one, else from
 * letters, switches or numbers of layers, else from a period, else from the window alone.
 */
final class LayerKinds {
  private static final int MAX_LAYERS = 10_000;
  private static final String[] COUNT = {"num_hidden_layers", "n_layer", "n_layers", "num_layers"};

  private static final String[] TYPES = {"layer_types", "layers_block_type"};
  private static final String LETTERS = "hybrid_override_pattern";
  private static final String[] PATTERN = {
    "sliding_window_pattern", "_sliding_window_pattern", "hybrid_layer_pattern"
  };
  private static final String PREFIX_PATTERN = "prefix_dense_sliding_window_pattern";
  private static final String SWITCHES = "attn_type_list";
  private static final String[] FULL = {"attn_layer_indices", "full_attn_idxs"};
  private static final String LISTED_FULL = "linear_attn_config.full_attn_layers";
  private static final String LISTED_LINEAR = "linear_attn_config.kda_layers";
  private static final String[] SLIDING = {"sliding_window_layers", "local_layer_ids"};
  private static final String PERIOD = "attn_layer_period";
  private static final String OFFSET = "attn_layer_offset";
  private static final String[] INTERVAL = {"full_attention_interval", "layer_group_size"};
  private static final String GLOBAL = "global_attn_every_n_layers";
  private static final String ROTARY = "no_rope_layers";
  private static final String ROTARY_INTERVAL = "no_rope_layer_interval";
  private static final String USES_WINDOW = "use_sliding_window";
  private static final String FIRST_SLIDING = "max_window_layers";

  /** Names that need not be looked at where another has said which layers attend. */
  private static final List<String> ALL =
      Stream.of(
              Stream.of(TYPES, PATTERN, FULL, SLIDING, INTERVAL).flatMap(Stream::of),
              Stream.of(
                  LETTERS, PREFIX_PATTERN, SWITCHES, LISTED_FULL, LISTED_LINEAR, PERIOD, OFFSET),
              Stream.of(GLOBAL, ROTARY, ROTARY_INTERVAL, USES_WINDOW, FIRST_SLIDING))
          .flatMap(names -> names)
          .toList();

  /** Layers behind the last that predict tokens further ahead and take no part in decoding. */
  private static final List<String> PREDICTION =
      List.of(
          "num_nextn_predict_layers",
          "num_mtp_layers",
          "mtp_num_hidden_layers",
          "num_mtp_modules",
          "mtp_num_layers");

  private final Config config;

  private LayerKinds(Config config) {
    this.config = config;
  }

  static List<LayerKind> read(Config config) {
    config.understand(ALL);
    config.understand(Windows.WINDOW.all());
    Indexer.understand(config);
    if (Refusals.recurrent(config).isPresent()) {
      config.understand(List.of("chunk_size", "use_chunk_size"));
    }
    List<LayerKind> kinds = new LayerKinds(config).read();
    int last = kinds.size() - 1;
    if (last >= 0 && kinds.get(last) == LayerKind.SLIDING && config.flag(ClassDefaults.FULL_LAST)) {
      List<LayerKind> changed = new ArrayList<>(kinds);
      changed.set(last, LayerKind.FULL);
      return changed;
    }
    return kinds;
  }

  private List<LayerKind> read() {
    return Stream.<Supplier<Optional<List<LayerKind>>>>of(
            this::ofTypes,
            this::ofRatios,
            this::ofIndexers,
            this::ofBlocks,
            this::ofLetters,
            this::ofPattern,
            this::ofNumbers,
            this::ofPeriod,
            this::ofChunks)
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(this::ofWindow);
  }

  /**
   * Whether the config names each layer's kind: then numbers of a kind that no layer is of rest.
   */
  static boolean areListed(Config config) {
    return config.has(TYPES);
  }

  /** A name for each layer. */
  private Optional<List<LayerKind>> ofTypes() {
    Optional<List<Value>> types = config.list(TYPES);
    types.ifPresent(_ -> config.understand(Windows.CHUNK.all()));
    return types.map(list -> ofEach(list, LayerKinds::named));
  }

  /** How many tokens an entry of the cache stands for, or 0 for a window alone (DeepSeek V4). */
  private Optional<List<LayerKind>> ofRatios() {
    return Indexer.choosesEntries(config)
        ? config.list(Indexer.RATIOS).map(list -> ofEach(list, LayerKinds::ofRatio))
        : Optional.empty();
  }

  private static LayerKind ofRatio(Value ratio) {
    return switch (ratio.integer(0, MAX_LAYERS)) {
      case 0 -> LayerKind.SLIDING;
      case LayerKind.CSA_RATIO -> LayerKind.COMPRESSED_SELECTED;
      case LayerKind.HCA_RATIO -> LayerKind.COMPRESSED;
      default ->
          throw ratio.wrong("0, %d or %d".formatted(LayerKind.CSA_RATIO, LayerKind.HCA_RATIO));
    };
  }

  /** 1 for a layer whose indexer chooses blocks of keys (MiniMax-M3). */
  private Optional<List<LayerKind>> ofIndexers() {
    return Indexer.switches(config)
        .map(
            list ->
                ofEach(
                    list, value -> value.integer(0, 1) == 1 ? LayerKind.SELECTED : LayerKind.FULL));
  }

  /** An object for each layer, which may have its attention left out (Nemotron-NAS). */
  private Optional<List<LayerKind>> ofBlocks() {
    return config
        .list("block_configs")
        .map(
            blocks -> {
              requireNoWindow();
              return ofEach(blocks, LayerKinds::ofBlock);
            });
  }

  private static LayerKind ofBlock(Value block) {
    boolean left =
        Stream.of("attention.no_op", "attention.replace_with_linear")
            .anyMatch(name -> block.inside(name).map(Value::flag).orElse(false));
    return left ? LayerKind.NONE : LayerKind.FULL;
  }

  /** A letter for each layer, {@code *} for one that attends (Nemotron-H). */
  private Optional<List<LayerKind>> ofLetters() {
    return config
        .text(LETTERS)
        .map(
            letters -> {
              requireNoWindow();
              return ofEach(letters.chars().boxed().toList(), letter -> letter(LETTERS, letter));
            });
  }

  /**
   * Windows in all layers but every n-th, or in those that letters or switches say, over and over
   * where these are fewer than the layers. Without a window all layers are full.
   */
  private Optional<List<LayerKind>> ofPattern() {
    Optional<Value> pattern = config.find(PATTERN).filter(v -> !isZero(v.node()));
    if (pattern.isEmpty()) {
      return Optional.empty();
    }
    if (windowless()) {
      return Optional.of(each(_ -> LayerKind.FULL));
    }
    Value value = pattern.get();
    if (value.node().isNumber()) {
      return Optional.of(windowsButEveryNth(value.integer(1, MAX_LAYERS)));
    }
    List<LayerKind> period =
        value.node().isString()
            ? value.text().chars().mapToObj(letter -> letter(value.name(), letter)).toList()
            : value.list().stream().map(LayerKinds::switched).toList();
    if (period.isEmpty()) {
      throw value.wrong("a number of layers, letters such as LLLG, or a list with 1 for a window");
    }
    return Optional.of(each(i -> period.get(i % period.size())));
  }

  /** Windows in all layers but every n-th, counted anew behind dense layers (Cohere-2 MoE). */
  private List<LayerKind> windowsButEveryNth(int n) {
    List<LayerKind> all = everyNth(n, LayerKind.SLIDING);
    OptionalInt prefix = config.integer(1, MAX_LAYERS, PREFIX_PATTERN);
    if (prefix.isEmpty()) {
      return all;
    }
    int dense = config.integer(0, MAX_LAYERS, "first_k_dense_replace").orElse(0);
    List<LayerKind> before = everyNth(prefix.getAsInt(), LayerKind.SLIDING);
    return each(i -> i < dense ? before.get(i) : all.get(i - dense));
  }

  /** The numbers of the layers that attend, or of those that have windows. */
  private Optional<List<LayerKind>> ofNumbers() {
    Optional<List<Value>> switches = config.list(SWITCHES);
    if (switches.isPresent()) {
      return Optional.of(
          ofEach(
              switches.get(), value -> value.integer(0, 1) == 1 ? LayerKind.FULL : LayerKind.NONE));
    }
    Optional<Value> sliding = config.find(SLIDING);
    if (sliding.isPresent()) {
      Set<Integer> numbers = sliding.get().numbers(0, layers());
      return Optional.of(each(i -> numbers.contains(i) ? LayerKind.SLIDING : LayerKind.FULL));
    }
    Optional<Value> full = config.find(FULL);
    if (full.isPresent()) {
      Set<Integer> numbers = full.get().numbers(0, layers());
      return Optional.of(attending(numbers::contains));
    }
    return config.find(LISTED_FULL).map(this::ofListed);
  }

  /**
   * The layers between those of linear attention. Kimi-Linear numbers them from 1 and GLM-5.3 from
   * 0, which shows in the two lists together.
   */
  private List<LayerKind> ofListed(Value full) {
    Optional<Value> linear = config.find(LISTED_LINEAR);
    boolean zero = Stream.concat(Stream.of(full), linear.stream()).anyMatch(LayerKinds::hasZero);
    Set<Integer> numbers = full.numbers(zero ? 0 : 1, layers());
    return attending(numbers::contains);
  }

  /** Attention in one of so many layers, or windows in all others. */
  private Optional<List<LayerKind>> ofPeriod() {
    OptionalInt period = config.integer(1, MAX_LAYERS, PERIOD);
    if (period.isPresent()) {
      int offset = config.requireInteger(0, MAX_LAYERS, OFFSET);
      return Optional.of(attending(i -> i % period.getAsInt() == offset));
    }
    OptionalInt interval = config.integer(1, MAX_LAYERS, INTERVAL);
    if (interval.isPresent()) {
      requireNoWindow();
      return Optional.of(everyNth(interval.getAsInt(), LayerKind.NONE));
    }
    OptionalInt global = config.integer(1, MAX_LAYERS, GLOBAL);
    return global.isPresent() && !windowless()
        ? Optional.of(everyNth(global.getAsInt(), LayerKind.SLIDING))
        : Optional.empty();
  }

  /**
   * Llama-4: chunked, but for the layers without rotary embedding, which see everything. {@code
   * no_rope_layers} has 1 for a layer <em>with</em> rotary embedding.
   */
  private Optional<List<LayerKind>> ofChunks() {
    if (config.find(Windows.CHUNK.all()).isEmpty()) {
      return Optional.empty();
    }
    requireNoWindow();
    Optional<List<Value>> rotary = config.list(ROTARY).filter(list -> !list.isEmpty());
    if (rotary.isPresent()) {
      return Optional.of(
          ofEach(
              rotary.get(),
              value -> value.integer(0, 1) == 1 ? LayerKind.CHUNKED : LayerKind.FULL));
    }
    int interval = config.integer(1, MAX_LAYERS, ROTARY_INTERVAL).orElse(MAX_LAYERS + 1);
    return Optional.of(everyNth(interval, LayerKind.CHUNKED));
  }

  /** A window, for all layers or (Qwen) for those from one on; or a list with null for none. */
  private List<LayerKind> ofWindow() {
    if (!config.flag(ClassDefaults.ALL_ATTEND)) {
      Refusals.checkNotHybrid(config);
    }
    if (config.flag(ClassDefaults.MUST_LIST)) {
      throw config.refusal(
          "has layers of several kinds by a rule of its class, and does not say which layers are"
              + " which; add layer_types with an entry for each layer");
    }
    if (windowless() || config.flag(ClassDefaults.WINDOW_UNREAD)) {
      return each(_ -> LayerKind.FULL);
    }
    if (config.flag(ClassDefaults.OWN_RULE)) {
      throw config.refusal(
          "has windows in layers that its class chooses by a rule of its own; add layer_types, with"
              + " \"full_attention\" or \"sliding_attention\" for each layer");
    }
    int first = config.integer(0, MAX_LAYERS, FIRST_SLIDING).orElse(0);
    Optional<List<Value>> windows =
        config.find(Windows.WINDOW.all()).filter(v -> v.node().isArray()).map(Value::list);
    return each(
        i -> {
          boolean open =
              windows.isPresent()
                  && i < windows.get().size()
                  && isNone(windows.get().get(i).node());
          return i < first || open ? LayerKind.FULL : LayerKind.SLIDING;
        });
  }

  private boolean windowless() {
    boolean any = Windows.any(config);
    boolean off = config.has(USES_WINDOW) && !config.flag(USES_WINDOW);
    return off || !any;
  }

  private void requireNoWindow() {
    if (!windowless()) {
      throw config.refusal(
          "has a sliding window and layers that cannot have it, and does not say for which layers"
              + " it holds; add layer_types with an entry for each layer");
    }
  }

  private List<LayerKind> attending(IntPredicate attends) {
    requireNoWindow();
    return each(i -> attends.test(i) ? LayerKind.FULL : LayerKind.NONE);
  }

  /** Every n-th layer full, the last of each n, or the first where the class has it so. */
  private List<LayerKind> everyNth(int n, LayerKind others) {
    int full = config.flag(ClassDefaults.FULL_FIRST) ? 0 : n - 1;
    return each(i -> i % n == full ? LayerKind.FULL : others);
  }

  private List<LayerKind> each(IntFunction<LayerKind> kind) {
    return IntStream.range(0, layers()).mapToObj(kind).toList();
  }

  /** One entry for each layer; those of layers for prediction may stand behind them. */
  private <T> List<LayerKind> ofEach(List<T> entries, Function<T, LayerKind> kind) {
    int layers = config.integer(1, MAX_LAYERS, COUNT).orElse(entries.size());
    int more = entries.size() - layers;
    if (more != 0 && !isPrediction(more)) {
      throw config.refusal(
          "lists %d kinds of layers for %d layers; %s and %s must agree"
              .formatted(entries.size(), layers, TYPES[0], COUNT[0]));
    }
    return entries.stream().limit(layers).map(kind).toList();
  }

  private boolean isPrediction(int more) {
    return more > 0
        && PREDICTION.stream()
            .anyMatch(name -> config.integer(0, MAX_LAYERS, name).orElse(0) == more);
  }

  private int layers() {
    return config.requireInteger(1, MAX_LAYERS, COUNT);
  }

  private static LayerKind named(Value value) {
    return LayerKind.named(value.node())
        .orElseThrow(
            () ->
                value.wrong(
                    "full_attention, sliding_attention, chunked_attention or indexed_attention, or"
                        + " linear_attention, mamba or conv for a layer without a KV cache"));
  }

  /** An entry of a pattern: a kind's name or letter, or 1 or true for a window. */
  private static LayerKind switched(Value value) {
    if (value.node().isBoolean()) {
      return value.flag() ? LayerKind.SLIDING : LayerKind.FULL;
    }
    return value.node().isString()
        ? named(value)
        : value.integer(0, 1) == 1 ? LayerKind.SLIDING : LayerKind.FULL;
  }

  private LayerKind letter(String name, int letter) {
    return LayerKind.ofLetter(letter)
        .orElseThrow(
            () ->
                config.refusal(
                    "has layers of a kind '%c' in %s%s; known are L and G for a window and none, and"
                            .formatted(letter, config.section(), name)
                        + " *, M, E and - for attention, Mamba, experts and MLP"));
  }

  private static boolean isZero(JsonNode node) {
    return node.isNumber() && node.doubleValue() == 0;
  }

  private static boolean hasZero(Value numbers) {
    return numbers.list().stream().anyMatch(value -> isZero(value.node()));
  }

  /** Whether an entry of a list of windows says that there is none. */
  private static boolean isNone(JsonNode window) {
    return window.isNull() || isZero(window) || (window.isBoolean() && !window.booleanValue());
  }
}
