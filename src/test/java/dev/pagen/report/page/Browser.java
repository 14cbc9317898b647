package dev.pagen.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Chromium or Chrome, without a window and without a network. */
record Browser(Path program) {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

  private static final List<String> QUIET =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--disable-dev-shm-usage",
          "--no-first-run",
          "--hide-scrollbars");

  private static final int LIMIT_SECONDS = 120;

  /** Which colours a page is asked for. */
  enum Scheme {
    DARK,
    LIGHT
  }

  /** The one that {@code PAGEN_BROWSER} names, or the first on the path. */
  static Optional<Browser> find() {
    Stream<Path> named = Stream.ofNullable(System.getenv("PAGEN_BROWSER")).map(Path::of);
    Stream<Path> usual =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
    return Stream.concat(named, usual).filter(Files::isExecutable).findFirst().map(Browser::new);
  }

  /**
   * Opens a page, takes a screenshot, and gives the document as it is after five seconds of the
   * page's own time.
   *
   * @param folder for what the browser writes
   */
  String look(Path page, Scheme scheme, int width, int height, Path screenshot, Path folder)
      throws IOException, InterruptedException {
    Path document = folder.resolve("document.html");
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(QUIET);
    command.add("--user-data-dir=" + folder.resolve("profile"));
    command.add("--blink-settings=preferredColorScheme=" + scheme.ordinal());
    command.add("--window-size=%d,%d".formatted(width, height));
    command.add("--virtual-time-budget=5000");
    command.add("--screenshot=" + screenshot);
    command.add("--dump-dom");
    command.add(page.toUri().toString());
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(document.toFile())
            .redirectError(folder.resolve("browser.log").toFile())
            .start();
    try {
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("%s ends", program).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return Files.readString(document);
  }
}
