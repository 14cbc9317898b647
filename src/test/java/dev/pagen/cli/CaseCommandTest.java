package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.kernel.TuningChoices;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.terminal.Terminal;
import dev.pagen.toolchain.Host;
import dev.pagen.verify.AttentionCase;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command lines that random tests print are those of the same cases. */
class CaseCommandTest {
  @Command
  private static final class Parsed {
    @Mixin private KernelOptions kernels = new KernelOptions();
    @Mixin private WorkloadOptions workloads = new WorkloadOptions();
    @Mixin private DeviceOptions devices = new DeviceOptions();
  }

  @Test
  void areReadAsTheSameCase() {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      AttentionCase drawn = AttentionCase.next(random, Target.values()[i % Target.values().length]);
      String[] words = drawn.command().split(" ");
      assertThat(words).startsWith("pa-gen", "verify");
      Parsed parsed = new Parsed();
      new CommandLine(parsed, new HostFactory(Host.current(), Terminal.none()))
          .parseArgs(Arrays.copyOfRange(words, 2, words.length));
      assertThat(parsed.kernels.resolve(null))
          .containsExactly(
              new KernelSpec(
                  drawn.attention(),
                  new TuningChoices(drawn.tuning()).resolve(drawn.attention(), drawn.target()),
                  drawn.target()));
      assertThat(parsed.workloads.contexts())
          .containsExactly(drawn.contexts().stream().mapToInt(Integer::intValue).toArray());
      assertThat(parsed.workloads.distributions()).containsExactly(drawn.distribution());
      assertThat(parsed.workloads.placement()).isEqualTo(drawn.placement());
      assertThat(parsed.devices).isNotNull();
      assertThat(parsed.workloads.seed()).isEqualTo(drawn.seed());
    }
  }
}
