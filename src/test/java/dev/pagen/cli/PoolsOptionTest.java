package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.json.SpecJson;
import dev.pagen.spec.AttentionSpec;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.node.JsonNodeFactory;

/** What {@code --pools} and {@code --extra-page-size} make together. */
class PoolsOptionTest {
  @Command
  private static final class Asked {
    @Mixin private SpecOptions options = new SpecOptions();
  }

  private static AttentionSpec attention(String further) {
    Asked asked = new Asked();
    String line = "--kv-rows fp8_ds_mla_v4 --q-heads 64 --page-size 64 --select tokens " + further;
    new CommandLine(asked).parseArgs(line.trim().split(" "));
    return asked.options.resolve(null).getFirst().attention();
  }

  @Test
  void aSecondPoolHasPagesAsLongUnlessOthersAreSaid() {
    assertThat(attention("").hasExtraPool()).isFalse();
    assertThat(attention("--pools 1")).isEqualTo(attention(""));
    assertThat(attention("--pools 2").extraPageSize()).hasValue(64);
    assertThat(attention("--pools 2 --extra-page-size 2").extraPageSize()).hasValue(2);
    assertThat(attention("--extra-page-size 2"))
        .isEqualTo(attention("--pools 2 --extra-page-size 2"));
  }

  @Test
  void theFilesSayItToo() {
    AttentionSpec spec = attention("--extra-page-size 2");
    assertThat(
            SpecJson.attention(
                JsonNodeFactory.instance.objectNode().set("attention", SpecJson.write(spec))))
        .isEqualTo(spec);
    assertThat(spec.extraPool().orElseThrow().pageElements()).isEqualTo(1728);
  }

  @Test
  void whatContradictsIsRefused() {
    assertThatThrownBy(() -> attention("--pools 3"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("tokens are of 1 pool or of 2");
    assertThatThrownBy(() -> attention("--pools 1 --extra-page-size 2"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("of a second pool");
  }
}
