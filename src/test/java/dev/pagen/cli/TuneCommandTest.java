package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.docs.FormatSchema;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code pa-gen tune} on the emulator, and what it refuses. */
class TuneCommandTest {
  private static final String[] KERNEL = {
    "tune", "--head-size=64", "--q-heads=4", "--kv-heads=2", "--arch=gfx942", "--device=emulator"
  };

  /** Two candidates, one of them the default. */
  private static final String[] FEW = few();

  @TempDir private Path folder;

  private static String[] few() {
    AttentionSpec attention = AttentionSpec.of(64, 4, 2, DataType.BF16, 16, KvLayout.NHD);
    Tuning standard = KernelDesign.of(attention, Target.GFX942).defaultTuning();
    return Stream.concat(
            Stream.of("--only=buffering=1,2", "--batch=8", "--context=100", "--seed=5"),
            Arrays.stream(TuningParameter.values())
                .filter(parameter -> parameter != TuningParameter.BUFFERING)
                .map(p -> "--fix=%s=%s".formatted(p, p.get(standard))))
        .toArray(String[]::new);
  }

  private static String[] arguments(String[]... parts) {
    return Arrays.stream(parts).flatMap(Stream::of).toArray(String[]::new);
  }

  private void refused(String argument, String... parts) {
    TestMachine.bare(folder)
        .run(arguments(KERNEL, new String[] {argument}))
        .failed(ExitCode.USAGE, parts);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    refused("--fix=buffering", "--fix buffering: give NAME=VALUE");
    refused("--only=buffering=", "give NAME=V1,V2");
    refused("--only=depth=1,2", "tuning parameters are buffering,");
    refused("--fix=buffering=9", "buffering is 9: it must be 1 to 4");
    refused("--fix=k-path=copy", "No supported tuning on gfx942", "copy");
    refused("--strategy=luck", "--strategy luck: it must be one of exhaustive, random, greedy");
    refused("--budget=soon", "--budget soon: it must be a time such as 90s");
    refused("--budget=0m", "--budget 0m");
    refused("--shard=3/2", "--shard 3/2: it must be I/N");
    refused("--shard=two", "--shard two", "or auto, or auto/N");
    refused("--shard=auto/0", "--shard auto/0: it must be I/N");
    TestMachine.bare(folder)
        .run(arguments(KERNEL, new String[] {"--fix=buffering=1", "--only=buffering=1,2"}))
        .failed(ExitCode.USAGE, "buffering is given twice");
  }

  private void refusedFile(String content, String... parts) throws IOException {
    Path file = Files.writeString(folder.resolve("space.yaml"), content);
    TestMachine.bare(folder)
        .run(arguments(KERNEL, new String[] {"--space=" + file}))
        .failed(ExitCode.USAGE, arguments(new String[] {"--space " + file}, parts));
  }

  @Test
  void aFileThatNarrowsNothingSensibleIsRefusedByItsName() throws IOException {
    refused("--space=" + folder.resolve("none"), "none: it cannot be read");
    refusedFile("", "lists of values under only:");
    refusedFile("only: [1, 2]", "only must have tuning parameters");
    refusedFile("never:\n  waves: 4", "never is neither only nor fix");
    refusedFile("only:\n  depth: [1, 2]", "only.depth: tuning parameters are buffering,");
    refusedFile("only:\n  waves: []", "only.waves: give a list of values");
    refusedFile("only:\n  waves: [[4]]", "only.waves: give a list of values");
    refusedFile("fix:\n  waves:", "fix.waves: give one value");
    refusedFile("fix:\n  waves: [4]", "fix.waves: give one value");
    refusedFile("fix:\n  waves: 4\nonly:\n  waves: [4, 8]", "waves is given twice");
    refusedFile("fix:\n  waves: 4\n  waves: 8", "no YAML", "line 3");
    refusedFile("fix:\n  waves: 3", "waves is 3: it must be one of [1, 2, 4, 8]");
    refusedFile("fix:\n  waves: {", "line", "no YAML");
  }

  @Test
  void aFileNarrowsTheSpaceAndTheCommandLineWinsOverIt() throws IOException {
    StringBuilder yaml = new StringBuilder("only:\n  buffering: [1, 2]\nfix:\n");
    StringBuilder json = new StringBuilder("{\"only\": {\"buffering\": [1, 2]}, \"fix\": {");
    for (String argument : FEW) {
      if (argument.startsWith("--fix=")) {
        String[] parts = argument.substring("--fix=".length()).split("=");
        yaml.append("  %s: %s\n".formatted(parts[0], parts[1]));
        json.append("\"%s\": \"%s\",".formatted(parts[0], parts[1]));
      }
    }
    json.setCharAt(json.length() - 1, '}');
    Path a = Files.writeString(folder.resolve("a.yaml"), yaml);
    Path b = Files.writeString(folder.resolve("b.json"), json.append('}'));
    TestMachine machine = TestMachine.withToolchain(folder);
    String[] rest = {"--batch=8", "--context=100", "--json"};
    for (Path file : List.of(a, b)) {
      JsonNode sweep =
          machine
              .run(arguments(KERNEL, rest, new String[] {"--space=" + file}))
              .succeeded()
              .json()
              .at("/sweeps/0");
      assertThat(sweep.get("candidates").intValue()).isEqualTo(2);
    }
    JsonNode one =
        machine
            .run(arguments(KERNEL, rest, new String[] {"--space=" + a, "--fix=buffering=1"}))
            .succeeded()
            .json()
            .at("/sweeps/0");
    assertThat(one.get("candidates").intValue()).isEqualTo(1);
    assertThat(one.at("/best/0/tuning/buffering").intValue()).isEqualTo(1);
  }

