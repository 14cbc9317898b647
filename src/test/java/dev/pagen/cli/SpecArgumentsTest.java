package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.json.SpecArguments;
import dev.pagen.kernel.KernelDraws;
import dev.pagen.kernel.Specs;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Target;
import java.util.Random;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The options that a report gives for a kernel are those of that kernel. */
class SpecArgumentsTest {
  @Command
  private static final class Numbers {
    @Mixin private SpecOptions options = new SpecOptions();
  }

  @Test
  void theCommandLineTakesThemAndComesToTheSameSpec() {
    Random random = new Random(11);
    for (int run = 0; run < 120; run++) {
      AttentionSpec attention =
          KernelDraws.next(random, run % 2 == 0 ? Target.GFX950 : Target.SM_90).attention();
      String line = String.join(" ", SpecArguments.of(attention));
      Numbers numbers = new Numbers();
      new CommandLine(numbers).parseArgs(line.split(" "));
      assertThat(numbers.options.resolve(null))
          .as(line)
          .singleElement()
          .extracting(SpecOptions.Layers::attention)
          .isEqualTo(attention);
    }
  }

  @Test
  void whatGoesWithoutSayingIsNotSaid() {
    AttentionSpec attention = Specs.seedAttention().with(changed -> changed.softCap(30).scale(0.5));
    assertThat(String.join(" ", SpecArguments.of(attention)))
        .isEqualTo(
            "--head-size 128 --q-heads 6 --kv-heads 1 --dtype bf16 --page-size 1 --scale 0.5"
                + " --soft-cap 30");
  }
}
