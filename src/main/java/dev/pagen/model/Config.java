package dev.pagen.model;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of a config that describes the language model, with checked access to its fields.
 *
 * <p>A field has one or more names, which must not contradict each other; a dot reaches into an
 * object ({@code attn_config.alibi}). Where none of the names stands in the file, the model class's
 * own default counts ({@link ClassDefaults}); a name that is there with {@code null} means "none".
 * Every name that was looked for is kept: what stands in the file and was not looked for has not
 * been understood ({@link UnknownKeys}).
 */
final class Config {
  private final ConfigFile file;
  private final String section;
  private final String modelType;
  private final ObjectNode node;
  private final ObjectNode defaults;
  private final Set<String> unread;
  private final Set<String> lookedFor = new HashSet<>();
  private boolean tellsLayersApart;

  /**
   * @param section where in the file this part stands, empty or such as {@code text_config.}
   * @param modelType the part's {@code model_type}, empty if it has none
   */
  Config(ConfigFile file, String section, String modelType, ObjectNode node, ObjectNode defaults) {
    this.file = file;
    this.section = section;
    this.modelType = modelType;
    this.node = node;
    this.defaults = defaults;
    this.unread =
        defaults
            .path(ClassDefaults.UNREAD)
            .valueStream()
            .map(JsonNode::stringValue)
            .collect(Collectors.toSet());
    lookedFor.addAll(unread);
  }

  ConfigFile file() {
    return file;
  }

  String section() {
    return section;
  }

  String modelType() {
    return modelType;
  }

  ObjectNode node() {
    return node;
  }

  Optional<Value> find(String... names) {
    return find(List.of(names));
  }

  Optional<Value> find(List<String> names) {
    lookedFor.addAll(names);
    boolean named = false;
    Optional<Value> found = Optional.empty();
    for (String name : names) {
      JsonNode value = isUnread(name) ? MissingNode.getInstance() : inFile(name);
      named |= value.isNull();
      if (!value.isMissingNode() && !value.isNull()) {
        Value next = new Value(this, name, value);
        found.ifPresent(first -> first.requireSame(next));
        found = found.or(() -> Optional.of(next));
      }
    }
    if (found.isPresent() || named) {
      return found;
    }
    return names.stream()
        .map(name -> new Value(this, name, at(defaults, name)))
        .filter(value -> !value.node().isMissingNode())
        .findFirst();
  }

  /** What stands in the file under a name, once all that it lies in stands there but once. */
  private JsonNode inFile(String name) {
    for (int dot = name.indexOf('.'); dot > 0; dot = name.indexOf('.', dot + 1)) {
      if (!at(node, name.substring(0, dot)).isMissingNode()) {
        file.requireOnce(section + name.substring(0, dot));
      }
    }
    JsonNode value = at(node, name);
    if (!value.isMissingNode()) {
      file.requireOnce(section + name);
    }
    return value;
  }

  private boolean isUnread(String name) {
    return unread.stream().anyMatch(other -> name.equals(other) || name.startsWith(other + "."));
  }

  boolean has(String... names) {
    return find(names).isPresent();
  }

  boolean has(List<String> names) {
    return find(names).isPresent();
  }

  OptionalInt integer(int min, int max, String... names) {
    return find(names).stream().mapToInt(value -> value.integer(min, max)).findFirst();
  }

  int requireInteger(int min, int max, String... names) {
    return integer(min, max, names).orElseThrow(() -> missing(List.of(names)));
  }

  /** Whether one of the names says {@code true}; absent means false. */
  boolean flag(String... names) {
    return find(names).map(Value::flag).orElse(false);
  }

  Optional<String> text(String... names) {
    return find(names).map(Value::text);
  }

  Optional<List<Value>> list(String... names) {
    return find(names).map(Value::list);
  }

  /** Notes that something was read that stands there for single layers. */
  void tellLayersApart() {
    tellsLayersApart = true;
  }

  /** Whether layers of one reach may differ, by all that has been read of the first of them. */
  boolean tellsLayersApart() {
    return tellsLayersApart;
  }

  /** Has names count as understood that need not be looked at, as others say the same. */
  void understand(List<String> names) {
    lookedFor.addAll(names);
  }

  /** Whether a name was looked for, whatever was found. */
  boolean understands(String name) {
    return lookedFor.contains(name);
  }

  /** Whether a name inside the object {@code name} was looked for. */
  boolean understandsInside(String name) {
    return lookedFor.stream().anyMatch(other -> other.startsWith(name + "."));
  }

  ModelException missing(List<String> names) {
    String others =
        names.stream()
            .skip(1)
            .limit(3)
            .collect(Collectors.joining(", ", " (nor under its other names ", ")"));
    String where = section.isEmpty() ? "at the top level" : "in " + section.replaceAll("\\.$", "");
    String type = modelType.isEmpty() ? "a config without model_type" : "model type " + modelType;
    return new ModelException(
        "%s: %s is missing %s%s, and %s has no default for it; add it to the config"
            .formatted(file, names.getFirst(), where, names.size() == 1 ? "" : others, type));
  }

  /**
   * An error that says what this model has and why that is no case for a kernel of this project.
   */
  ModelException refusal(String what) {
    String type = modelType.isEmpty() ? "this model" : "model type " + modelType;
    return new ModelException(file + ": " + type + " " + what);
  }

  /** What stands under a name, which may reach into objects; a missing node for nothing. */
  static JsonNode at(JsonNode object, String name) {
    JsonNode value = object;
    for (String step : name.split("\\.", -1)) {
      value = value.isObject() ? value.path(step) : MissingNode.getInstance();
    }
    return value;
  }
}