  @Test
  void aSweepIsKeptResumedAndSharded() throws IOException {
    TestMachine machine = TestMachine.withToolchain(folder);
    TestMachine.Run first = machine.run(arguments(KERNEL, FEW, new String[] {"--json"}));
    JsonNode sweep = first.succeeded().json().at("/sweeps/0");
    assertThat(sweep.get("candidates").intValue()).isEqualTo(2);
    assertThat(sweep.get("tried").intValue()).isEqualTo(2);
    assertThat(sweep.get("resumed").intValue()).isZero();
    assertThat(sweep.get("end").stringValue()).isEqualTo("complete");
    assertThat(sweep.at("/best/0/outcome/kind").stringValue()).isEqualTo("predicted");
    assertThat(sweep.at("/start/tuning/buffering").intValue()).isEqualTo(2);
    assertThat(first.err()).contains("predicted by a model", "no times", "the best: ");
    List<Path> stores;
    try (Stream<Path> files = Files.list(machine.home().resolve("tuning"))) {
      stores = files.toList();
    }
    assertThat(stores).hasSize(1);
    Path store = stores.getFirst();
    assertThat(Files.readAllLines(store))
        .hasSize(2)
        .allMatch(line -> line.contains("\"origin\":{\"pa_gen\":\"unpackaged\",\"seed\":"))
        .allSatisfy(FormatSchema.of("tuning-record")::holds);

    TestMachine.Run again = machine.run(arguments(KERNEL, FEW, new String[] {"--resume"}));
    assertThat(again.succeeded().out()).contains("2 of 2 candidates tried, 2 of them before");
    assertThat(Files.readAllLines(store)).hasSize(2);

    Files.writeString(
        store, Files.readString(store).replaceAll("\"revision 2, calibrated \\w+\"", "\"old\""));
    TestMachine.Run stale =
        machine.run(arguments(KERNEL, FEW, new String[] {"--resume", "--shard=1/2"}));
    assertThat(stale.succeeded().err())
        .contains("of this kernel 2 records are of another driver (old): kept");
    assertThat(stale.out()).contains(" of 2 candidates tried;");
  }

  @Test
  void tasksOfAnArrayAreShardsAndTheMergeSaysHowTheirMachinesDiffer() {
    TestMachine machine = TestMachine.withToolchain(folder);
    String[] auto = {"--shard=auto", "--store=" + folder.resolve("a.jsonl"), "--json"};
    machine
        .run(arguments(KERNEL, FEW, auto))
        .failed(ExitCode.USAGE, "--shard auto: this is no task of a Slurm array");
    TestMachine pod = machine.with("JOB_COMPLETION_INDEX", "1").with("NODE_NAME", "n07");
    pod.run(arguments(KERNEL, FEW, auto)).failed(ExitCode.USAGE, "but of how many?");
    TestMachine.Run run = pod.with("JOB_COMPLETIONS", "2").run(arguments(KERNEL, FEW, auto));
    assertThat(run.succeeded().err()).contains("pa-gen: shard 2/2 (JOB_COMPLETION_INDEX 1)");
    assertThat(run.json().at("/shard/host").stringValue()).isEqualTo("n07");
    assertThat(run.json().at("/sweeps/0/start/tuning/buffering").intValue()).isEqualTo(2);

    Path out = folder.resolve("merged.jsonl");
    String[] merge = {"tune", "merge", folder.resolve("a.jsonl").toString(), "--out=" + out};
    JsonNode yardstick =
        machine
            .run(arguments(merge, new String[] {"--json"}))
            .succeeded()
            .json()
            .at("/yardsticks/0");
    assertThat(yardstick.at("/shards/0/host").stringValue()).isEqualTo("n07");
    assertThat(yardstick.at("/shards/0/outcome/kind").stringValue()).isEqualTo("predicted");
    assertThat(yardstick.at("/missing/0").stringValue()).isEqualTo("1/2");
    assertThat(machine.run(merge).succeeded().out())
        .contains("2/2    n07", "no record of 1/2", "the model predicts");
  }

