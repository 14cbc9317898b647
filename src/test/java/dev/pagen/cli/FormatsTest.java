package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.docs.FormatSchema;
import dev.pagen.docs.MarkdownPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of {@code docs/formats.md}. What commands print is held to them by {@link
 * TestMachine}, in every test that has a command print JSON; here is what no other test prints.
 */
class FormatsTest {
  private static final String STORE = "src/main/resources/dev/pagen/tune/bundled/sm_90.jsonl";

  @TempDir private static Path folder;

  /** A kernel with every part that a manifest may have. */
  @Test
  void aManifestWithAWorkListAndScales() throws IOException {
    JsonNode files =
        TestMachine.withToolchain(folder)
            .run(
                "generate",
                "--head-size=64",
                "--q-heads=4",
                "--kv-heads=2",
                "--arch=gfx942",
                "--kv-dtype=fp8_e4m3",
                "--kv-scales=head",
                "--kv-strides=128,64,128,64",
                "--sinks",
                "--alibi",
                "--lse",
                "--chunk=64",
                "--set=schedule=list",
                "--set=reduce=kernel",
                "--out=" + folder.resolve("kernel"),
                "--json")
            .succeeded()
            .json()
            .get("files");
    List<String> manifests =
        files
            .valueStream()
            .map(JsonNode::stringValue)
            .filter(name -> name.endsWith(".json"))
            .toList();
    assertThat(manifests).hasSize(1);
    FormatSchema.of("manifest").holds(Files.readString(Path.of(manifests.getFirst())));
  }

  @Test
  void reportsOnTheBundledStoreAndItsLines() throws IOException {
    TestMachine machine = TestMachine.bare(folder);
    machine.run("tune", "report", STORE, "--json").succeeded();
    machine.run("tune", "strategies", STORE, "--seeds=3", "--json").succeeded();
    String merged = folder.resolve("merged.jsonl").toString();
    machine.run("tune", "merge", STORE, "--out", merged, "--json").succeeded();
    assertThat(Files.readAllLines(Path.of(STORE)))
        .hasSizeGreaterThan(100)
        .allSatisfy(FormatSchema.of("tuning-record")::holds);
  }

  @Test
  void theChoiceOfAToolchain() {
    TestMachine.bare(folder).run("toolchain", "use", "auto", "--json").succeeded();
  }

  @ParameterizedTest
  @ValueSource(strings = {"examples/launches/grok-1-tp8.json", "examples/emulate/softmax.json"})
  void launchListsOfTheExamples(Path list) throws IOException {
    FormatSchema.of("launch-list").holds(Files.readString(list));
  }

  @Test
  void launchListsOfThePages() {
    List<MarkdownPage.CodeBlock> lists =
        Stream.of("docs/emulating.md", "docs/counting.md")
            .flatMap(page -> MarkdownPage.read(Path.of(page)).code().stream())
            .filter(block -> block.language().equals("json"))
            .toList();
    assertThat(lists).hasSize(2);
    lists.forEach(list -> FormatSchema.of("launch-list").holds(String.join("\n", list.lines())));
  }

  /** An object with a field more, or without one that it needs, is not what a schema says. */
  @Test
  void aFieldMoreOrLessIsAnError() {
    FormatSchema schema = FormatSchema.of("tune-report");
    JsonNode document =
        TestMachine.bare(folder).run("tune", "report", STORE, "--json").succeeded().json();
    List<ObjectNode> objects = new ArrayList<>();
    collect(document.at("/sweeps/0"), objects);
    ((ObjectNode) document).putArray("sweeps").add(objects.getFirst());
    assertThat(objects).hasSizeGreaterThan(20);
    for (ObjectNode object : objects) {
      object.put("surplus", "x");
      assertThat(schema.errors(document.toString())).as("%s", object).isNotEmpty();
      object.remove("surplus");
    }
    for (String field : List.of("kernel", "attention", "best", "main_effects")) {
      JsonNode value = objects.getFirst().remove(field);
      assertThat(schema.errors(document.toString())).as(field).isNotEmpty();
      objects.getFirst().set(field, value);
    }
    schema.holds(document.toString());
  }

  private static void collect(JsonNode node, List<ObjectNode> objects) {
    if (node instanceof ObjectNode object) {
      objects.add(object);
      object.forEach(child -> collect(child, objects));
    } else if (node instanceof ArrayNode array) {
      array.forEach(child -> collect(child, objects));
    }
  }

  @Test
  void thePageListsEverySchema() {
    List<String> links = MarkdownPage.read(Path.of("docs/formats.md")).links();
    assertThat(FormatSchema.names())
        .hasSizeGreaterThan(15)
        .allSatisfy(name -> assertThat(links).contains("schemas/" + name + ".schema.json"));
  }
}
