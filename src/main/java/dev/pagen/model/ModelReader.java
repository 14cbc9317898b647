package dev.pagen.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a Hugging Face {@code config.json}. */
public final class ModelReader {
  /** Where multimodal models keep the config of their language model. */
  static final List<String> SECTIONS =
      List.of("text_config", "llm_config", "language_config", "thinker_config");

  private static final List<String> DTYPE = List.of("torch_dtype", "dtype");

  private final ConfigFile file;

  /** The parts of the file that the language model's lies in, each with the key of the next. */
  private final Map<Config, String> around = new LinkedHashMap<>();

  private ModelReader(ConfigFile file) {
    this.file = file;
  }

  /** Reads a model of which all keys count. */
  public static Model read(Path path) {
    return read(path, Set.of());
  }

  /**
   * Reads the attention shapes of a model.
   *
   * @param path the config file, by any name, or a folder with a {@code config.json}
   * @param ignored keys to read the config without, each as a refusal names it: {@code
   *     text_config.some_key}
   * @throws ModelException if the file is missing, is not strict JSON (with line and column), lacks
   *     a field or has one out of range (named, with the valid range), or describes attention that
   *     is not supported, or has a key that is not known and may bear on attention
   */
  public static Model read(Path path, Set<String> ignored) {
    Path file = ConfigFile.locate(path);
    ConfigFile read = ConfigFile.read(file);
    ignored.forEach(read::remove);
    return new ModelReader(read).model(name(file), ignored);
  }

  private Model model(String name, Set<String> ignored) {
    Config top = config("", file.root(), "");
    Config text = languageModel(top);
    around.keySet().forEach(Refusals::checkAround);
    Refusals.check(text);
    Map<Shape, List<Integer>> kinds = new LinkedHashMap<>();
    Map<Reach, Shape> ofReach = new HashMap<>();
    for (LayerPattern.Layer layer : LayerPattern.read(text)) {
      Shape known = text.tellsLayersApart() ? null : ofReach.get(layer.config().reach());
      Shape shape = known == null ? Shape.read(layer.config()) : known;
      ofReach.put(shape.reach(), shape);
      kinds.computeIfAbsent(shape, _ -> new ArrayList<>()).add(layer.number());
    }
    Optional<Value> dtype = text.find(DTYPE).or(() -> top.find(DTYPE));
    UnknownKeys.check(text, around);
    return new Model(
        name,
        architecture(top, text),
        dtype.map(ModelReader::text).filter(type -> !type.equals("auto")),
        kinds.entrySet().stream().map(e -> e.getKey().layers(e.getValue())).toList(),
        List.copyOf(ignored));
  }

  /** What layers of one kind have in common. */
  private record Shape(Reach reach, Heads heads, Scores scores) {
    static Shape read(LayerConfig layer) {
      Optional<Latent> latent = Latent.read(layer);
      Heads heads = Heads.read(layer, latent);
      return new Shape(layer.reach(), heads, Scores.read(layer, latent, heads.size()));
    }

    AttentionLayer layers(List<Integer> numbers) {
      return new AttentionLayer(
          reach,
          numbers,
          heads.size(),
          heads.valueSize(),
          heads.latent(),
          heads.query(),
          heads.kv(),
          scores.scale(),
          scores.softCap(),
          scores.sinks(),
          scores.alibi());
    }
  }

  /**
   * The part of the config with the language model's heads: nested in multimodal models, and at the
   * top where no nested part has heads.
   */
  private Config languageModel(Config config) {
    for (String section : SECTIONS) {
      if (config.node().get(section) instanceof ObjectNode nested) {
        file.requireOnce(config.section() + section);
        Config inner =
            languageModel(config(config.section() + section + ".", nested, config.modelType()));
        if (has(inner) || !writes(config)) {
          around.put(config, section);
          return inner;
        }
      }
    }
    return config;
  }

  private static boolean has(Config config) {
    return config.has(Heads.QUERY.all());
  }

  /** Whether heads stand in this part itself, and are not left to its class. */
  private static boolean writes(Config config) {
    return Heads.QUERY.all().stream()
        .anyMatch(name -> !Config.at(config.node(), name).isMissingNode());
  }

  /**
   * A part of the file.
   *
   * @param outerType the {@code model_type} of the part around it, which holds where it has none
   */
  private Config config(String section, ObjectNode node, String outerType) {
    Config bare = new Config(file, section, "", node, ConfigFile.emptyObject());
    String type = bare.text("model_type").orElseGet(() -> ClassDefaults.typeInside(outerType));
    String architecture = architecture(bare).orElse("");
    return new Config(file, section, type, node, ClassDefaults.of(type, architecture, node));
  }

  private static Optional<String> architecture(Config config) {
    return config.list("architectures").stream()
        .flatMap(List::stream)
        .map(Value::node)
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue)
        .findFirst();
  }

  private static String text(Value value) {
    return value.node().isString() ? value.text() : Value.describe(value.node());
  }

  private static String architecture(Config top, Config text) {
    String type = text.modelType().isEmpty() ? "unknown" : text.modelType();
    return architecture(top).or(() -> architecture(text)).orElse(type);
  }

  private static String name(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    String name = Objects.toString(absolute.getFileName(), "");
    return Optional.ofNullable(absolute.getParent())
        .filter(_ -> name.equals("config.json"))
        .map(folder -> Objects.toString(folder.getFileName(), "model"))
        .orElse(name.replaceFirst("\\.json$", ""));
  }
}