  @Test
  void aStoreIsReportedAndItsSearchesReplayedWithoutMeasuring() throws IOException {
    Path store = folder.resolve("store.jsonl");
    Path html = folder.resolve("new/report.html");
    Path plots = folder.resolve("plots");
    TestMachine machine = TestMachine.withToolchain(folder);
    TestMachine.Run tuned =
        machine.run(arguments(KERNEL, FEW, new String[] {"--store=" + store, "--html=" + html}));
    assertThat(tuned.succeeded().out()).contains("in flight/CU", "instr/token", "why:");
    assertThat(html).content().contains("<svg", "buffering");
    List<String> lines = Files.readAllLines(store);
    assertThat(lines).allMatch(line -> line.contains("\"bytes_in_flight_per_cu\""));

    TestMachine bare = TestMachine.bare(folder);
    TestMachine.Run report =
        bare.run("tune", "report", store.toString(), "--html=" + html, "--plots=" + plots);
    assertThat(report.succeeded().out())
        .contains("2 candidates on record", "in flight/CU", "by the model it waits for");
    try (Stream<Path> files = Files.list(plots)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .allMatch(name -> name.matches("decode-bf16-h64-gqa2-.*-(effects|candidates).svg"))
          .hasSize(2);
    }
    bare.run("tune", "report", store.toString(), "--head-size=64", "--q-heads=4", "--kv-heads=2")
        .succeeded();
    bare.run("tune", "report", store.toString(), "--head-size=128", "--q-heads=4", "--kv-heads=2")
        .failed(ExitCode.USAGE, "has no records of such a kernel");

    Path svg = folder.resolve("strategies.svg");
    JsonNode comparison =
        bare.run("tune", "strategies", store.toString(), "--svg=" + svg, "--seeds=3", "--json")
            .succeeded()
            .json()
            .get("comparison");
    assertThat(comparison.get("strategies").size()).isEqualTo(4);
    assertThat(comparison.at("/strategies/0/timed_until_best").intValue()).isBetween(1, 2);
    assertThat(svg).content().startsWith("<svg");
    assertThat(Files.readAllLines(store)).isEqualTo(lines);
  }

  @Test
  void aStoreThatHasNothingIsNotReported() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), "{\"format\":7}\n");
    TestMachine machine = TestMachine.bare(folder);
    for (String command : List.of("report", "strategies")) {
      machine
          .run("tune", command, folder.resolve("none").toString())
          .failed(ExitCode.USAGE, "There is no tuning store");
      machine
          .run("tune", command, empty.toString())
          .failed(ExitCode.USAGE, "no record that this version can read (1 lines");
    }
    machine
        .run("tune", "strategies", empty.toString(), "--from=nowhere")
        .failed(ExitCode.USAGE, "--from nowhere: it must be one of default, drawn");
    machine
        .run("tune", "strategies", empty.toString(), "--seeds=0")
        .failed(ExitCode.USAGE, "--seeds 0: it must be 1 to 1000");
  }

  @Test
  void severalWorkloadsAreTunedForOneAfterTheOther() {
    TestMachine machine = TestMachine.withToolchain(folder);
    String[] few =
        Arrays.stream(FEW)
            .filter(a -> !a.startsWith("--batch") && !a.startsWith("--context"))
            .toArray(String[]::new);
    String[] rest = {"--workloads=8x100,1x300", "--json"};
    JsonNode sweeps = machine.run(arguments(KERNEL, few, rest)).succeeded().json().get("sweeps");
    assertThat(sweeps).hasSize(2);
    assertThat(sweeps.at("/0/sequences").intValue()).isEqualTo(8);
    assertThat(sweeps.at("/0/context").intValue()).isEqualTo(100);
    assertThat(sweeps.at("/1/sequences").intValue()).isEqualTo(1);
    assertThat(sweeps.at("/1/context").intValue()).isEqualTo(300);
    assertThat(
            machine.run(arguments(KERNEL, new String[] {"--workloads=8x100", "--batch=3"})).err())
        .contains("--workloads stands in place of --batch and --context");
    for (String bad : List.of("8", "0x100", "8x0", "8x100,x", "8*100", "99999999x1")) {
      assertThat(machine.run(arguments(KERNEL, new String[] {"--workloads=" + bad})).err())
          .contains("each must be sequences x tokens");
    }
  }

  @Test
  void mergesStores() throws IOException {
    Path a = Files.writeString(folder.resolve("a"), "{\"format\":7}\n");
    Path b = Files.writeString(folder.resolve("b"), "{\"format\":7}\n{\"format\":8}\n");
    Path out = folder.resolve("out");
    TestMachine machine = TestMachine.bare(folder);
    TestMachine.Run run = machine.run("tune", "merge", a.toString(), b.toString(), "--out=" + out);
    assertThat(run.succeeded().out()).contains("2 records added");
    assertThat(Files.readAllLines(out)).containsExactly("{\"format\":7}", "{\"format\":8}");
    machine
        .run("tune", "merge", folder.resolve("none").toString(), "--out=" + out)
        .failed(ExitCode.USAGE, "There is no tuning store");
  }
}
