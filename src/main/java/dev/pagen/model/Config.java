package dev.pagen.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of a config that describes the language model, with checked access to its fields.
 *
 * <p>A field has one or more names, of which the first with a value counts; a dot reaches into an
 * object ({@code attn_config.alibi}). Where none of the names stands in the file, the model class's
 * own default counts ({@link ClassDefaults}); a name that is there with {@code null} means "none".
 *
 * @param file for messages: the file as the user named it
 * @param section for messages: where in the file this part stands, empty or such as {@code
 *     text_config.}
 * @param modelType the part's {@code model_type}, empty if it has none
 */
record Config(String file, String section, String modelType, ObjectNode node, ObjectNode defaults) {

  /** A field's value as a person would name it in a message. */
  static String describe(JsonNode value) {
    if (value.isArray()) {
      return "a list";
    }
    if (value.isObject()) {
      return "an object";
    }
    String text = value.isNumber() ? value.asString() : value.toString();
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }

  Optional<JsonNode> find(String... names) {
    boolean named = false;
    for (String name : names) {
      JsonNode value = at(node, name);
      if (!value.isMissingNode() && !value.isNull()) {
        return Optional.of(value);
      }
      named |= value.isNull();
    }
    if (named) {
      return Optional.empty();
    }
    return Arrays.stream(names)
        .map(name -> at(defaults, name))
        .filter(value -> !value.isMissingNode())
        .findFirst();
  }

  boolean has(String... names) {
    return find(names).isPresent();
  }

  OptionalInt integer(int min, int max, String... names) {
    Optional<JsonNode> found = find(names);
    if (found.isEmpty()) {
      return OptionalInt.empty();
    }
    JsonNode value = found.get();
    boolean fits = value.isIntegralNumber() && value.canConvertToInt();
    if (!fits || value.intValue() < min || value.intValue() > max) {
      throw wrong(value, "an integer from " + min + " to " + max, names);
    }
    return OptionalInt.of(value.intValue());
  }

  int requireInteger(int min, int max, String... names) {
    return integer(min, max, names).orElseThrow(() -> missing(names));
  }

  OptionalDouble number(double min, double max, String... names) {
    Optional<JsonNode> found = find(names);
    if (found.isEmpty()) {
      return OptionalDouble.empty();
    }
    JsonNode value = found.get();
    if (!value.isNumber() || !(value.doubleValue() >= min && value.doubleValue() <= max)) {
      throw wrong(value, "a number from " + min + " to " + max, names);
    }
    return OptionalDouble.of(value.doubleValue());
  }

  /** Whether one of the names says {@code true}; absent means false. */
  boolean flag(String... names) {
    Optional<JsonNode> value = find(names);
    value.filter(v -> !v.isBoolean()).ifPresent(v -> throwWrong(v, "true or false", names));
    return value.isPresent() && value.get().booleanValue();
  }

  Optional<String> text(String... names) {
    Optional<JsonNode> value = find(names);
    value.filter(v -> !v.isString()).ifPresent(v -> throwWrong(v, "a string", names));
    return value.map(JsonNode::stringValue);
  }

  Optional<List<JsonNode>> list(String... names) {
    Optional<JsonNode> value = find(names);
    value.filter(v -> !v.isArray()).ifPresent(v -> throwWrong(v, "a list", names));
    return value.map(v -> List.copyOf(v.values()));
  }

  ModelException missing(String... names) {
    String others =
        names.length == 1
            ? ""
            : Arrays.stream(names)
                .skip(1)
                .collect(Collectors.joining(", ", " (nor under its other names ", ")"));
    String where = section.isEmpty() ? "at the top level" : "in " + section.replaceAll("\\.$", "");
    String type = modelType.isEmpty() ? "a config without model_type" : "model type " + modelType;
    return new ModelException(
        "%s: %s is missing %s%s, and %s has no default for it; add it to the config"
            .formatted(file, names[0], where, others, type));
  }

  /** An error about the field whose value is {@code value}. */
  ModelException wrong(JsonNode value, String expected, String... names) {
    return new ModelException(
        "%s: %s is %s; expected %s"
            .formatted(file, section + nameOf(value, names), describe(value), expected));
  }

  /**
   * An error that says what this model has and why that is no case for a kernel of this project.
   */
  ModelException refusal(String what) {
    String type = modelType.isEmpty() ? "this model" : "model type " + modelType;
    return new ModelException(file + ": " + type + " " + what);
  }

  private void throwWrong(JsonNode value, String expected, String... names) {
    throw wrong(value, expected, names);
  }

  @SuppressWarnings("ReferenceEquality") // the very node, not one that looks like it
  private String nameOf(JsonNode value, String... names) {
    return Arrays.stream(names).filter(n -> at(node, n) == value).findFirst().orElse(names[0]);
  }

  private static JsonNode at(ObjectNode object, String name) {
    JsonNode value = object;
    for (String step : name.split("\\.", -1)) {
      value = value.isObject() ? value.path(step) : MissingNode.getInstance();
    }
    return value;
  }
}
