package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.cli.TestMachine.Run;
import dev.pagen.compile.KernelBuilder;
import dev.pagen.compile.TestBuilder;
import dev.pagen.files.PagenHome;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import dev.pagen.tune.KernelKey;
import dev.pagen.tune.Outcome;
import dev.pagen.tune.Stamp;
import dev.pagen.tune.TuningRecord;
import dev.pagen.tune.TuningStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Commands that build kernels use what a store knows. */
class TunedKernelsTest {
  private static final AttentionSpec ATTENTION =
      AttentionSpec.of(64, 4, 2, DataType.BF16, 16, KvLayout.NHD);
  private static final Tuning STANDARD = KernelDesign.of(ATTENTION, Target.GFX942).defaultTuning();
  private static final Tuning TUNED = STANDARD.withBuffering(1).withWaves(2);

  @TempDir private Path folder;
  private TestMachine machine;

  @BeforeEach
  void keepWhatAGpuWasTunedTo() {
    machine = TestMachine.withToolchain(folder);
    keep(TUNED, new WorkloadSize(512, 2048), TestBuilder.shared());
  }

  private TuningStore store() {
    return TuningStore.of(new PagenHome(machine.home()), "some GPU");
  }

  private void keep(Tuning tuning, WorkloadSize size, KernelBuilder made) {
    KernelSpec kernel = new KernelSpec(ATTENTION, tuning, Target.GFX942);
    store()
        .append(
            new TuningRecord(
                Instant.EPOCH,
                new Stamp("some GPU", "driver 1"),
                new KernelKey(made.compilerVersion(), made.compilerDigest(), made.template(kernel)),
                kernel,
                size,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Outcome.Timed(125, 124, 126, 100, 256)));
  }

  private Run run(String command, String... more) {
    return machine.run(
        Stream.concat(
                Stream.of(
                    command,
                    "--head-size=64",
                    "--q-heads=4",
                    "--kv-heads=2",
                    "--arch=gfx942",
                    "--json"),
                Arrays.stream(more))
            .toArray(String[]::new));
  }

  private Run generate(String... more) {
    return run(
            "generate",
            Stream.concat(Stream.of("--out=" + folder.resolve("out")), Arrays.stream(more))
                .toArray(String[]::new))
        .succeeded();
  }

  private static void assertTuning(Run run, Tuning tuning, String source) {
    JsonNode kernel = run.json().at("/kernels/0");
    assertThat(kernel.at("/tuning_from/source").stringValue()).as(run.err()).isEqualTo(source);
    for (TuningParameter parameter : TuningParameter.values()) {
      assertThat(kernel.get("tuning").get(parameter.toString()).asString())
          .isEqualTo(parameter.get(tuning));
    }
  }

  @Test
  void generateMakesTheKernelOfTheStoreAndSaysWhereItIsFrom() {
    Run run = generate("--batch=500", "--context=2000");
    assertTuning(run, TUNED, "store");
    JsonNode from = run.json().at("/kernels/0/tuning_from");
    assertThat(from.get("device").stringValue()).isEqualTo("some GPU");
    assertThat(from.get("sequences").intValue()).isEqualTo(512);
    assertThat(from.get("share_of_floor").doubleValue()).isEqualTo(0.8);
    assertThat(run.err())
        .contains(
            "decode-bf16-h64-gqa2-p16-nhd-gfx942: tuning timed on some GPU for 512 sequences of"
                + " 2048 tokens, 80.0 % of the floor")
        .doesNotContain("pa-gen:");
    assertThat(generate().err()).contains("the nearest to 64 sequences of 2048 tokens");
  }

  @Test
  void aTuningByHandTurnsTheLookUpOff() {
    assertTuning(
        generate("--set=buffering=1"),
        STANDARD
            .withBuffering(1)
            .withWavesPerEu(
                generate("--set=buffering=1").json().at("/kernels/0/tuning/waves-per-eu").asInt()),
        "given");
    run("generate", "--buffering=1", "--tuning=" + store().file())
        .failed(ExitCode.USAGE, "parameters given by hand change the default tuning");
    generate("--buffering=1", "--tuning=default");
  }

  @Test
  void theSourceCanBeNamed() throws IOException {
    assertTuning(generate("--tuning=default"), STANDARD, "default");
    Path other = Files.move(store().file(), folder.resolve("elsewhere"));
    assertTuning(generate(), STANDARD, "default");
    assertTuning(generate("--tuning=" + other), TUNED, "store");
    run("generate", "--tuning=" + folder.resolve("none"))
        .failed(ExitCode.USAGE, "There is no tuning store");
  }

