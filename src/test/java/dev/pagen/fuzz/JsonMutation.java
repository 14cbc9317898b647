package dev.pagen.fuzz;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes JSON where it stays JSON: values that no reader asked for, and fields that others have.
 */
final class JsonMutation {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Changes of one document: many, as a value in the wrong place ends a reading at once. */
  private static final int MOST_CHANGES = 3;

  private final List<String> names;
  private final List<JsonNode> values;

  /** Mutations that may add a field of any of these names, with any of these values. */
  JsonMutation(List<String> names, List<String> values) {
    this.names = List.copyOf(names);
    List<JsonNode> all = new ArrayList<>();
    values.forEach(value -> all.add(NODES.stringNode(value)));
    this.values = List.copyOf(all);
  }

  /** The document, changed; one in twenty times in its bytes instead. */
  byte[] of(byte[] document, Random random) {
    if (random.nextInt(20) == 0) {
      return ByteMutation.of(document, document.length, random);
    }
    JsonNode root = JSON.readTree(document);
    for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
      List<JsonNode> parents = new ArrayList<>();
      collect(root, parents);
      change(parents.get(random.nextInt(parents.size())), parents, random);
    }
    return JSON.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
  }

  private static void collect(JsonNode node, List<JsonNode> parents) {
    if (node.isContainer()) {
      parents.add(node);
      node.forEach(child -> collect(child, parents));
    }
  }

  private void change(JsonNode parent, List<JsonNode> all, Random random) {
    Supplier<JsonNode> value = () -> value(all, random);
    switch (parent) {
      case ObjectNode object when object.isEmpty() || random.nextInt(3) == 0 ->
          object.set(names.get(random.nextInt(names.size())), value.get());
      case ObjectNode object -> {
        String name = List.copyOf(object.propertyNames()).get(random.nextInt(object.size()));
        switch (random.nextInt(6)) {
          case 0 -> object.remove(name);
          case 1 -> object.set(names.get(random.nextInt(names.size())), object.get(name));
          case 2 -> object.set(name, nudged(object.get(name), random));
          default -> object.set(name, value.get());
        }
      }
      case ArrayNode array when array.isEmpty() || random.nextInt(3) == 0 -> array.add(value.get());
      case ArrayNode array -> {
        int index = random.nextInt(array.size());
        if (random.nextInt(3) == 0) {
          array.remove(index);
        } else {
          array.set(index, value.get());
        }
      }
      default -> throw new IllegalArgumentException("no container: " + parent);
    }
  }

  /** A number of the same kind, not far from what it was. */
  private static JsonNode nudged(JsonNode node, Random random) {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      return node;
    }
    long number = node.longValue();
    return NODES.numberNode(
        switch (random.nextInt(5)) {
          case 0 -> number + 1;
          case 1 -> number - 1;
          case 2 -> 2 * number;
          case 3 -> number / 2;
          default -> -number;
        });
  }

  private JsonNode value(List<JsonNode> all, Random random) {
    return switch (random.nextInt(20)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.booleanNode(random.nextBoolean());
      case 2 -> NODES.numberNode(0);
      case 3 -> NODES.numberNode(-1);
      case 4 -> NODES.numberNode(1);
      case 5 -> NODES.numberNode(1 << random.nextInt(31));
      case 6 -> NODES.numberNode(Integer.MAX_VALUE);
      case 7 -> NODES.numberNode(random.nextLong());
      case 8 -> NODES.numberNode(BigInteger.TWO.pow(random.nextInt(200)));
      case 9 -> NODES.numberNode(random.nextDouble());
      case 10 -> NODES.numberNode(random.nextBoolean() ? 1e308 : 1e-308);
      case 11 -> NODES.stringNode("");
      case 12 -> NODES.stringNode("\u001b[31m" + random.nextInt());
      case 13 -> NODES.stringNode(String.valueOf(random.nextInt(100)));
      case 14 -> NODES.arrayNode();
      case 15 -> NODES.objectNode();
      case 16 -> all.get(random.nextInt(all.size())).deepCopy();
      default ->
          values.isEmpty()
              ? NODES.numberNode(random.nextInt(300))
              : values.get(random.nextInt(values.size()));
    };
  }

  /** All names of fields in documents. */
  static List<String> names(List<byte[]> documents) {
    List<String> names = new ArrayList<>();
    documents.forEach(document -> names(JSON.readTree(document), names));
    return names.stream().distinct().sorted().toList();
  }

  private static void names(JsonNode node, List<String> names) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      names.add(field.getKey());
    }
    node.forEach(child -> names(child, names));
  }
}
