package dev.pagen.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Published configs against answers that were derived from the models' own code, without this
 * reader: see the README beside the configs.
 */
class PublishedConfigsTest {
  private static final Path RESOURCES = Path.of("src/test/resources/dev/pagen/model");
  private static final Path CONFIGS = RESOURCES.resolve("published");

  @ParameterizedTest(name = "{0}")
  @MethodSource("answers")
  void readsAsTheModelsOwnCodeDoes(String name, List<List<String>> kinds) {
    Model model = ModelReader.read(CONFIGS.resolve(name + ".json"));
    assertThat(model.layers()).hasSameSizeAs(kinds);
    for (int i = 0; i < kinds.size(); i++) {
      AttentionLayer layer = model.layers().get(i);
      List<String> row = kinds.get(i);
      assertThat(described(layer)).isEqualTo(expected(row));
      assertThat(layer.scale()).isCloseTo(Double.parseDouble(row.get(9)), within(1e-12));
    }
    String architecture = kinds.getFirst().get(1);
    if (!architecture.isEmpty()) {
      assertThat(model.architecture()).isEqualTo(architecture);
    }
    String dtype = kinds.getFirst().get(2);
    if (!dtype.isEmpty()) {
      assertThat(model.elementType()).map(ElementType::toString).hasValue(dtype);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void refusesByName(String name, String fields) {
    assertThatThrownBy(() -> ModelReader.read(CONFIGS.resolve(name + ".json")))
        .isInstanceOf(ModelException.class)
        .hasMessageFindingMatch(
            Arrays.stream(fields.split("\\|"))
                .map(Pattern::quote)
                .reduce((a, b) -> a + "|" + b)
                .orElseThrow());
  }

  @Test
  void everyConfigHasAnAnswer() throws IOException {
    Set<String> answered =
        Stream.of("published-answers.csv", "published-refusals.csv")
            .flatMap(file -> rows(file).stream().map(List::getFirst))
            .collect(toSet());
    try (Stream<Path> files = Files.list(CONFIGS)) {
      assertThat(files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".json")))
          .map(f -> f.replaceFirst("\\.json$", ""))
          .hasSizeGreaterThan(60)
          .containsExactlyInAnyOrderElementsOf(answered);
    }
  }

  static Stream<Object[]> answers() {
    Map<String, List<List<String>>> byFile =
        rows("published-answers.csv").stream()
            .collect(groupingBy(List::getFirst, LinkedHashMap::new, toList()));
    return byFile.entrySet().stream().map(e -> new Object[] {e.getKey(), e.getValue()});
  }

  static Stream<Object[]> refusals() {
    return rows("published-refusals.csv").stream()
        .map(row -> new Object[] {row.get(0), row.get(1)});
  }

  private static Map<String, Object> described(AttentionLayer layer) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", kind(layer.reach()));
    map.put("head size", layer.headSize());
    map.put("value size", layer.valueSize());
    map.put("query heads", layer.queryHeads());
    map.put("KV heads", layer.kvHeads());
    map.put("cap", layer.softCap().orElse(0));
    map.put(
        "tokens",
        switch (layer.reach()) {
          case Reach.Full _, Reach.Selected _, Reach.Blocks _ -> 0;
          case Reach.Sliding(int tokens) -> tokens;
          case Reach.Chunked(int tokens) -> tokens;
          case Reach.Compressed(int window, int _, OptionalInt _) -> window;
        });
    map.put("sinks", layer.sinks());
    map.put("ALiBi", layer.alibi());
    map.put("layers", layer.layers());
    return map;
  }

  /** A kind of layer with the numbers of its choice: {@code blocks:128:16}. */
  static String kind(Reach reach) {
    return switch (reach) {
      case Reach.Full _, Reach.Sliding _, Reach.Chunked _ -> reach.kind();
      case Reach.Selected(int most) -> "selected:" + most;
      case Reach.Blocks(int tokens, int most) -> "blocks:%d:%d".formatted(tokens, most);
      case Reach.Compressed(int _, int ratio, OptionalInt most) ->
          "compressed:%d:%s".formatted(ratio, most.isPresent() ? most.getAsInt() : "all");
    };
  }

  private static Map<String, Object> expected(List<String> row) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", row.get(3));
    map.put("head size", Integer.valueOf(row.get(5)));
    map.put("value size", Integer.valueOf(row.get(6)));
    map.put("query heads", Integer.valueOf(row.get(7)));
    map.put("KV heads", Integer.valueOf(row.get(8)));
    map.put("cap", row.get(10).isEmpty() ? 0.0 : Double.parseDouble(row.get(10)));
    map.put("tokens", row.get(11).isEmpty() ? 0 : Integer.parseInt(row.get(11)));
    map.put("sinks", Boolean.valueOf(row.get(12)));
    map.put("ALiBi", Boolean.valueOf(row.get(13)));
    map.put("layers", numbers(row.get(14)));
    return map;
  }

  /** {@code 0-2 4} in full. */
  static List<Integer> numbers(String ranges) {
    Set<Integer> numbers = new TreeSet<>();
    for (String range : ranges.split(" ")) {
      String[] ends = range.split("-");
      IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]))
          .forEach(numbers::add);
    }
    return List.copyOf(numbers);
  }

  static List<List<String>> rows(String file) {
    try {
      return Files.readString(RESOURCES.resolve(file), UTF_8)
          .lines()
          .skip(1)
          .map(line -> List.of(line.split(",", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
