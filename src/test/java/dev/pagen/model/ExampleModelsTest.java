package dev.pagen.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The files in {@code examples/models} against the published numbers, written down a second time.
 */
class ExampleModelsTest {
  private static final Path EXAMPLES = Path.of("examples/models");

  @Test
  void readsEveryExampleAsPublished() throws IOException {
    Map<String, List<List<String>>> published =
        rows().stream().collect(groupingBy(row -> row.get(0)));
    assertThat(published).hasSizeGreaterThan(15);
    published.forEach(
        (name, kinds) -> {
          Model model = ModelReader.read(EXAMPLES.resolve(name + ".json"));
          assertThat(model.name()).isEqualTo(name);
          assertThat(model.layers()).as(name).hasSameSizeAs(kinds);
          for (int i = 0; i < kinds.size(); i++) {
            check(model, model.layers().get(i), kinds.get(i));
          }
        });
  }

  @Test
  void everyExampleIsInTheList() throws IOException {
    Set<String> expected = rows().stream().map(row -> row.get(0)).collect(toSet());
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      assertThat(files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".json")))
          .map(f -> f.replaceFirst("\\.json$", ""))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  /** The scale is 192^-0.5, times the square of 1 + 0.1 ln 40. */
  @Test
  void deepSeekDecodesFromOneLatentOfWhichEveryRankHasACopy() {
    AttentionLayer rank =
        ModelReader.read(EXAMPLES.resolve("deepseek-v3.json")).layers().getFirst().shard(8);
    assertThat(rank.latent()).hasValue(512);
    assertThat(List.of(rank.headSize(), rank.queryHeads(), rank.kvHeads()))
        .isEqualTo(List.of(576, 16, 1));
    assertThat(rank.scale()).isCloseTo(0.135234, within(1e-6));
  }

  private static void check(Model model, AttentionLayer layer, List<String> row) {
    String name = row.get(0);
    assertThat(model.architecture()).as(name).isEqualTo(row.get(1));
    assertThat(model.elementType().map(ElementType::toString).orElse(""))
        .as(name)
        .isEqualTo(row.get(2));
    assertThat(PublishedConfigsTest.kind(layer.reach())).as(name).isEqualTo(row.get(3));
    assertThat(
            List.of(
                "" + layer.layers().size(),
                size(layer),
                "" + layer.queryHeads(),
                "" + layer.kvHeads()))
        .as(name)
        .isEqualTo(row.subList(4, 8));
    assertThat(layer.scale()).as(name).isCloseTo(Double.parseDouble(row.get(8)), within(1e-15));
    String cap = layer.softCap().isPresent() ? "" + Math.round(layer.softCap().getAsDouble()) : "";
    assertThat(cap).as(name).isEqualTo(row.get(9));
    String window =
        switch (layer.reach()) {
          case Reach.Sliding(int tokens) -> "" + tokens;
          case Reach.Compressed(int tokens, int _, OptionalInt _) -> "" + tokens;
          default -> "";
        };
    assertThat(window).as(name).isEqualTo(row.get(10));
    assertThat("" + layer.sinks()).as(name).isEqualTo(row.get(11));
    assertThat(layer.alibi()).as(name).isFalse();
  }

  private static String size(AttentionLayer layer) {
    return layer.headSize() == layer.valueSize()
        ? "" + layer.headSize()
        : "%d/%d".formatted(layer.headSize(), layer.valueSize());
  }

  private static List<List<String>> rows() throws IOException {
    try (InputStream csv = ExampleModelsTest.class.getResourceAsStream("published-models.csv")) {
      String text = new String(Objects.requireNonNull(csv).readAllBytes(), UTF_8);
      return text.lines().skip(1).map(line -> List.of(line.split(",", -1))).toList();
    }
  }
}
