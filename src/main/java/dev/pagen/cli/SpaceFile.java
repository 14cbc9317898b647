package dev.pagen.cli;

import dev.pagen.InputFile;
import dev.pagen.spec.InvalidSpecException;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Values that tuning parameters are narrowed to, in a YAML file (JSON is YAML too): lists of values
 * under {@code only}, single ones under {@code fix}.
 */
final class SpaceFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final CommandSpec command;
  private final Path file;
  private final Map<TuningParameter, List<String>> values = new EnumMap<>(TuningParameter.class);

  private SpaceFile(CommandSpec command, Path file) {
    this.command = command;
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @throws ParameterException if it cannot be read, or holds anything but parameters and values
   */
  static SpaceFile read(CommandSpec command, Path path) {
    SpaceFile file = new SpaceFile(command, path);
    file.read();
    return file;
  }

  /** What it says of each parameter that it names. */
  Map<TuningParameter, List<String>> values() {
    return values;
  }

  /**
   * Refuses values that a parameter does not take.
   *
   * @param like any tuning for the target
   */
  void check(Tuning like) {
    values.forEach(
        (parameter, list) ->
            list.forEach(
                value -> {
                  try {
                    parameter.set(like, value);
                  } catch (InvalidSpecException e) {
                    throw wrong(e.getMessage());
                  }
                }));
  }

  private void read() {
    JsonNode root;
    try {
      root = YAML.readTree(InputFile.read(file, InputFile.DOCUMENT_BYTES));
    } catch (IOException e) {
      throw wrong("it cannot be read: " + e.getMessage());
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      throw wrong(
          "%sit is no YAML: %s"
              .formatted(
                  at == null ? "" : "line %d: ".formatted(at.getLineNr()),
                  String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("")));
    }
    if (!root.isObject()) {
      throw wrong("it must have lists of values under only:, or single values under fix:");
    }
    root.properties()
        .forEach(
            entry -> {
              switch (entry.getKey()) {
                case "only" -> parameters("only", entry.getValue(), true);
                case "fix" -> parameters("fix", entry.getValue(), false);
                default -> throw wrong(entry.getKey() + " is neither only nor fix");
              }
            });
  }

  private void parameters(String section, JsonNode node, boolean several) {
    if (!node.isObject()) {
      throw wrong(section + " must have tuning parameters, each with its value");
    }
    node.properties().forEach(entry -> put(section, entry.getKey(), entry.getValue(), several));
  }

  private void put(String section, String name, JsonNode node, boolean several) {
    TuningParameter parameter =
        TuningParameter.of(name)
            .orElseThrow(
                () ->
                    wrong(
                        "%s.%s: tuning parameters are %s"
                            .formatted(section, name, TuningParameter.names())));
    Stream<JsonNode> nodes = node.isArray() ? node.valueStream() : Stream.of(node);
    List<String> list = nodes.filter(JsonNode::isValueNode).map(JsonNode::asString).toList();
    int given = node.isArray() ? node.size() : 1;
    if (list.size() < Math.max(1, given) || node.isNull() || (node.isArray() && !several)) {
      throw wrong(
          "%s.%s: give %s".formatted(section, name, several ? "a list of values" : "one value"));
    }
    if (values.put(parameter, list) != null) {
      throw wrong(parameter + " is given twice: leave one of the two out");
    }
  }

  private ParameterException wrong(String what) {
    return new ParameterException(command.commandLine(), "--space %s: %s".formatted(file, what));
  }
}
