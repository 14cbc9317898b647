package dev.pagen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.terminal.Screen;
import dev.pagen.terminal.Terminal;
import dev.pagen.toolchain.InstallProgress.Step;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class InstallBarTest {
  private final StringWriter text = new StringWriter();

  @Test
  void anInstallationIsALinePerStepWhereNobodyLooks() {
    PrintWriter err = Terminal.none().err(new PrintWriter(text, true));
    try (InstallBar bar = new InstallBar(err, Terminal.none().status())) {
      bar.update(Step.DOWNLOAD, 0, OptionalLong.empty());
      bar.update(Step.DOWNLOAD, 3_000_000, OptionalLong.of(68_000_000));
      bar.update(Step.UNPACK, 0, OptionalLong.empty());
    }
    assertThat(text.toString().lines())
        .containsExactly("pa-gen: Downloading HIPRTC", "pa-gen: Unpacking HIPRTC");
  }

  @Test
  void anInstallationIsNoLinesOnATerminalButThoseThatStay() {
    Screen screen = new Screen(true, 80, false);
    Terminal terminal = new Terminal(screen, screen);
    PrintWriter err = terminal.err(new PrintWriter(text, true));
    try (InstallBar bar = new InstallBar(err, terminal.status())) {
      bar.update(Step.DOWNLOAD, 3_000_000, OptionalLong.of(68_000_000));
      bar.note("the mirror lacks forky: sid");
    }
    assertThat(text.toString()).isEqualTo("pa-gen: the mirror lacks forky: sid\n");
  }
}
