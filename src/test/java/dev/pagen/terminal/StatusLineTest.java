package dev.pagen.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StatusLineTest {
  private static final Screen TERMINAL = new Screen(true, 40, false);
  private static final Duration SOON = Duration.ofMillis(300);

  private final StringWriter shown = new StringWriter();
  private final Terminal terminal = new Terminal(TERMINAL, TERMINAL);
  private final TerminalWriter err = terminal.err(new PrintWriter(shown));

  @Test
  void oneLineIsDrawnAgainAndErasedAtTheEnd() {
    StatusLine line = terminal.status();
    line.show("1 of 2");
    line.draw(SOON);
    line.draw(SOON);
    line.show("2 of 2");
    line.draw(SOON);
    line.end();
    assertThat(shown.toString())
        .isEqualTo("pa-gen: 1 of 2\r\033[Kpa-gen: 2 of 2\r\033[K")
        .doesNotContain("\n");
  }

  @Test
  void itMakesRoomForWhateverElseIsWritten() {
    PrintWriter out = terminal.out(new PrintWriter(shown));
    terminal.status().show("working");
    terminal.status().draw(SOON);
    out.println("a result");
    terminal.status().draw(SOON);
    err.println("a warning");
    assertThat(shown.toString())
        .isEqualTo("pa-gen: working\r\033[Ka result\npa-gen: working\r\033[Ka warning\n");
  }

  @Test
  void itWaitsUntilALineIsWritten() {
    terminal.status().show("working");
    err.print("a line that ");
    err.flush();
    terminal.status().draw(SOON);
    err.println("goes on");
    assertThat(shown.toString()).isEqualTo("a line that goes on\n");
  }

  @Test
  void itIsCutToTheWidthAndTellsTheSeconds() {
    terminal.status().show("verify, on a kernel with quite a long name ...");
    terminal.status().draw(Duration.ofSeconds(12));
    assertThat(shown.toString()).hasSize(39).endsWith("... (12 s)");
  }

  @Test
  void itShowsTextAndObeysNone() {
    terminal.status().show("half\rdone\u001b[2J");
    terminal.status().draw(SOON);
    assertThat(shown.toString()).isEqualTo("pa-gen: half\\u000ddone\\u001b[2J");
  }

  @Test
  void aWorkThatGoesOnIsSeenWithoutAnybodysDoing() throws InterruptedException {
    CountDownLatch drawn = new CountDownLatch(1);
    StatusLine line = new StatusLine(TERMINAL);
    line.on(
        new PrintWriter(shown) {
          @Override
          public void flush() {
            drawn.countDown();
          }
        });
    line.begin("verify ...");
    drawn.await();
    line.end();
    assertThat(shown.toString()).startsWith("pa-gen: verify ...").endsWith("\r\033[K");
  }

  @Test
  void whereNobodyLooksNothingIsShown() {
    Terminal none = Terminal.none();
    PrintWriter writer = none.err(new PrintWriter(shown));
    none.status().begin("working");
    writer.println("a warning");
    none.status().end();
    assertThat(shown.toString()).isEqualTo("a warning\n");
  }
}
