package dev.pagen.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rule for what nobody has seen yet: a key that was not looked for, whose name says attention
 * and whose value is set, is refused by name. Known to be harmless are those of {@link
 * HarmlessKeys}.
 */
final class UnknownKeys {
  /** Names that say attention, in whatever case; a star stands for anything. */
  private static final Names SUSPECT =
      Names.of(
          "*attention_heads*",
          "*key_value*",
          "*kv_head*",
          "*query_head*",
          "*attention_groups*",
          "*_attn*",
          "*sliding*",
          "*window*",
          "*chunk*",
          "*sink*",
          "*sparse*",
          "*index*",
          "*compress*",
          "*latent*",
          "*lora_rank*",
          "*local*",
          "*global*",
          "*head_dim*",
          "*softcap*",
          "*alibi*",
          "swa_*",
          "*_swa*",
          "skip");

  private final Predicate<String> understands;
  private final Predicate<String> understandsInside;

  private UnknownKeys(Predicate<String> understands, Predicate<String> understandsInside) {
    this.understands = understands;
    this.understandsInside = understandsInside;
  }

  /**
   * Refuses a config with such a key.
   *
   * @param config after all has been read that is read
   * @param around the parts of the file that it lies in, each with the key of the part inside: what
   *     they say of attention is said inside too, or it is not known
   */
  static void check(Config config, Map<Config, String> around) {
    new UnknownKeys(config::understands, config::understandsInside).check(config, config.node());
    around.forEach(
        (outer, inside) -> {
          ObjectNode rest = outer.node().deepCopy();
          rest.remove(inside);
          rest.properties().removeIf(e -> e.getValue().equals(config.node().get(e.getKey())));
          new UnknownKeys(_ -> false, _ -> false).check(outer, rest);
        });
  }

  private void check(Config config, ObjectNode node) {
    Optional<String> unknown = find("", node);
    if (unknown.isPresent()) {
      String key = config.section() + unknown.get();
      throw config.refusal(
          "has %s, which is not known and may bear on its attention; give --ignore %s if you know that it does not"
              .formatted(key, key));
    }
  }

  /** The first such key of an object, with the objects that it is in. */
  private Optional<String> find(String path, JsonNode object) {
    return object.properties().stream()
        .flatMap(entry -> unknown(path + entry.getKey(), entry.getKey(), entry.getValue()).stream())
        .findFirst();
  }

  private Optional<String> unknown(String key, String name, JsonNode value) {
    boolean suspect = SUSPECT.match(name);
    List<JsonNode> objects =
        Stream.concat(Stream.of(value), value.isArray() ? value.valueStream() : Stream.empty())
            .filter(JsonNode::isObject)
            .toList();
    if ((!suspect && objects.isEmpty()) || isHarmless(key, name)) {
      return Optional.empty();
    }
    if (!objects.isEmpty() && (!suspect || understandsInside.test(key))) {
      return objects.stream().flatMap(object -> find(key + ".", object).stream()).findFirst();
    }
    return suspect && !isOff(value) && !understands.test(key) ? Optional.of(key) : Optional.empty();
  }

  private static boolean isHarmless(String key, String name) {
    return HarmlessKeys.reason(key).isPresent() || HarmlessKeys.reason(name).isPresent();
  }

  /** Whether a value switches off what it is the value of, or leaves it as it is. */
  private static boolean isOff(JsonNode value) {
    return value.isNull()
        || (value.isBoolean() && !value.booleanValue())
        || (value.isNumber() && (value.doubleValue() == 0 || value.doubleValue() == 1));
  }
}
