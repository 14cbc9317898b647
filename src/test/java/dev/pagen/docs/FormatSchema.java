package dev.pagen.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The JSON Schemas of {@code docs/schemas}, by the names of their files. */
public final class FormatSchema {
  private static final Path FOLDER = Path.of("docs", "schemas");
  private static final String SUFFIX = ".schema.json";

  /** Nowhere, so that nothing is fetched: schemas name each other by their files alone. */
  private static final String BASE = "https://schemas.invalid/";

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(texts()));

  private final Schema schema;

  private FormatSchema(Schema schema) {
    this.schema = schema;
  }

  /** The schema in the file of that name. */
  public static FormatSchema of(String name) {
    return new FormatSchema(REGISTRY.getSchema(SchemaLocation.of(BASE + name + SUFFIX)));
  }

  /** All names. */
  public static List<String> names() {
    return texts().keySet().stream()
        .map(iri -> iri.substring(BASE.length(), iri.length() - SUFFIX.length()))
        .toList();
  }

  private static Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.toList()) {
        texts.put(BASE + file.getFileName(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  /** Where a document is not what the schema says; empty if it is valid. */
  public List<String> errors(String document) {
    return schema
        .validate(
            document,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  /** Fails unless a document is valid. */
  public void holds(String document) {
    assertThat(errors(document)).as(document).isEmpty();
  }
}
