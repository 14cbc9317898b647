package dev.pagen.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.attention.LaunchException;
import dev.pagen.count.LaunchList.Argument;
import dev.pagen.count.LaunchList.Scratch;
import dev.pagen.count.LaunchList.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchListReaderTest {
  private static final String RIGHT =
      """
      {"name": "other",
       "workspace": [{"name": "sums", "bytes": "sequences * 8", "fill": 0}],
       "launches": [{"symbol": "k", "grid": ["sequences", 2, 1], "block": [256, 1, 1],
         "dynamic_lds_bytes": 512,
         "arguments": [{"buffer": "query"}, {"int32": "max_context / 256"}, {"int64": 5},
                       {"float32": 0.5}, {"float64": -1}]}]}
      """;

  @TempDir private Path folder;

  @Test
  void readsEveryField() throws IOException {
    LaunchList list = read(RIGHT);
    assertThat(list.name()).isEqualTo("other");
    assertThat(list.workspace())
        .containsExactly(new Scratch("sums", new Formula("sequences * 8"), 0));
    assertThat(list.launches())
        .containsExactly(
            new Start(
                "k",
                List.of(new Formula("sequences"), new Formula("2"), new Formula("1")),
                256,
                512,
                List.of(
                    new Argument.Buffer("query"),
                    new Argument.Whole(new Formula("max_context / 256"), 4),
                    new Argument.Whole(new Formula("5"), 8),
                    new Argument.Real(0.5, 4),
                    new Argument.Real(-1, 8))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"name\": \"other\",       |                    | : name: it is missing",
        "\"other\"                  | 5                  | : name: it must be a text",
        "\"sequences * 8\"          | \"sequence * 8\"   | workspace[0].bytes: \"sequence * 8\"",
        "\"sequences * 8\"          | []                 | workspace[0].bytes: it must be a whole",
        "\"fill\"                   | \"filling\"        | workspace[0].filling: there is no such",
        "[\"sequences\", 2, 1]      | [2, 1]             | launches[0].grid: it must have three",
        "[\"sequences\", 2, 1]      | [2, 1, \"x\"]      | launches[0].grid[2]: \"x\"",
        "[256, 1, 1]                | [16, 16, 1]        | launches[0].block: it must be [THREADS",
        "[256, 1, 1]                | [0, 1, 1]          | launches[0].block[0]: it must be a"
            + " whole",
        "512                        | \"many\"           | launches[0].dynamic_lds_bytes: it must",
        "{\"int64\": 5}             | {\"int16\": 5}     | launches[0].arguments[2]: it must be"
            + " one",
        "{\"float32\": 0.5}         | {\"float32\": []}  | launches[0].arguments[3].float32: it"
            + " must",
        "{\"buffer\": \"query\"}    | {\"buffer\": 1}    | launches[0].arguments[0].buffer: it"
            + " must",
        "\"symbol\": \"k\",         |                    | launches[0].symbol: it is missing",
        "\"launches\": [{           | \"launches\": [], \"x\": [{ | x: there is no such field",
      })
  void namesTheFieldThatIsWrong(String part, String instead, String message) {
    assertThat(RIGHT).contains(part);
    assertThatThrownBy(() -> read(RIGHT.replace(part, instead == null ? "" : instead)))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("launch.json")
        .hasMessageContaining(message);
  }

  @Test
  void namesTheFileThatCannotBeRead() {
    assertThatThrownBy(() -> LaunchListReader.read(folder.resolve("none.json")))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("none.json");
    assertThatThrownBy(() -> read("{"))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("Cannot read");
  }

  private LaunchList read(String text) throws IOException {
    return LaunchListReader.read(Files.writeString(folder.resolve("launch.json"), text));
  }
}
