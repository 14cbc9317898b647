package dev.pagen.launch;

import dev.pagen.attention.LaunchException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A value of a launch list and where it stands: every error names the field.
 *
 * @param file that it is from
 * @param names that formulas may use
 * @param path of the field, such as {@code launches[0].grid}; empty for the document
 * @param node its value
 */
record Field(Path file, Collection<String> names, String path, JsonNode node) {
  /** An error of this field. */
  LaunchException wrong(String what) {
    return new LaunchException(
        "%s: %s: %s.".formatted(file, path.isEmpty() ? "the document" : path, what));
  }

  /** Refuses whatever is no object, and fields that are none of these. */
  Field object(Set<String> known) {
    if (!node.isObject()) {
      throw wrong("it must be an object { ... }");
    }
    for (String name : node.propertyNames()) {
      if (!known.contains(name)) {
        throw in(name, node)
            .wrong(
                "there is no such field; there are "
                    + String.join(", ", known.stream().sorted().toList()));
      }
    }
    return this;
  }

  boolean has(String name) {
    return node.has(name);
  }

  /** A field that must be there. */
  Field get(String name) {
    return find(name).orElseThrow(() -> in(name, node).wrong("it is missing"));
  }

  /** A field that may be there. */
  Optional<Field> find(String name) {
    return Optional.ofNullable(node.get(name)).map(value -> in(name, value));
  }

  private Field in(String name, JsonNode value) {
    return new Field(file, names, path.isEmpty() ? name : path + "." + name, value);
  }

  /** The elements of a list. */
  List<Field> list() {
    if (!node.isArray()) {
      throw wrong("it must be a list");
    }
    List<Field> elements = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      elements.add(new Field(file, names, "%s[%d]".formatted(path, i), node.get(i)));
    }
    return elements;
  }

  /** The elements of a list that has {@code count} of them. */
  List<Field> list(int count, String of) {
    List<Field> elements = list();
    if (elements.size() != count) {
      throw wrong("it must have %s".formatted(of));
    }
    return elements;
  }

  String text() {
    if (!node.isString()) {
      throw wrong("it must be a text");
    }
    return node.asString();
  }

  /** A file that lies beside the list, or where its whole path says. */
  Path sibling() {
    try {
      return file.resolveSibling(text());
    } catch (InvalidPathException e) {
      throw wrong("it must be the name of a file");
    }
  }

  Formula formula() {
    if (!node.isString() && !node.isIntegralNumber()) {
      throw wrong("it must be a whole number or a formula");
    }
    try {
      return Formula.of(node.asString(), names);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  List<Formula> formulas() {
    return list().stream().map(Field::formula).toList();
  }

  /** A whole number that is no formula. */
  long whole(long least, long most) {
    if (!node.canConvertToLong() || !node.isIntegralNumber()) {
      throw wrong("it must be a whole number");
    }
    long number = node.asLong();
    if (number < least || number > most) {
      throw wrong("it must be %d to %d".formatted(least, most));
    }
    return number;
  }

  /** A floating-point number: JSON's own, or NaN, Infinity, -Infinity or hexadecimal as a text. */
  double real() {
    if (!node.isNumber() && !node.isString()) {
      throw wrong("it must be a number, or one of \"NaN\", \"Infinity\", \"-Infinity\"");
    }
    double number;
    try {
      number = Double.parseDouble(node.asString());
    } catch (NumberFormatException e) {
      throw wrong(
          "it must be a number, or a text with one: \"NaN\", \"Infinity\", \"-Infinity\","
              + " \"0x1.8p-3\"");
    }
    if (node.isNumber() && Double.isInfinite(number)) {
      throw wrong("it is too large for 64 bits");
    }
    return number;
  }

  /** A number that is at least 0 and finite. */
  double limit() {
    double limit = real();
    if (!(limit >= 0) || Double.isInfinite(limit)) {
      throw wrong("it must be a number from 0");
    }
    return limit;
  }
}
