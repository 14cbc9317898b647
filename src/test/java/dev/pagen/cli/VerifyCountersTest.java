package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.cli.TestMachine.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What {@code verify} shows of the emulator's counters and checks. */
class VerifyCountersTest {
  private static final String KERNEL =
      "verify --head-size 64 --q-heads 4 --kv-heads 1 --dtype fp16 --arch gfx942 --device emulator"
          + " --contexts 40,300 --seed 1 ";

  @TempDir private static Path folder;
  private static TestMachine machine;

  @BeforeAll
  static void start() {
    machine = TestMachine.withToolchain(folder);
  }

  private static Run verify(String more) {
    return machine.run((KERNEL + more).strip().split(" +"));
  }

  @Test
  void countersAreATableOfKernelsAndShares() {
    Run run = verify("--counters --set reduce=kernel --partition 256").succeeded();
    assertThat(run.out())
        .containsPattern("paged_attention_decode +per wave +paged_attention_reduce");
    assertThat(run.out()).containsPattern("128-byte transactions +[1-9][\\d,]*");
    assertThat(run.out()).containsPattern("  matrix +[1-9][\\d,]* +[\\d.]+ +0 +0.0");
    assertThat(run.out()).containsPattern("bank conflict cycles +\\d+");
  }

  @Test
  void twoTuningsAreCompared() {
    Run run =
        verify("--json --check --counters --partition 256 --against buffering=1,partition=512")
            .succeeded();
    JsonNode counters = run.json().get("counters");
    assertThat(counters).hasSize(2);
    JsonNode asked = counters.get(0).get("kernels").get("paged_attention_decode");
    JsonNode rival = counters.get(1).get("kernels").get("paged_attention_decode");
    assertThat(asked.get("workgroups").intValue()).isEqualTo(4);
    assertThat(rival.get("workgroups").intValue()).isEqualTo(2);
    assertThat(asked.get("instructions").get("matrix").longValue())
        .isEqualTo(asked.get("matrix_instructions").longValue());
    assertThat(asked.get("lds_conflicts").isArray()).isTrue();
    assertThat(run.err()).containsPattern("as asked +buffering=1,partition=512 +ratio");
  }

  @Test
  void comparingNeedsCounters() {
    Run run = verify("--against buffering=1");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.err()).contains("give --counters too");
  }

  @Test
  void aTuningThatIsNoneIsNamed() {
    Run run = verify("--counters --against depth=1");
    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.err()).contains("--against depth=1", "buffering");
  }
}
