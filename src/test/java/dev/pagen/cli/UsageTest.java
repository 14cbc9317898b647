package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.cli.TestMachine.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything is built: exit code 2, one message, and nothing written. */
class UsageTest {
  private static final String NUMBERS = "--head-size 128 --q-heads 8 --kv-heads 1 ";

  @TempDir private Path folder;
  private TestMachine machine;

  @BeforeEach
  void start() {
    machine = TestMachine.bare(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--page-size x                 | '--page-size': 'x' is not a whole number",
        "--page-size 1.5               | '1.5' is not a whole number",
        "--page-size 99999999999       | '99999999999' is too large: the largest is 2147483647",
        "--window 2147483648           | '2147483648' is too large: the largest is 2147483647",
        "--window -2147483649          | '-2147483649' is too small: the smallest is -2147483648",
        "--q-len 99999999999999999999  | '99999999999999999999' is too large",
        "--kv-strides 9999999999,1,1,1 | '9999999999' is too large",
        "--page-size -1                | page size is -1: it must be at least 1",
        "--page-size                   | Missing required parameter for option '--page-size'",
        "--soft-cap y                  | '--soft-cap': 'y' is not a number",
        "--soft-cap -30                | soft cap is -30.0",
        "--soft-cap NaN                | soft cap is NaN",
        "--soft-cap 1e300              | soft cap is 1.0E300: it must be from 1.1754944E-38 to",
        "--soft-cap 1e400              | soft cap is Infinity",
        "--soft-cap 1e-39              | soft cap is 1.0E-39",
        "--soft-cap 0                  | soft cap is 0.0: it must be from",
        "--scale 1e39                  | scale is 1.0E39: it must be from 1.1754944E-38 to"
            + " 2.359e+38",
        "--scale 3e38                  | scale is 3.0E38",
        "--scale 1e-60                 | scale is 1.0E-60",
        "--scale 1e-39                 | scale is 1.0E-39",
        "--scale NaN                   | scale is NaN",
        "--window 0                    | window is 0",
        "--chunk 0                     | chunk is 0",
        "--chunk 16 --window 16        | a window or its chunk, not both",
        "--q-len 0                     | q_len is 0",
        "--q-len 2147483647            | q_len is 2147483647: with 8 query heads",
        "--layout vllm                 | --layout vllm: it must be nhd, hnd or packed",
        "--dtype float                 | --dtype float: it must be one of fp16, bf16",
        "--kv-dtype fp4                | --kv-dtype fp4: it must be one of fp16, bf16",
        "--arch gfx1100                | --arch gfx1100: there are no kernels for this target;"
            + " there are for gfx90a, gfx942, gfx950",
        "--arch gfx1250                | gfx1250 does not have",
        "--arch gfx1201                | MFMA instructions of CDNA",
        "--arch gfx942:xnack-          | any setting of its features: give --arch gfx942",
        "--arch GFX950                 | Give --arch gfx950",
        "--arch sm_89                  | Those for sm_80 run on every GPU of its generation",
        "--arch sm_90a                 | Those for sm_90 run on every GPU of its generation",
        "--arch gfx942,gfx9            | --arch gfx9:",
        "--buffering 5                 | buffering is 5: it must be 1 to 4",
        "--buffering two               | buffering is \"two\": it must be a whole number",
        "--waves 3                     | waves is 3",
        "--tile -16                    | tile is -16",
        "--partition 99999999999       | partition is \"99999999999\": it must be at most"
            + " 2147483647",
        "--partition -1                | partition is -1",
        "--k-path cache                | k-path is \"cache\": it must be direct or lds",
        "--non-temporal yes            | non-temporal is \"yes\": it must be true or false",
        "--set speed=9                 | --set speed: tuning parameters are buffering, partition",
        "--set tile                    | --set tile: give NAME=VALUE",
        "--set tile=16 --tile 32       | tile is given twice",
        "--set tile=16 --set tile=32   | tile is given twice",
        "--compile-timeout 0           | --compile-timeout 0: it must be at least 1 second",
        "--tp 2                        | --tp goes with a MODEL",
        "--emit c                      | --emit c: it must be one of cpp",
        "--namespace grok              | --namespace: only --emit cpp writes something that has"
            + " one",
        "--emit cpp --namespace 3-gram | --namespace 3-gram: it must be a name in C++, such as"
            + " model_3_gram",
        "--emit cpp --namespace union  | --namespace union: it must be a name in C++, such as"
            + " model_union",
        "--page-siz 1                  | Unknown option: '--page-siz'",
        "--page-siz 1                  | Did you mean --page-size?",
        "--layout ndh                  | Did you mean nhd?",
        "--kv-dtype fp8_e4m4           | Did you mean fp8_e4m3?",
        "--set buffring=1              | Did you mean buffering?",
      })
  void namesTheValueThatIsWrong(String options, String message) {
    refused("generate " + NUMBERS + options, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-                            | Missing command: one of generate, inspect,",
        "genrate                      | Unknown command: 'genrate'",
        "genrate                      | Did you mean pa-gen generate?",
        "install                      | Did you mean pa-gen toolchain install?",
        "tune reprot x.jsonl          | Did you mean pa-gen tune report?",
        "cache                        | Missing command: one of",
        "cache wipe                   | Unknown command: 'wipe'",
        "cache gc --max-size -1       | --max-size -1: it must be at least 0",
        "cache gc --max-size big      | 'big' is not a whole number",
        "toolchain                    | Missing command: one of",
        "doctor now                   | Unexpected argument: 'now'",
        "generate                     | Give a MODEL, or the numbers",
        "generate a.json b.json       | Unexpected argument: 'b.json'",
        "generate --head-size -1 --q-heads 8 --kv-heads 1  | head size is -1: it must be at least"
            + " 1",
        "generate --head-size 128 --q-heads 8              | --kv-heads is missing",
        "generate --head-size 128 --q-heads 7 --kv-heads 2 | 7 query heads",
        "inspect                      | Give a MODEL, or the numbers",
        "inspect nothing.co           | Cannot read nothing.co: no such file",
        "inspect a.json b.json        | Give code objects (FILE.co), or one MODEL; a.json is no"
            + " code object",
        "count --head-size 128 --q-heads 8 --kv-heads 1 --arch sm_90 | --arch sm_90: what is"
            + " counted is emulated, and the emulator knows gfx90a, gfx942, gfx950",
        "count a.json b.json          | Unexpected argument: 'b.json'",
        "count --head-size 128 --q-heads 8 --kv-heads 1 --batch 0   | --batch 0: it must be at"
            + " least 1",
        "count --head-size 128 --q-heads 8 --kv-heads 1 --context 0 | --context 0: it must be at"
            + " least 1",
        "count --head-size 128 --q-heads 8 --kv-heads 1 --distribution odd | --distribution odd: it"
            + " must be one of",
        "count --head-size 128 --q-heads 8 --kv-heads 1 --launch a.json | Missing required"
            + " argument(s): --code-object=FILE.co",
        "count --head-size 128 --q-heads 8 --kv-heads 1 --launch a.json --code-object a.co |"
            + " Cannot read a.json",
        "count --head-size 128 --q-heads 8 --kv-heads 1 --launch a.json --code-object a.co"
            + " --max-instructions x | 'x' is not a whole number",
        "verify --head-size 128 --q-heads 8 --kv-heads 1 --device hip:4294967295 | it must be"
            + " auto, emulator, or hip:N",
        "inspect nothing.co --tp 8    | --tp goes with a MODEL or numbers, not with a FILE.co",
      })
  void namesTheArgumentThatIsWrong(String args, String message) {
    refused(args, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing.json                       | nothing.json: no such file or folder",
        "examples                           | examples: this folder has no config.json",
        "examples/models/grok-1.json --tp 0 | tensor-parallel degree 0 does not fit 48 query heads",
        "examples/models/grok-1.json --tp 7 | the nearest that do are 4 and 8",
        "examples/models/grok-1.json --tp 1x | '1x' is not a whole number",
        "examples/models/grok-1.json --layers sliding | grok-1 has layers of kind full",
        "examples/models/grok-1.json --head-size 64 | --head-size comes from the MODEL",
      })
  void namesWhatIsWrongWithAModel(String args, String message) {
    refused("generate " + args, message);
    refused("inspect " + args, message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"num_attention_heads\": }",
        "[1, 2]",
        "{}",
        "{\"num_attention_heads\": -8, \"hidden_size\": 1024, \"torch_dtype\": \"bfloat16\"}",
        "{\"num_attention_heads\": \"many\", \"hidden_size\": 1024}",
        "{\"num_attention_heads\": 8, \"hidden_size\": 1024, \"torch_dtype\": \"float8\"}",
      })
  void namesTheFileOfAConfigThatCannotBeRead(String config) throws IOException {
    Path file = Files.writeString(folder.resolve("odd.json"), config);
    refused("generate " + file, "odd");
  }

