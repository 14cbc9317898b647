package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.toolchain.InstallProgress.Step;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final StringWriter text = new StringWriter();
  private final PrintWriter err = new PrintWriter(text, true);

  @Test
  void aTerminalSeesOneLineThatIsErasedAtTheEnd() {
    try (ProgressLine line = new ProgressLine(err, true)) {
      line.show("1 of 2");
      line.show("2 of 2");
    }
    assertThat(text.toString())
        .isEqualTo("\r\033[Kpa-gen: 1 of 2\r\033[Kpa-gen: 2 of 2\r\033[K")
        .doesNotContain("\n");
  }

  @Test
  void whereNobodyLooksNothingIsShown() {
    try (ProgressLine line = new ProgressLine(err, false)) {
      line.show("1 of 2");
    }
    assertThat(text.toString()).isEmpty();
  }

  @Test
  void anInstallationCountsMegabytesOnATerminal() {
    try (InstallBar bar = new InstallBar(err, new ProgressLine(err, true))) {
      bar.update(Step.DOWNLOAD, 3_000_000, OptionalLong.of(68_000_000));
    }
    assertThat(text.toString()).contains("pa-gen: Downloading HIPRTC 3 of 68 MB");
  }

  @Test
  void anInstallationIsALinePerStepElsewhere() {
    try (InstallBar bar = new InstallBar(err, new ProgressLine(err, false))) {
      bar.update(Step.DOWNLOAD, 0, OptionalLong.empty());
      bar.update(Step.DOWNLOAD, 3_000_000, OptionalLong.of(68_000_000));
      bar.update(Step.UNPACK, 0, OptionalLong.empty());
    }
    assertThat(text.toString().lines())
        .containsExactly("pa-gen: Downloading HIPRTC", "pa-gen: Unpacking HIPRTC");
  }
}
