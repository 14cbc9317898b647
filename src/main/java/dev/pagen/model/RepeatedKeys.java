package dev.pagen.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** Finds the keys that stand more than once in their object, of which a parser keeps the last. */
final class RepeatedKeys {
  private final Deque<Level> levels = new ArrayDeque<>();
  private final Set<String> repeated = new HashSet<>();

  private RepeatedKeys() {}

  /**
   * An object or list that is being read.
   *
   * @param path of what stands in it: empty, or such as {@code text_config.}
   * @param list whether it is a list, whose objects have the path of the list
   * @param keys those seen in it so far
   */
  private record Level(String path, boolean list, Set<String> keys) {}

  /**
   * The keys, with the objects that they are in.
   *
   * @param json a document that has been parsed before, and is known to be JSON
   */
  static Set<String> of(JsonMapper mapper, byte[] json) {
    RepeatedKeys keys = new RepeatedKeys();
    try (JsonParser parser = mapper.createParser(json)) {
      String name = "";
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case PROPERTY_NAME -> name = keys.take(parser.currentName());
          case START_OBJECT, START_ARRAY -> keys.enter(name, token == JsonToken.START_ARRAY);
          case END_OBJECT, END_ARRAY -> keys.levels.pop();
          default -> {}
        }
      }
    }
    return keys.repeated;
  }

  /** The whole name of a key of the object that is being read. */
  private String take(String key) {
    Level level = levels.element();
    String name = level.path() + key;
    if (!level.keys().add(key)) {
      repeated.add(name);
    }
    return name;
  }

  private void enter(String name, boolean list) {
    Level outer = levels.peek();
    String path = outer == null ? "" : outer.list() ? outer.path() : name + ".";
    levels.push(new Level(path, list, new HashSet<>()));
  }
}
