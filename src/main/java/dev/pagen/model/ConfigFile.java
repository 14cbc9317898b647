package dev.pagen.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Finds and parses the JSON file; knows nothing of what stands in it. */
final class ConfigFile {
  /** Real configs have some kilobytes; a file beyond this is something else, such as weights. */
  private static final int MAX_BYTES = 8 << 20;

  /**
   * Strict JSON, but for {@code Infinity} and {@code NaN}: Python writes them, and configs of Mamba
   * hybrids have them ({@code time_step_limit}).
   */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Faster for millions of numbers; for a handful, its start costs more than it saves.
          .disable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ConfigFile() {}

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

  static ObjectNode parse(Path file) {
    JsonNode root = parse(file, read(file));
    if (root instanceof ObjectNode object) {
      return object;
    }
    String found = root.isMissingNode() ? "is empty" : "holds " + Config.describe(root);
    throw new ModelException(file + " " + found + "; a model config is a JSON object { ... }");
  }

  /** JSON written in this project's own source. */
  static ObjectNode parse(String json) {
    return (ObjectNode) JSON.readTree(json);
  }

  private static byte[] read(Path file) {
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
      String reason = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
      throw new ModelException(file + place + ": not valid JSON: " + reason, e);
    }
  }
}
