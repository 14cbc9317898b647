package dev.pagen.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.attention.LaunchException;
import dev.pagen.launch.Argument.Value;
import dev.pagen.launch.LaunchList.Start;
import dev.pagen.launch.ListedBuffer.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchListReaderTest {
  /** As lists were before there was more than attention to run. */
  private static final String OLD =
      """
      {"name": "other",
       "workspace": [{"name": "sums", "bytes": "sequences * 8", "fill": 0}],
       "launches": [{"symbol": "k", "grid": ["sequences", 2, 1], "block": [256, 1, 1],
         "dynamic_lds_bytes": 512,
         "arguments": [{"buffer": "query"}, {"int32": "max_context / 256"}, {"int64": 5},
                       {"float32": 0.5}, {"float64": -1}]}]}
      """;

  private static final String NEW =
      """
      {"sizes": {"n": 8, "m": "n * 2"},
       "buffers": [
         {"name": "x", "dtype": "float16", "shape": ["m", 3], "uniform": [-1, 1], "seed": 3},
         {"name": "p", "dtype": "int32", "indptr": [1, 2]},
         {"name": "y", "dtype": "bfloat16", "shape": [4], "overread": "n", "expect": "y.npy",
          "tolerance": {"absolute": 0.1}}],
       "launches": [{"grid": [1, 1, 1], "block": [8, 4, "n / 4"],
         "arguments": [{"buffer": "x", "offset": 16}, {"name": "b", "null": true}, {"int8": -1},
           {"float32": "NaN"}, {"struct": [{"bytes": "00 ff"}, {"at": 8, "int64": 1}]}]}]}
      """;

  @TempDir private Path folder;

  @Test
  void readsEveryFieldOfAnOldList() throws IOException {
    LaunchList list = read(OLD);
    assertThat(list.name()).isEqualTo("other");
    assertThat(list.buffers()).hasSize(1);
    ListedBuffer sums = list.buffers().getFirst();
    assertThat(sums.size()).isEqualTo(new Size.Bytes(new Formula("sequences * 8")));
    assertThat(sums.content()).isEqualTo(new Content.Words(0));
    Start start = list.launches().getFirst();
    assertThat(start.symbol()).contains("k");
    assertThat(start.grid()).extracting(Formula::text).containsExactly("sequences", "2", "1");
    assertThat(start.block()).extracting(Formula::text).containsExactly("256", "1", "1");
    assertThat(start.dynamicLds()).isEqualTo(Formula.of(512));
    assertThat(start.arguments())
        .extracting(Argument.Given::value)
        .containsExactly(
            new Argument.Pointer("query", Formula.of(0)),
            whole(ElementType.INT32, "max_context / 256"),
            whole(ElementType.INT64, "5"),
            new Argument.Elements(ElementType.FLOAT32, List.of(new Value.Real(0.5))),
            new Argument.Elements(ElementType.FLOAT64, List.of(new Value.Real(-1))));
  }

  private static Argument whole(ElementType type, String formula) {
    return new Argument.Elements(type, List.of(new Value.Whole(new Formula(formula))));
  }

  @Test
  void readsWhatIsNew() throws IOException {
    LaunchList list = read(NEW);
    assertThat(list.name()).isEqualTo("launch.json");
    assertThat(list.sizes()).containsKeys("n", "m");
    assertThat(list.buffers().get(0).content()).isEqualTo(new Content.Uniform(-1, 1, 3));
    assertThat(list.buffers().get(2).expectation().orElseThrow().npy())
        .isEqualTo(folder.resolve("y.npy"));
    Start start = list.launches().getFirst();
    assertThat(start.symbol()).isEmpty();
    assertThat(start.arguments().get(1).name()).contains("b");
    assertThat(start.arguments().get(4).value().bytes()).isEqualTo(16);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"other\"                  | 5                  | : name: it must be a text",
        "\"sequences * 8\"          | \"sequence * 8\"   | workspace[0].bytes: \"sequence * 8\"",
        "\"sequences * 8\"          | []                 | workspace[0].bytes: it must be a whole",
        "\"fill\"                   | \"filling\"        | workspace[0].filling: there is no such",
        "[\"sequences\", 2, 1]      | [2, 1]             | launches[0].grid: it must have three",
        "[\"sequences\", 2, 1]      | [2, 1, \"x\"]      | launches[0].grid[2]: \"x\"",
        "[256, 1, 1]                | [256]              | launches[0].block: it must have three",
        "512                        | \"many\"           | launches[0].dynamic_lds_bytes: \"many\"",
        "{\"int64\": 5}             | {\"int24\": 5}     | launches[0].arguments[2]: it must be"
            + " one",
        "{\"float32\": 0.5}         | {\"float32\": {}}  | launches[0].arguments[3].float32: it"
            + " must",
        "{\"float32\": 0.5}         | {\"float32\": 1e39}| launches[0].arguments[3].float32: 1.0E39"
            + " is too large for float32",
        "{\"buffer\": \"query\"}    | {\"buffer\": 1}    | launches[0].arguments[0].buffer: it"
            + " must",
        "\"launches\": [{           | \"launches\": [], \"x\": [{ | x: there is no such field",
      })
  void namesTheFieldOfAnOldListThatIsWrong(String part, String instead, String message) {
    refused(OLD, part, instead, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"n * 2\"              | \"k * 2\"           | sizes.m: \"k * 2\"",
        "\"m\": \"n * 2\"       | \"1m\": 1           | sizes.1m: a name has letters",
        "\"uniform\": [-1, 1]   | \"uniform\": [1, 1] | buffers[0].uniform: the second number",
        "\"uniform\": [-1, 1]   | \"uniform\": [0, 1e6] | buffers[0].uniform: float16 goes up to",
        "\"uniform\": [-1, 1]   | \"fill\": 0         | buffers[0].seed: it goes with uniform",
        "\"uniform\": [-1, 1]   | \"fill\": 0, \"ramp\": [0, 1] | buffers[0]: it has fill and ramp",
        "\"float16\"            | \"half\"            | buffers[0].dtype: there is no type half",
        "\"shape\": [\"m\", 3], | \"bytes\": 4,       | buffers[0].bytes: it has a dtype or a"
            + " shape",
        "\"shape\": [\"m\", 3], |                     | buffers[0]: it must have \"bytes\", or",
        "\"dtype\": \"int32\", \"indptr\" | \"dtype\": \"float32\", \"indptr\" | buffers[1].indptr:"
            + " it goes with types of whole numbers",
        "\"dtype\": \"int32\",  |                     | buffers[1].dtype: it is missing",
        "{\"absolute\": 0.1}    | {\"abs\": 0.1}      | buffers[2].tolerance.abs: there is no such",
        "\"expect\": \"y.npy\", |                     | buffers[2].tolerance: it goes with expect",
        "\"offset\": 16         | \"offset\": \"q\"   | launches[0].arguments[0].offset: \"q\"",
        "\"null\": true         | \"null\": false     | launches[0].arguments[1].null: it must be"
            + " true",
        "{\"int8\": -1}         | {\"int8\": -1, \"offset\": 4} | arguments[2].offset: it goes with"
            + " \"buffer\" alone",
        "\"00 ff\"              | \"0 ff\"            | arguments[4].struct[0].bytes: it must be"
            + " hexadecimal",
        "\"at\": 8              | \"at\": 1           | arguments[4].struct: bytes 1 to 8 overlap",
        "\"NaN\"                | \"not\"             | arguments[3].float32: \"not\": it must be",
      })
  void namesTheFieldThatIsWrong(String part, String instead, String message) {
    refused(NEW, part, instead, message);
  }

  private void refused(String list, String part, String instead, String message) {
    assertThat(list).contains(part);
    assertThatThrownBy(() -> read(list.replace(part, instead == null ? "" : instead)))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("launch.json")
        .hasMessageContaining(message);
  }

  @Test
  void namesTheFileThatCannotBeRead() {
    assertThatThrownBy(() -> LaunchListReader.read(folder.resolve("none.json"), Set.of()))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("none.json");
    assertThatThrownBy(() -> read("{"))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("Cannot read");
  }

  private LaunchList read(String text) throws IOException {
    return LaunchListReader.read(
        Files.writeString(folder.resolve("launch.json"), text),
        text.contains("sequences") ? Set.of("sequences", "max_context") : Set.of());
  }
}
