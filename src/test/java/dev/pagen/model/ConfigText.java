package dev.pagen.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Configs written out in tests, with single quotes for JSON's double ones. */
final class ConfigText {
  /** 8 layers, 32 query heads, 8 KV heads of size 128. */
  static final String PLAIN =
      """
      'hidden_size': 4096, 'num_hidden_layers': 8, 'num_attention_heads': 32,
      'num_key_value_heads': 8, 'torch_dtype': 'bfloat16'
      """;

  private ConfigText() {}

  static Model read(Path folder, String fields) {
    return readRaw(folder, "{" + fields.replace('\'', '"') + "}");
  }

  static Model readRaw(Path folder, String json) {
    try {
      return ModelReader.read(Files.writeString(folder.resolve("config.json"), json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
