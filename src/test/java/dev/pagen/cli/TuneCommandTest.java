package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
    Tuning standard = Tuning.defaultFor(attention, Target.GFX942);
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
    refused("--shard=two", "--shard two");
    TestMachine.bare(folder)
        .run(arguments(KERNEL, new String[] {"--fix=buffering=1", "--only=buffering=1,2"}))
        .failed(ExitCode.USAGE, "buffering is given twice");
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
    assertThat(Files.readAllLines(store)).hasSize(2);

    TestMachine.Run again = machine.run(arguments(KERNEL, FEW, new String[] {"--resume"}));
    assertThat(again.succeeded().out()).contains("2 of 2 candidates tried, 2 of them before");
    assertThat(Files.readAllLines(store)).hasSize(2);

    Files.writeString(store, Files.readString(store).replaceAll("\"calibrated \\w+\"", "\"old\""));
    TestMachine.Run stale =
        machine.run(arguments(KERNEL, FEW, new String[] {"--resume", "--shard=1/2"}));
    assertThat(stale.succeeded().err())
        .contains("of this kernel 2 records are of another driver (old): kept");
    assertThat(stale.out()).contains("1 of 1 candidates tried;");
    assertThat(Files.readAllLines(store)).hasSize(3);
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