  @Test
  void saysEachReasonOnceAndWhereItHolds() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("llama-4.json"),
            "{\"model_type\": \"llama4_text\", \"torch_dtype\": \"bfloat16\"}");
    Run run =
        refused(
            "generate " + file + " --set mfma=16x16x32 --page-size 2000000",
            "A kernel for " + file + " is not supported:");
    assertThat(run.err().lines().map(String::strip))
        .filteredOn(line -> line.contains(": ") && !line.startsWith("A kernel"))
        .containsExactly(
            "page size 2000000: pages have up to 1048576 tokens; the nearest is 1048576",
            "mfma 16x16x32 (gfx90a and gfx942): only gfx950 has this matrix instruction;"
                + " the nearest is 16x16x16");
  }

  @Test
  void namesTheTargetsThatWouldDo() {
    refused(
        "generate " + NUMBERS + "--set mfma=16x16x32",
        "A kernel with these numbers is not supported:",
        "It is supported on gfx950: choose with --arch gfx950");
  }

  @Test
  void anOutputFolderThatIsAFileIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "precious");
    refused("generate " + NUMBERS + "--out " + file, file + " is not a folder");
    refused("generate " + NUMBERS + "--out " + file + "/a/b", "Cannot write to " + file + "/a/b");
    assertThat(file).hasContent("precious");
  }

  @Test
  void anOutputFolderThatCannotBeMadeIsNamed() {
    refused("generate " + NUMBERS + "--out /proc/pa-gen", "Cannot write to /proc/pa-gen: ");
  }

  /** Refuses, and leaves no folder for what it did not write. */
  private Run refused(String args, String... parts) {
    List<Path> before = files();
    String[] words = args.equals("-") ? new String[0] : args.strip().split(" +");
    Run run = machine.run(words).failed(ExitCode.USAGE, parts);
    assertThat(run.err()).doesNotContain(System.lineSeparator() + System.lineSeparator());
    assertThat(files()).isEqualTo(before);
    return run;
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
