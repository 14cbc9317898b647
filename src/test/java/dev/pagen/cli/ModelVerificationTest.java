package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.cli.TestMachine.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published models, verified as a user would, whatever the compiler. */
@Tag("compiler")
class ModelVerificationTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "grok-1, 8, 1, 3",
    "deepseek-v3, 8, 64, 3",
    // Layers with a window, and full ones.
    "gpt-oss-120b, 4, 16, 6"
  })
  void everyKernelOfAModelComputesAttention(String model, int ranks, int pageSize, int kernels) {
    Run run =
        TestMachine.withToolchain(folder)
            .run(
                "verify",
                "examples/models/%s.json".formatted(model),
                "--tp=" + ranks,
                "--page-size=" + pageSize,
                "--arch=gfx90a,gfx942,gfx950",
                "--contexts=1,257,600",
                "--device=emulator",
                "--tuning=default",
                "--seed=1",
                "--json")
            .succeeded();
    assertThat(run.json().get("passed").booleanValue()).isTrue();
    assertThat(run.json().get("verifications")).hasSize(kernels);
    assertThat(run.json().get("tunings"))
        .allSatisfy(t -> assertThat(t.has("passed_over")).as(t.toString()).isFalse());
  }
}
