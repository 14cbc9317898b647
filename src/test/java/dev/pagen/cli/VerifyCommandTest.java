package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.cli.TestMachine.Run;
import dev.pagen.docs.FormatSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class VerifyCommandTest {
  private static final List<String> SMALL =
      List.of("verify", "--head-size=64", "--q-heads=4", "--kv-heads=2", "--page-size=4");

  @TempDir private static Path folder;
  private static TestMachine machine;

  @BeforeAll
  static void start() {
    machine = TestMachine.withToolchain(folder);
  }

  private static Run small(String... more) {
    List<String> arguments = new ArrayList<>(SMALL);
    arguments.addAll(Arrays.asList(more));
    return machine.run(arguments.toArray(String[]::new));
  }

  @Test
  void aModelsKernelIsRightOnTheEmulatorAndLengthsAreRepeatedInTurn() {
    Run run =
        machine
            .run(
                ("verify examples/models/grok-1.json --tp 8 --arch gfx950 --page-size 1"
                        + " --device emulator --batch 8 --contexts 1,255,256,257,300,0")
                    .split(" "))
            .succeeded();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("8 sequences of [1, 255, 256, 257, 300, 0, 1, 255] tokens, pages shuffled")
        .containsPattern("decode-bf16-h128-gqa6-p1-nhd-gfx950-\\w+ on emulated gfx950")
        .containsPattern("normal .* pass");
  }

  @Test
  void jsonHasARunForEachTargetAndDistribution() {
    Run run =
        small(
                "--arch=gfx90a,gfx942",
                "--device=emulator",
                "--contexts=3,70",
                "--distribution=peaked,extreme",
                "--placement=padded",
                "--pages=ascending",
                "--seed=9",
                "--json")
            .succeeded();
    JsonNode document = run.json();
    assertThat(document.get("passed").booleanValue()).isTrue();
    assertThat(document.at("/workload/seed").intValue()).isEqualTo(9);
    assertThat(document.get("verifications")).hasSize(4);
    for (JsonNode one : document.get("verifications")) {
      assertThat(one.get("passed").booleanValue()).isTrue();
      assertThat(one.get("relative_l2_error").doubleValue()).isBetween(0.0, 4e-3);
      assertThat(one.at("/worst/ulps").doubleValue()).isBetween(0.0, 4.0);
      assertThat(one.get("nans").intValue()).isZero();
    }
    assertThat(run.err()).contains("pass");
  }

  @Test
  void wavesRunInTheOrderThatWasAskedFor() {
    for (String order : List.of("alternate", "20261201")) {
      small(
              "--arch=gfx950",
              "--device=emulator",
              "--contexts=3,70",
              "--seed=9",
              "--check",
              "--schedule=" + order)
          .succeeded();
    }
    assertThat(small("--arch=gfx950", "--device=emulator", "--schedule=soon").err())
        .contains("--schedule: 'soon' is no schedule");
  }

  @Test
  void autoTakesTheEmulatorWhereNoGpuRunsTheKernelAndSaysWhy() {
    Run run = small("--arch=gfx942", "--contexts=5").succeeded();
    if (run.out().contains("on emulated")) {
      assertThat(run.out()).containsPattern("HIP device.*; using the emulator");
    }
  }

  @Test
  void aRunIsDumpedAndRepeatedFromItsFilesAndWrongInputsDoNotPass() throws IOException {
    Path dump = folder.resolve("dump");
    small("--arch=gfx942", "--device=emulator", "--contexts=7,90", "--dump=" + dump).succeeded();
    Path out = dump.resolve("out.npy");
    byte[] first = Files.readAllBytes(out);
    Run again =
        machine
            .run("verify", "--inputs=" + dump, "--device=emulator", "--dump=" + dump)
            .succeeded();
    assertThat(again.out()).contains("gqa2-p4-nhd-gfx942");
    assertThat(Files.readAllBytes(out)).isEqualTo(first);

    FormatSchema.of("workload").holds(Files.readString(dump.resolve("workload.json")));
    byte[] query = Files.readAllBytes(dump.resolve("query.npy"));
    query[query.length - 1] = 0x7f;
    query[query.length - 2] = -1;
    Files.write(dump.resolve("query.npy"), query);
    Run run = machine.run("verify", "--inputs=" + dump, "--device=emulator");
    assertThat(run.exitCode()).isEqualTo(ExitCode.MISMATCH.code());
    assertThat(run.out()).contains("FAIL");
    assertThat(run.err())
        .contains("Verification failed. To repeat it: pa-gen verify --inputs=" + dump);
  }

  @Test
  void generateVerifiesWhatItWrites() {
    Run run =
        machine
            .run(
                "generate",
                "--head-size=64",
                "--q-heads=4",
                "--kv-heads=2",
                "--arch=gfx942",
                "--verify",
                "--json",
                "--out=" + folder.resolve("generated"))
            .succeeded();
    assertThat(run.json().get("verifications")).hasSize(2);
    assertThat(run.err()).containsPattern("normal .* pass").containsPattern("peaked .* pass");
  }

  @Test
  void aDeviceThatIsNotThereIsExitCode4() {
    small("--arch=gfx942", "--device=hip:99").failed(ExitCode.UNAVAILABLE, "HIP");
  }

  @Test
  void whatMakesNoSenseIsExitCode2() {
    refused("--device gpu: it must be auto, emulator, or hip:N", "--device=gpu");
    refused("--context and --contexts", "--context=1", "--contexts=1,2");
    refused("--batch 1: --contexts names 2", "--batch=1", "--contexts=1,2");
    refused("tokens: it must be at least 0", "--contexts=-1");
    refused("--pages random: it must be one of sequential", "--pages=random");
    refused("--distribution cauchy: it must be one of uniform", "--distribution=cauchy");
    refused("--dump takes one run", "--dump=" + folder.resolve("none"));
    refused("--seed goes with drawn inputs", "--inputs=" + folder, "--seed=1");
    machine
        .run("verify", "--device=emulator", "--inputs=" + folder.resolve("nowhere"))
        .failed(ExitCode.USAGE, "workload.json");
  }

  private static void refused(String message, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--device=emulator"));
    arguments.addAll(Arrays.asList(more));
    if (more[0].startsWith("--device")) {
      arguments.removeFirst();
    }
    small(arguments.toArray(String[]::new)).failed(ExitCode.USAGE, message);
  }

  @Test
  void pagesAreScatteredOverAPoolLargerThanMemory() {
    Run run = small("--arch=gfx942", "--device=emulator", "--contexts=9,70", "--pool=700GiB");
    assertThat(run.succeeded().out())
        .contains("pages shuffled in a pool of 700GiB, dense")
        .containsPattern("normal .* pass");
  }

  @Test
  void aPoolThatCannotBeIsRefused() {
    assertThat(small("--pool=plenty").err()).contains("'plenty' is no size of a pool");
    List<String> there = List.of("--arch=gfx942", "--device=emulator", "--contexts=9,70", "--pool");
    for (String[] wrong :
        new String[][] {
          {"20", "A pool of 20 pages is too small", "2"},
          {"99999999999", "numbers of 32 bits", "2"},
          {"9999999TiB", "more bytes than there can be", "2"},
          {"4000000TiB", "numbers of 32 bits", "2"},
          {"2000GiB", "the emulator's have up to", "4"}
        }) {
      List<String> arguments = new ArrayList<>(there);
      arguments.add(wrong[0]);
      Run run = small(arguments.toArray(String[]::new));
      assertThat(run.err()).contains(wrong[1]);
      assertThat(run.exitCode()).isEqualTo(Integer.parseInt(wrong[2]));
    }
  }
}
