package dev.pagen.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Keys whose names say attention and that do not bear on a decode kernel, with the reason: the file
 * {@code harmless-keys.json} beside this class.
 */
final class HarmlessKeys {
  private static final Map<String, Names> BY_REASON = read();

  private HarmlessKeys() {}

  private static Map<String, Names> read() {
    Map<String, Names> keys = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry :
        ConfigFile.resource("harmless-keys.json").properties()) {
      String[] names =
          entry.getValue().valueStream().map(JsonNode::stringValue).toArray(String[]::new);
      keys.put(entry.getKey(), Names.of(names));
    }
    return keys;
  }

  /**
   * Why a key does not bear on attention, if that is known.
   *
   * @param key its name, or its name with the objects that it is in
   */
  static Optional<String> reason(String key) {
    return BY_REASON.entrySet().stream()
        .filter(entry -> entry.getValue().match(key))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
