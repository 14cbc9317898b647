package dev.pagen.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * What stands under one name of a config, with checked access.
 *
 * @param config where it stands, for messages
 * @param name the name that it was found under, of the several that were looked for
 */
record Value(Config config, String name, JsonNode node) {
  /** As a person would name it in a message. */
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

  int integer(int min, int max) {
    boolean fits = node.isIntegralNumber() && node.canConvertToInt();
    if (!fits || node.intValue() < min || node.intValue() > max) {
      throw wrong("an integer from " + min + " to " + max);
    }
    return node.intValue();
  }

  double number(double min, double max) {
    if (!node.isNumber() || !(node.doubleValue() >= min && node.doubleValue() <= max)) {
      throw wrong("a number from " + min + " to " + max);
    }
    return node.doubleValue();
  }

  boolean flag() {
    if (!node.isBoolean()) {
      throw wrong("true or false");
    }
    return node.booleanValue();
  }

  String text() {
    if (!node.isString()) {
      throw wrong("a string");
    }
    return node.stringValue();
  }

  /** The entries of a list, each under its own name. */
  List<Value> list() {
    if (!node.isArray()) {
      throw wrong("a list");
    }
    return IntStream.range(0, node.size())
        .mapToObj(i -> new Value(config, name + "[" + i + "]", node.get(i)))
        .toList();
  }

  /** What stands under a name inside this object, if it is one. */
  Optional<Value> inside(String inner) {
    JsonNode value = Config.at(node, inner);
    return value.isMissingNode() || value.isNull()
        ? Optional.empty()
        : Optional.of(new Value(config, name + "." + inner, value));
  }

  /**
   * A list of layers' numbers, counted from 0.
   *
   * @param first what the first layer's number is in the list
   */
  Set<Integer> numbers(int first, int layers) {
    return list().stream()
        .map(value -> value.integer(first, first + layers - 1) - first)
        .collect(Collectors.toSet());
  }

  /** Refuses another value of the same field that says something else. */
  void requireSame(Value other) {
    boolean same =
        node.isNumber() && other.node.isNumber()
            ? node.doubleValue() == other.node.doubleValue()
            : node.equals(other.node);
    if (!same) {
      throw other.wrong("%s, as %s%s says".formatted(describe(node), config.section(), name));
    }
  }

  /** An error about this value. */
  ModelException wrong(String expected) {
    return new ModelException(
        "%s: %s is %s; expected %s"
            .formatted(config.file(), config.section() + name, describe(node), expected));
  }
}
