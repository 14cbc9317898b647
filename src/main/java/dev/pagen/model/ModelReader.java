package dev.pagen.model;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a Hugging Face {@code config.json}. */
public final class ModelReader {
  /** Where multimodal models keep the config of their language model. */
  private static final List<String> SECTIONS =
      List.of("text_config", "llm_config", "language_config", "thinker_config");

  private ModelReader() {}

  /**
   * Reads the attention shapes of a model.
   *
   * @param path the config file, by any name, or a folder with a {@code config.json}
   * @throws ModelException if the file is missing, is not strict JSON (with line and column), lacks
   *     a field or has one out of range (named, with the valid range), or describes attention that
   *     is not supported
   */
  public static Model read(Path path) {
    Path file = ConfigFile.locate(path);
    ObjectNode root = ConfigFile.parse(file);
    Config top = config(file.toString(), "", root);
    Config text = languageModel(top);
    Refusals.check(text);
    Heads heads = Heads.read(text);
    Scores scores = Scores.read(text, heads.size());
    Map<Reach, Integer> counts = new LinkedHashMap<>();
    LayerPattern.read(text).forEach(reach -> counts.merge(reach, 1, Integer::sum));
    List<AttentionLayer> layers =
        counts.entrySet().stream()
            .map(e -> layer(e.getKey(), e.getValue(), heads, scores))
            .toList();
    return new Model(name(file), architecture(top, text), dtype(text).or(() -> dtype(top)), layers);
  }

  /** The part of the config with the language model's heads: nested in multimodal models. */
  private static Config languageModel(Config config) {
    if (config.has(Heads.QUERY)) {
      return config;
    }
    for (String section : SECTIONS) {
      if (config.node().get(section) instanceof ObjectNode nested) {
        return languageModel(config(config.file(), config.section() + section + ".", nested));
      }
    }
    return config;
  }

  private static Config config(String file, String section, ObjectNode node) {
    Config bare = new Config(file, section, "", node, ConfigFile.parse("{}"));
    String type = bare.text("model_type").orElse("");
    String architecture = architecture(bare).orElse("");
    return new Config(file, section, type, node, ClassDefaults.of(type, architecture));
  }

  private static AttentionLayer layer(Reach reach, int count, Heads heads, Scores scores) {
    return new AttentionLayer(
        reach,
        count,
        heads.size(),
        heads.latent(),
        heads.query(),
        heads.kv(),
        scores.scale(),
        scores.softCap(),
        scores.sinks(),
        scores.alibi());
  }

  private static Optional<String> architecture(Config config) {
    return config.list("architectures").stream()
        .flatMap(List::stream)
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue)
        .findFirst();
  }

  private static String architecture(Config top, Config text) {
    String type = text.modelType().isEmpty() ? "unknown" : text.modelType();
    return architecture(top).or(() -> architecture(text)).orElse(type);
  }

  private static Optional<ElementType> dtype(Config config) {
    Optional<String> name = config.text("torch_dtype", "dtype").filter(n -> !n.equals("auto"));
    return name.map(
        n ->
            ElementType.ofTorch(n)
                .orElseThrow(
                    () ->
                        config.wrong(
                            config.find("torch_dtype", "dtype").orElseThrow(),
                            "float16, bfloat16, float32 or auto",
                            "torch_dtype",
                            "dtype")));
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
