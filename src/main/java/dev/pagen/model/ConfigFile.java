package dev.pagen.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON file; knows nothing of what stands in it.
 *
 * @param name the file as the user named it, which messages begin with
 * @param repeated the keys that stand more than once in their object, with the objects they are in:
 *     {@code text_config.head_dim}. They harm nobody where they are not read.
 */
record ConfigFile(String name, ObjectNode root, Set<String> repeated) {
  /** Real configs have some kilobytes; a file beyond this is something else, such as weights. */
  private static final int MAX_BYTES = 8 << 20;

  /**
   * Strict JSON, but for {@code Infinity} and {@code NaN}: Python writes them, and configs of Mamba
   * hybrids have them ({@code time_step_limit}).
   */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          // Faster for millions of numbers; for a handful, its start costs more than it saves.
          .disable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** The config that {@code path} means: itself, or {@code config.json} in it if it is a folder. */
  static Path locate(Path path) {
    if (!Files.exists(path)) {
      throw new ModelException(
          path + ": no such file or folder; give a Hugging Face config.json or a folder with one");
    }
    if (!Files.isDirectory(path)) {
      return path;
    }
    Path inside = path.resolve("config.json");
    if (!Files.isRegularFile(inside)) {
      throw new ModelException(
          path + ": this folder has no config.json; give the model's config file itself");
    }
    return inside;
  }

  static ConfigFile read(Path file) {
    byte[] bytes = bytes(file);
    JsonNode root = parse(file, bytes);
    if (root instanceof ObjectNode object) {
      return new ConfigFile(file.toString(), object, RepeatedKeys.of(JSON, bytes));
    }
    String found = root.isMissingNode() ? "is empty" : "holds " + Value.describe(root);
    throw new ModelException(file + " " + found + "; a model config is a JSON object { ... }");
  }

  /** JSON of this project's own, which lies beside this class. */
  static ObjectNode resource(String name) {
    try (InputStream in = ConfigFile.class.getResourceAsStream(name)) {
      return (ObjectNode) JSON.readTree(Objects.requireNonNull(in, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode emptyObject() {
    return JSON.createObjectNode();
  }

  /**
   * Reads on as if a key were not there.
   *
   * @param key with the objects that it is in; those of the language model's part need not be named
   * @throws ModelException if there is no such key
   */
  void remove(String key) {
    if (!remove(root, List.of(key.split("\\.", -1)))) {
      throw new ModelException(
          "%s has no key %s to ignore; one in an object is named with it, such as text_config.%s"
              .formatted(name, key, key));
    }
  }

  private static boolean remove(JsonNode node, List<String> path) {
    if (node.isArray()) {
      return node.valueStream().filter(entry -> remove(entry, path)).count() > 0;
    }
    if (!(node instanceof ObjectNode object)) {
      return false;
    }
    JsonNode value = object.get(path.getFirst());
    if (value != null && path.size() == 1) {
      object.remove(path.getFirst());
      return true;
    }
    if (value != null && remove(value, path.subList(1, path.size()))) {
      return true;
    }
    return ModelReader.SECTIONS.stream().anyMatch(section -> remove(object.path(section), path));
  }

  /**
   * Refuses a key that is read and stands twice, or one of the objects that it is in: which of its
   * values counts is not for us to say.
   *
   * @param key with the objects that it is in
   */
  void requireOnce(String key) {
    for (String twice : repeated) {
      if (key.equals(twice) || key.startsWith(twice + ".")) {
        throw new ModelException(
            "%s: %s stands more than once in the same object; leave the right one"
                .formatted(name, twice));
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }

  private static byte[] bytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new ModelException(
            "%s has more than %d bytes, too many for a model config; give the config.json"
                .formatted(file, MAX_BYTES));
      }
      return bytes;
    } catch (AccessDeniedException e) {
      throw new ModelException(file + " cannot be read: permission denied", e);
    } catch (IOException e) {
      throw new ModelException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static JsonNode parse(Path file, byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String place = at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
      String reason =
          String.valueOf(e.getOriginalMessage())
              .lines()
              .findFirst()
              .orElse("")
              // Jackson's own names say nothing to who wrote the file.
              .replaceFirst(" \\(start marker at .*|, from `[^`]*`", "");
      throw new ModelException(file + place + ": not valid JSON: " + reason, e);
    }
  }
}