  @Test
  void recordsOfAnotherCompilerAreNotUsedAndThatIsSaid() throws IOException {
    Files.writeString(
        store().file(),
        Files.readString(store().file()).replaceFirst("_digest\":\"", "_digest\":\"un"));
    Run run = generate();
    assertTuning(run, STANDARD, "default");
    assertThat(run.err())
        .contains("of this kernel's tunings 1 record is of another compiler (HIPRTC ")
        .contains("kept, not used without --accept device+template");
    Run accepted = generate("--accept=device+template", "--batch=512");
    assertTuning(accepted, TUNED, "store");
    assertThat(accepted.err())
        .containsPattern("the tuning was found with (another build of )?HIPRTC ");
    JsonNode from = accepted.json().at("/kernels/0/tuning_from");
    assertThat(from.at("/differs_in/0").stringValue()).isEqualTo("compiler");
    assertThat(from.get("store").stringValue()).isEqualTo(store().file().toString());
    machine = machine.with("PAGEN_ACCEPT", "device+template");
    assertTuning(generate(), TUNED, "store");
    assertTuning(generate("--accept=exact"), STANDARD, "default");
    run("generate", "--accept=all").failed(ExitCode.USAGE, "--accept all: it must be one of exact");
    machine = machine.with("PAGEN_ACCEPT", "all");
    run("generate").failed(ExitCode.USAGE, "PAGEN_ACCEPT=all: it must be one of exact");
  }

  @Test
  void storesAreLookedIntoInTheOrderOfTheirPath() throws IOException {
    Tuning other = STANDARD.withBuffering(1).withWaves(1);
    Path named = Files.createDirectories(folder.resolve("named"));
    Path system = Files.createDirectories(folder.resolve("root/etc/pa-gen"));
    String[] size = {"--batch=512", "--context=2048"};
    String line = Files.readString(store().file());
    String others =
        line.replace("\"waves\":2", "\"waves\":1").replace("\"time_us\":125", "\"time_us\":150");
    KernelSpec kernel = new KernelSpec(ATTENTION, other, Target.GFX942);
    others =
        others.replaceFirst(
            "\"template\":\"\\w+", "\"template\":\"" + TestBuilder.shared().template(kernel));
    Files.writeString(system.resolve("site.jsonl"), others);
    Run ofTheMachine = generate(size);
    assertTuning(ofTheMachine, other, "store");
    assertThat(ofTheMachine.err()).contains("(%s)".formatted(system.resolve("site.jsonl")));
    Files.writeString(named.resolve("ours.jsonl"), line);
    Files.writeString(named.resolve("notes.txt"), others);
    machine = machine.with("PAGEN_TUNINGS", named + ":");
    assertTuning(generate(size), TUNED, "store");
    JsonNode stores = machine.run("tune", "stores", "--json").succeeded().json().get("stores");
    assertThat(stores.valueStream().map(s -> s.get("whose").stringValue()).distinct())
        .containsExactly("named", "system", "user", "bundled");
    assertThat(stores.at("/0/store").stringValue())
        .isEqualTo(named.resolve("ours.jsonl").toString());
    assertThat(stores.at("/0/records").intValue()).isEqualTo(1);
    machine = machine.with("PAGEN_TUNINGS", named + ":" + folder.resolve("gone"));
    run("generate").failed(ExitCode.USAGE, "PAGEN_TUNINGS names " + folder.resolve("gone"));
    machine = machine.with("PAGEN_TUNINGS", named.resolve("notes.txt").toString());
    stores = machine.run("tune", "stores", "--json").succeeded().json().get("stores");
    assertThat(stores.at("/0/records").intValue()).isEqualTo(1);
  }

  @Test
  void aDamagedStoreDoesNotKeepAKernelFromBeingMade() throws IOException {
    String line = Files.readString(store().file());
    Files.writeString(
        store().file(),
        "{{{\n\u0000\n" + line.substring(0, line.length() - 20) + "\n",
        StandardOpenOption.APPEND);
    Run run = generate();
    assertTuning(run, TUNED, "store");
    assertThat(run.err()).contains("3 lines of " + store().file(), "cannot be read");
    Files.delete(store().file());
    Files.createDirectory(store().file());
    run = generate();
    assertTuning(run, STANDARD, "default");
    assertThat(run.err()).contains("cannot be read");
  }

  @Test
  void verifyInspectAndCountTakeTheSameKernel() {
    Run verify =
        run("verify", "--device=emulator", "--batch=2", "--context=100", "--seed=1").succeeded();
    assertThat(verify.json().at("/tunings/0/source").stringValue()).isEqualTo("store");
    assertThat(verify.err()).contains("tuning timed on some GPU");
    Run count = run("count", "--batch=512", "--context=2048").succeeded();
    assertThat(count.json().at("/tunings/0/source").stringValue()).isEqualTo("store");
    String name = generate().json().at("/kernels/0/name").stringValue();
    assertThat(count.json().at("/counts/0/kernel").stringValue()).isEqualTo(name);
    assertThat(run("inspect").succeeded().err()).contains(name);
    assertThat(run("inspect", "--tuning=default").succeeded().err()).doesNotContain(name);
  }
}
