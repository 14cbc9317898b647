package dev.pagen.cli;

import dev.pagen.cli.help.About;
import dev.pagen.cli.help.Subject;
import dev.pagen.kernel.Support;
import dev.pagen.model.AttentionLayer;
import dev.pagen.model.ElementType;
import dev.pagen.model.Model;
import dev.pagen.model.ModelReader;
import dev.pagen.model.Reach;
import dev.pagen.report.Words;
import dev.pagen.report.code.ModelLayers;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvRow;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.LogSumExp;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.RowFormat;
import dev.pagen.spec.Selection;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What to compute: a model and how it is served, or the numbers themselves. */
@About(Subject.SPEC)
final class SpecOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** What was read of a model, by what its layers compute; empty where the numbers were given. */
  private final Map<AttentionSpec, ModelLayers> read = new LinkedHashMap<>();

  /**
   * A kind of layer.
   *
   * @param kind as {@code --layers} names it
   * @param attention what it computes on one rank
   */
  record Layers(String kind, AttentionSpec attention) {}

  @Mixin private EngineOption engine = new EngineOption();

  @Option(names = "--tp", paramLabel = "N", description = "Tensor-parallel degree (default 1).")
  @Nullable Integer tensorParallel;

  @Option(
      names = "--layers",
      paramLabel = "KIND",
      split = ",",
      description =
          "Layers to make kernels for: full, sliding, chunked, selected, blocks, compressed, or the"
              + " number of a layer, which stands for all that are like it (default: all layers).")
  @Nullable List<String> layers;

  @Option(
      names = "--ignore",
      paramLabel = "KEY",
      split = ",",
      description =
          "Keys of the model's config to leave out. Without this, keys that pa-gen does"
              + " not know and that may change attention are refused.")
  Set<String> ignored = new LinkedHashSet<>();

  @Option(names = "--head-size", paramLabel = "N", description = "Elements of one head.")
  @Nullable Integer headSize;

  @Option(
      names = "--value-size",
      paramLabel = "N",
      description = "Elements of a value and of an output row (default: the head size).")
  @Nullable Integer valueSize;

  @Option(names = "--q-heads", paramLabel = "N", description = "Query heads on one rank.")
  @Nullable Integer queryHeads;

  @Option(names = "--kv-heads", paramLabel = "N", description = "KV heads on one rank.")
  @Nullable Integer kvHeads;

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      description = "Query: fp16 or bf16 (default: the model's).")
  @Nullable String dtype;

  @Option(names = "--out-dtype", paramLabel = "TYPE", description = "Output (default: as --dtype).")
  @Nullable String outDtype;

  @Option(
      names = "--kv-dtype",
      paramLabel = "TYPE",
      description = "KV cache (default: as --dtype).")
  @Nullable String kvDtype;

  @Option(
      names = "--value-dtype",
      paramLabel = "TYPE",
      description =
          "Value cache, where keys have another type: one of the two is as the query, and one has 8"
              + " bits (default: as --kv-dtype).")
  @Nullable String valueDtype;

  @Option(
      names = "--kv-scales",
      paramLabel = "PER",
      description =
          "Scales of what the KV cache has of 8 bits, per tensor, head or token; or none (default"
              + " none).")
  @Nullable String kvScales;

  @Option(
      names = "--kv-rows",
      paramLabel = "FORMAT",
      description =
          "MLA rows with scales inside: fp8_ds_mla (DeepSeek V3.2: 656 bytes), fp8_ds_mla_v4 (V4:"
              + " 584) or mxfp8_ds_mla (V4.1: 528). Says head size, latent, KV heads and KV dtype.")
  @Nullable String kvRows;

  @Option(names = "--page-size", paramLabel = "N", description = "Tokens of a page (default 16).")
  @Nullable Integer pageSize;

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      description = "KV cache layout: nhd, hnd or packed (default nhd).")
  @Nullable String layout;

  @Option(
      names = "--kv-strides",
      paramLabel = "N",
      split = ",",
      description =
          "Elements from a token's key to the next token's, from a KV head's key to the next"
              + " head's, and the same for values: four numbers (default: as the layout says).")
  @Nullable List<Integer> kvStrides;

  @Option(
      names = "--page-table",
      paramLabel = "FORM",
      description =
          "How pages and lengths come: csr, or block_table with seq_lens as vLLM has them (default"
              + " csr).")
  @Nullable String pageTable;

  @Option(names = "--q-len", paramLabel = "N", description = "New tokens per sequence (default 1).")
  int qLen = 1;

  @Option(
      names = "--query-lens",
      paramLabel = "KIND",
      description =
          "Whether all sequences have --q-len new tokens (uniform), or each up to as many, by"
              + " query_start_loc (ragged; default uniform).")
  @Nullable String queryLens;

  @Option(
      names = "--scale",
      paramLabel = "X",
      description = "Factor on query . key (default 1/sqrt(head size)).")
  @Nullable Double scale;

  @Option(
      names = "--soft-cap",
      paramLabel = "X",
      description = "Soft cap: a logit becomes X * tanh(logit / X).")
  @Nullable Double softCap;

  @Option(names = "--window", paramLabel = "N", description = "Sliding window in tokens.")
  @Nullable Integer window;

  @Option(
      names = "--chunk",
      paramLabel = "N",
      description = "A query sees only the keys in its own chunk of N tokens, as in Llama 4.")
  @Nullable Integer chunk;

  @Option(
      names = "--sinks",
      description = "Each query head has an attention sink, even if the model's config has none.")
  boolean sinks;

  @Option(names = "--alibi", description = "Each query head has an ALiBi slope.")
  boolean alibi;

  @Option(
      names = "--lse",
      paramLabel = "BASE",
      arity = "0..1",
      fallbackValue = "natural",
      description = "Also write the log-sum-exp of each head's logits: natural (default) or base2.")
  String lse = "none";

  @Option(
      names = "--select",
      paramLabel = "TOKENS",
      description =
          "Which tokens queries look at: all of their sequences, or chosen ones (tokens), of which"
              + " each query has a list of slots in indices, or those of chosen blocks of N tokens"
              + " (blocks=N), of which it has a list for each KV head in block_ids (default all).")
  @Nullable String select;

  @Option(
      names = "--pools",
      paramLabel = "N",
      description =
          "With --select tokens: pools that have the tokens, 1 or 2. Of two each query has a list"
              + " for either, as DeepSeek V4 has (default 1).")
  @Nullable Integer pools;

  @Option(
      names = "--extra-page-size",
      paramLabel = "N",
      description =
          "Tokens of a page of the second pool, which there is then (default: as --page-size).")
  @Nullable Integer extraPageSize;

  @Option(
      names = "--latent",
      paramLabel = "N",
      description = "MLA: the first N elements of a key are also its value (DeepSeek-V3: 512).")
  @Nullable Integer latent;

  /**
   * The kinds of layer that were asked for.
   *
   * @param model a model's config; null where the numbers stand among these options
   */
  List<Layers> resolve(@Nullable Path model) {
    return model == null ? List.of(new Layers("full", fromNumbers())) : fromModel(model);
  }

  /**
   * Kernels of all that was asked for, once each; refused all together if any is not supported.
   *
   * @param model a model's config; null where the numbers stand among the options
   * @param tunings of what is computed, for a target
   */
  List<KernelSpec> kernels(
      @Nullable Path model,
      List<Target> chosen,
      BiFunction<AttentionSpec, Target, Tuning> tunings) {
    Set<KernelSpec> kernels = new LinkedHashSet<>();
    RefusedKernels refused = new RefusedKernels();
    for (Layers layers : resolve(model)) {
      for (Target target : chosen) {
        KernelSpec kernel =
            new KernelSpec(layers.attention(), tunings.apply(layers.attention(), target), target);
        refused.add(layers.kind(), target, Support.refusals(kernel));
        kernels.add(kernel);
      }
    }
    refused.throwIfAny(
        model == null ? "A kernel with these numbers" : "A kernel for %s".formatted(model));
    return List.copyOf(kernels);
  }

  /** Whether a model or the numbers were given. */
  boolean named(@Nullable Path model) {
    return model != null
        || kvRows != null
        || headSize != null
        || queryHeads != null
        || kvHeads != null;
  }

  private AttentionSpec fromNumbers() {
    refuseWithoutModel("--tp", tensorParallel);
    refuseWithoutModel("--layers", layers);
    refuseWithoutModel("--ignore", ignored.isEmpty() ? null : ignored);
    if (latent != null && valueSize != null) {
      throw usage("A latent is a key's value: leave out --latent or --value-size");
    }
    int heads = required("--q-heads", queryHeads);
    DataType type = dataType("--dtype", dtype == null ? "bf16" : dtype);
    AttentionSpecBuilder spec =
        kvRows == null
            ? new AttentionSpecBuilder(
                required("--head-size", headSize), heads, required("--kv-heads", kvHeads))
            : withRows(rows(kvRows), heads);
    if (kvRows == null) {
      ifGiven(valueSize, spec::valueSize);
      ifGiven(latent, spec::latent);
    }
    served(spec, type).sinks(sinks).alibi(alibi);
    ifGiven(scale, spec::scale);
    ifGiven(softCap, spec::softCap);
    ifGiven(window, spec::window);
    ifGiven(chunk, spec::chunk);
    return engine.finish(spec);
  }

  private AttentionSpecBuilder withRows(RowFormat rows, int heads) {
    requireOfRows("--head-size", headSize, rows.row().keySize());
    requireOfRows("--latent", latent, rows.row().valueSize());
    requireOfRows("--value-size", valueSize, rows.row().valueSize());
    requireOfRows("--kv-heads", kvHeads, 1);
    return new AttentionSpecBuilder(rows.row().keySize(), heads, 1).rows(rows);
  }

  private RowFormat rows(String name) {
    return choice("--kv-rows", name, RowFormat::of, RowFormat.names());
  }

  /** Those of a model's layer whose rows are as long. */
  private AttentionSpecBuilder withRows(AttentionSpecBuilder spec, AttentionLayer rank) {
    if (kvRows == null) {
      return spec;
    }
    KvRow row = rows(kvRows).row();
    if (rank.headSize() != row.keySize() || rank.latent().orElse(0) != row.valueSize()) {
      throw usage(
          "--kv-rows %s are latents of %d of %d elements, which the model's rows are not"
              .formatted(kvRows, row.valueSize(), row.keySize()));
    }
    return spec.rows(row.format().orElseThrow());
  }

  /** What rows of a format are like need not be said. */
  private void requireOfRows(String option, @Nullable Object given, Object said) {
    if (given != null && !given.equals(said)) {
      throw usage("--kv-rows %s have %s %s, not %s".formatted(kvRows, option, said, given));
    }
  }

  /** With what is not the model's to say. */
  private AttentionSpecBuilder served(AttentionSpecBuilder spec, DataType type) {
    spec.dtype(type).qLen(qLen).lse(choice("--lse", lse, LogSumExp::of, "natural or base2"));
    ifGiven(outDtype, text -> spec.outDtype(dataType("--out-dtype", text)));
    if (kvRows != null) {
      requireOfRows("--kv-dtype", kvDtype, rows(kvRows).scaled().type().toString());
      requireOfRows("--value-dtype", valueDtype, rows(kvRows).scaled().type().toString());
    }
    ifGiven(kvDtype, text -> spec.kvDtype(dataType("--kv-dtype", text)));
    ifGiven(valueDtype, text -> spec.valueDtype(dataType("--value-dtype", text)));
    ifGiven(
        select,
        tokens ->
            spec.selection(choice("--select", tokens, Selection::of, "all, tokens or blocks=N")));
    engine.begin(spec);
    ifGiven(
        kvScales,
        per ->
            spec.kvScales(choice("--kv-scales", per, KvScales::of, "none, tensor, head or token")));
    ifGiven(pageSize, spec::pageSize);
    ifGiven(
        layout, text -> spec.layout(choice("--layout", text, KvLayout::of, "nhd, hnd or packed")));
    ifGiven(
        pageTable,
        form ->
            spec.pageTable(
                choice("--page-table", form, PageTableFormat::of, "csr or block_table")));
    ifGiven(
        queryLens,
        kind -> spec.queryLens(choice("--query-lens", kind, QueryLens::of, "uniform or ragged")));
    ifGiven(kvStrides, numbers -> spec.kvStrides(strides(numbers)));
    withPools(spec);
    return spec;
  }

  private void withPools(AttentionSpecBuilder spec) {
    if (pools != null && pools != 1 && pools != 2) {
      throw usage("--pools %d: tokens are of 1 pool or of 2".formatted(pools));
    }
    if (pools != null && pools == 1 && extraPageSize != null) {
      throw usage(
          "--extra-page-size is of a second pool: give --pools 2, or leave one of them out");
    }
    boolean model = spec.build().hasExtraPool();
    if (pools != null && pools == 1 && model) {
      throw usage("--pools 1: the model's layers have two; --layers chooses others");
    }
    if (model || pools != null && pools == 2) {
      spec.extraPageSize(spec.pageSize());
    }
    ifGiven(extraPageSize, spec::extraPageSize);
  }

  private List<Layers> fromModel(Path file) {
    refuseWithModel("--head-size", headSize);
    refuseWithModel("--q-heads", queryHeads);
    refuseWithModel("--kv-heads", kvHeads);
    refuseWithModel("--scale", scale);
    refuseWithModel("--soft-cap", softCap);
    refuseWithModel("--window", window);
    refuseWithModel("--chunk", chunk);
    refuseWithModel("--alibi", alibi ? true : null);
    refuseWithModel("--latent", latent);
    refuseWithModel("--value-size", valueSize);
    Model model = ModelReader.read(file, ignored);
    DataType type = dtype == null ? published(model) : dataType("--dtype", dtype);
    return chosen(model).stream().map(layer -> ofRank(model, layer, type)).toList();
  }

  private DataType published(Model model) {
    return model
        .elementType()
        .filter(type -> type != ElementType.FP32)
        .map(SpecOptions::dataType)
        .orElseThrow(
            () ->
                usage(
                    model.dtype().isEmpty()
                        ? "%s does not name its dtype: give --dtype".formatted(model.name())
                        : "%s names %s as its dtype, which no query has: give --dtype fp16 or bf16"
                            .formatted(model.name(), model.dtype().get())));
  }

  private Layers ofRank(Model model, AttentionLayer layer, DataType type) {
    AttentionLayer rank = layer.shard(tensorParallel == null ? 1 : tensorParallel);
    AttentionSpecBuilder given =
        served(withRows(engine.layer(rank), rank), type).sinks(sinks || rank.sinks());
    boolean others = model.layers().stream().anyMatch(l -> l.reach() instanceof Reach.Compressed);
    if (others && !(rank.reach() instanceof Reach.Compressed)) {
      given.onePool();
    }
    AttentionSpec spec = engine.finish(given);
    read.merge(spec, ModelLayers.of(model, layer), ModelLayers::and);
    return new Layers(optionOf(model, layer), spec);
  }

  /** What was read of a model for a kernel, if a model was given. */
  Optional<ModelLayers> modelLayers(AttentionSpec attention) {
    return Optional.ofNullable(read.get(attention));
  }

  /** The kinds of layer that kernels are for, with what they compute on one rank. */
  Map<AttentionSpec, ModelLayers> modelLayers() {
    return Collections.unmodifiableMap(read);
  }

  /**
   * What a folder of these kernels is called: by the model and its rank, or by the numbers.
   *
   * @param any one of the kernels
   */
  String folderName(KernelSpec any) {
    String ranks = tensorParallel == null || tensorParallel == 1 ? "" : "-tp" + tensorParallel;
    String name =
        read.values().stream()
            .findFirst()
            .map(layers -> layers.model().name() + ranks)
            .orElseGet(() -> any.name().replaceFirst("-" + any.target() + "$", ""));
    // Of the model's own name whatever no shell takes for something else, and no folder above.
    String plain = name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[.-]+", "");
    return plain.isEmpty() ? "model" : plain;
  }

  /** How {@code --layers} names a kind: by its number where others have the same name. */
  private static String optionOf(Model model, AttentionLayer layer) {
    long same = model.layers().stream().filter(l -> l.kind().equals(layer.kind())).count();
    return same == 1 ? layer.kind() : String.valueOf(layer.layers().getFirst());
  }

  private List<AttentionLayer> chosen(Model model) {
    if (layers == null) {
      return model.layers();
    }
    for (String name : layers) {
      if (model.layers().stream().noneMatch(layer -> isNamed(layer, name))) {
        throw usage(
            "--layers %s: %s has layers of kind %s"
                .formatted(
                    name,
                    model.name(),
                    model.layers().stream()
                        .map(layer -> layer.kind() + " (" + Words.ranges(layer.layers()) + ")")
                        .collect(Collectors.joining(", "))));
      }
    }
    return model.layers().stream()
        .filter(layer -> layers.stream().anyMatch(name -> isNamed(layer, name)))
        .toList();
  }

  private static boolean isNamed(AttentionLayer layer, String name) {
    return layer.kind().equals(name)
        || layer.layers().stream().anyMatch(number -> String.valueOf(number).equals(name));
  }

  private static DataType dataType(ElementType type) {
    return switch (type) {
      case FP16 -> DataType.FP16;
      case BF16 -> DataType.BF16;
      case FP32 -> DataType.FP32;
    };
  }

  private DataType dataType(String option, String text) {
    return DataType.of(text.toLowerCase(Locale.ROOT))
        .orElseThrow(
            () -> usage("%s %s: it must be one of %s".formatted(option, text, DataType.names())));
  }

  private KvStrides strides(List<Integer> numbers) {
    if (numbers.size() != 4) {
      throw usage("--kv-strides takes four numbers, not %d".formatted(numbers.size()));
    }
    return new KvStrides(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3));
  }

  private <T> T choice(
      String option, String text, Function<String, Optional<T>> of, String choices) {
    return of.apply(text.toLowerCase(Locale.ROOT))
        .orElseThrow(() -> usage("%s %s: it must be %s".formatted(option, text, choices)));
  }

  private static <T> void ifGiven(@Nullable T value, Consumer<T> use) {
    if (value != null) {
      use.accept(value);
    }
  }

  private <T> T required(String option, @Nullable T value) {
    if (value == null) {
      throw usage(
          "Give a MODEL, or the numbers: --head-size, --q-heads and --kv-heads (%s is missing)"
              .formatted(option));
    }
    return value;
  }

  private void refuseWithModel(String option, @Nullable Object value) {
    if (value != null) {
      throw usage(option + " comes from the MODEL: leave it out, or leave out the MODEL");
    }
  }

  private void refuseWithoutModel(String option, @Nullable Object value) {
    if (value != null) {
      throw usage(option + " goes with a MODEL; the numbers are those of one rank and one kind");
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
