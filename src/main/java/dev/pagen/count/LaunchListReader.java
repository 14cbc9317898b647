package dev.pagen.count;

import dev.pagen.InputFile;
import dev.pagen.attention.LaunchException;
import dev.pagen.count.LaunchList.Argument;
import dev.pagen.count.LaunchList.Scratch;
import dev.pagen.count.LaunchList.Start;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a {@link LaunchList} from JSON. {@code docs/counting.md} says how it is written; every
 * error names the field.
 */
public final class LaunchListReader {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Path file;

  private LaunchListReader(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @throws LaunchException if it cannot be read, or a field is missing or wrong
   */
  public static LaunchList read(Path file) {
    return new LaunchListReader(file).read();
  }

  private LaunchList read() {
    JsonNode root;
    try {
      root = JSON.readTree(InputFile.read(file, InputFile.DOCUMENT_BYTES));
    } catch (IOException | JacksonException e) {
      throw new LaunchException("Cannot read %s: %s".formatted(file, e.getMessage()));
    }
    fields(root, "", Set.of("name", "workspace", "launches"));
    List<Start> launches = list(root, "", "launches", this::start);
    if (launches.isEmpty()) {
      throw wrong("launches", "there must be at least one");
    }
    return new LaunchList(
        text(root, "", "name"),
        root.has("workspace") ? list(root, "", "workspace", this::scratch) : List.of(),
        launches);
  }

  /** A node and where it stands. */
  private record Place(JsonNode node, String path) {}

  private Scratch scratch(Place at) {
    fields(at.node, at.path, Set.of("name", "bytes", "fill"));
    return new Scratch(
        text(at.node, at.path, "name"),
        formula(new Place(required(at.node, at.path, "bytes"), at.path + ".bytes")),
        at.node.has("fill") ? whole(at.node, at.path, "fill") : -1);
  }

  private Start start(Place at) {
    fields(at.node, at.path, Set.of("symbol", "grid", "block", "dynamic_lds_bytes", "arguments"));
    List<Formula> grid = list(at.node, at.path, "grid", this::formula);
    List<Formula> block = list(at.node, at.path, "block", this::formula);
    if (grid.size() != 3) {
      throw wrong(at.path + ".grid", "it must have three numbers, workgroups in x, y and z");
    }
    if (block.size() != 3 || !block.get(1).text().equals("1") || !block.get(2).text().equals("1")) {
      throw wrong(at.path + ".block", "it must be [THREADS, 1, 1]");
    }
    return new Start(
        text(at.node, at.path, "symbol"),
        grid,
        whole(required(at.node, at.path, "block"), at.path + ".block", 0),
        at.node.has("dynamic_lds_bytes") ? bytes(at.node, at.path, "dynamic_lds_bytes") : 0,
        list(at.node, at.path, "arguments", this::argument));
  }

  private Argument argument(Place at) {
    if (at.node.isObject() && at.node.size() == 1) {
      Map.Entry<String, JsonNode> only = at.node.properties().iterator().next();
      Place value = new Place(only.getValue(), at.path + "." + only.getKey());
      switch (only.getKey()) {
        case "buffer" -> {
          return new Argument.Buffer(text(at.node, at.path, "buffer"));
        }
        case "int32" -> {
          return new Argument.Whole(formula(value), Integer.BYTES);
        }
        case "int64" -> {
          return new Argument.Whole(formula(value), Long.BYTES);
        }
        case "float32" -> {
          return new Argument.Real(real(value), Float.BYTES);
        }
        case "float64" -> {
          return new Argument.Real(real(value), Double.BYTES);
        }
        default -> {}
      }
    }
    throw wrong(
        at.path,
        "it must be one of {\"buffer\": NAME}, {\"int32\": N}, {\"int64\": N}, {\"float32\": X},"
            + " {\"float64\": X}");
  }

  private Formula formula(Place at) {
    if (!at.node.isString() && !at.node.isIntegralNumber()) {
      throw wrong(at.path, "it must be a whole number or a formula");
    }
    try {
      return new Formula(at.node.asString());
    } catch (IllegalArgumentException e) {
      throw wrong(at.path, String.valueOf(e.getMessage()));
    }
  }

  private double real(Place at) {
    if (!at.node.isNumber()) {
      throw wrong(at.path, "it must be a number");
    }
    return at.node.asDouble();
  }

  private int whole(JsonNode from, String path, String name) {
    JsonNode node = required(from, path, name);
    if (!node.isInt()) {
      throw wrong(join(path, name), "it must be a whole number");
    }
    return node.asInt();
  }

  private int bytes(JsonNode from, String path, String name) {
    int bytes = whole(from, path, name);
    if (bytes < 0) {
      throw wrong(join(path, name), "it must be at least 0");
    }
    return bytes;
  }

  private int whole(JsonNode array, String path, int index) {
    JsonNode node = array.get(index);
    if (!node.isInt() || node.asInt() < 1) {
      throw wrong("%s[%d]".formatted(path, index), "it must be a whole number from 1");
    }
    return node.asInt();
  }

  private String text(JsonNode from, String path, String name) {
    JsonNode node = required(from, path, name);
    if (!node.isString()) {
      throw wrong(join(path, name), "it must be a text");
    }
    return node.asString();
  }

  private <T> List<T> list(JsonNode from, String path, String name, Function<Place, T> element) {
    JsonNode array = required(from, path, name);
    if (!array.isArray()) {
      throw wrong(join(path, name), "it must be a list");
    }
    List<T> elements = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      elements.add(element.apply(new Place(array.get(i), "%s[%d]".formatted(join(path, name), i))));
    }
    return elements;
  }

  private JsonNode required(JsonNode from, String path, String name) {
    JsonNode node = from.get(name);
    if (node == null) {
      throw wrong(join(path, name), "it is missing");
    }
    return node;
  }

  private void fields(JsonNode node, String path, Set<String> known) {
    if (!node.isObject()) {
      throw wrong(path.isEmpty() ? "the document" : path, "it must be an object { ... }");
    }
    for (String name : node.propertyNames()) {
      if (!known.contains(name)) {
        throw wrong(
            join(path, name),
            "there is no such field; there are "
                + String.join(", ", known.stream().sorted().toList()));
      }
    }
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private LaunchException wrong(String field, String what) {
    return new LaunchException("%s: %s: %s.".formatted(file, field, what));
  }
}
