package dev.pagen.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pagen.report.benchmark.BenchmarkPage;
import dev.pagen.report.benchmark.Measurements;
import dev.pagen.report.benchmark.SweepVariable;
import dev.pagen.report.drawing.Figure;
import dev.pagen.report.page.Browser.Scheme;
import dev.pagen.report.page.Page.Part;
import dev.pagen.report.page.Page.Section;
import dev.pagen.report.prediction.Predictions;
import dev.pagen.report.tuning.StrategyReport;
import dev.pagen.report.tuning.Sweeps;
import dev.pagen.report.tuning.TuningPage;
import dev.pagen.tune.StrategyComparison.Start;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pages are looked at in a browser, as wide as a screen and as a phone, by light and by dark:
 * nothing leaves its place, overlaps or is faint, and what they let a person do works. The
 * screenshots are in {@code target/screenshots}.
 */
class PageInBrowserTest {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final List<Integer> WIDTHS = List.of(1280, 390);
  private static final int HEIGHT = 2000;
  private static final String FAULTY = "faulty";

  /** What is wrong with this page must be found. */
  private static final String FAULTS =
      """
      <!DOCTYPE html><html><head></head><body style="color: #999; background: #aaa">
      <p style="width: 2000px">wide</p>
      <p style="width: 50px; overflow: hidden; white-space: nowrap">more than there is room for</p>
      <svg class="chart" viewBox="0 0 300 100"><text x="10" y="20">one</text>
      <text x="15" y="22">two</text><text x="290" y="90">far out</text></svg>
      <img src="http://localhost:9/none.png" alt="">
      <script>throw new Error('planted');</script></body></html>
      """;

  @TempDir private Path folder;

  private static Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("measured", TuningPage.html(Sweeps.bundled(4), "0.1"));
    pages.put("predicted", TuningPage.html(List.of(Sweeps.predicted()), "0.1"));
    pages.put(
        "bench",
        BenchmarkPage.html(
            SweepVariable.CONTEXT,
            Stream.of(128, 512, 2048, 16384)
                .flatMap(c -> Stream.of(1, 16, 64).map(p -> Measurements.of(64, c, p)))
                .toList(),
            Provenance.now("0.1", "GPU, \"large\"", "driver 1", List.of("NVRTC 13.0"), 7)));
    pages.put("drawings", drawings());
    pages.put(FAULTY, FAULTS);
    return pages;
  }

  /** Strategies, and predictions of three implementations. */
  private static String drawings() {
    Figure strategies = StrategyReport.of(Sweeps.predicted(), Start.DRAWN, 5).figure();
    Figure prediction = Predictions.figure();
    return new Page(
            "Predicted times: drawings",
            "Drawings.",
            null,
            List.of(
                new Section(
                    "Drawings",
                    Basis.PREDICTED,
                    "",
                    List.of(),
                    List.of(),
                    List.of(Part.of(List.of(strategies, prediction))),
                    List.of())))
        .html();
  }

  @ParameterizedTest
  @EnumSource
  void everyPageHasRoomForAllThatItShows(Scheme scheme) throws Exception {
    Optional<Browser> browser = Browser.find();
    assumeTrue(
        browser.isPresent(),
        "no Chromium and no Chrome is on the path, nor does PAGEN_BROWSER name one: reports are not"
            + " looked at");
    Map<String, String> pages = pages();
    String frames = pages.keySet().stream().map(this::frames).collect(Collectors.joining());
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Files.writeString(
          folder.resolve(page.getKey() + ".html"),
          page.getValue().replace("<head>", "<head><script>" + script("look.js") + "</script>"));
    }
    Path sheet =
        Files.writeString(folder.resolve("sheet.html"), script("sheet.html").formatted(frames));
    Files.createDirectories(SCREENSHOTS);
    Path screenshot = SCREENSHOTS.resolve("reports-%s.png".formatted(scheme)).toAbsolutePath();
    Files.deleteIfExists(screenshot);

    int width = WIDTHS.stream().mapToInt(w -> w).sum();
    String document =
        browser.get().look(sheet, scheme, width, HEIGHT * pages.size(), screenshot, folder);

    Map<String, List<String>> problems = problems(document);
    assertThat(problems).hasSize(pages.size() * WIDTHS.size());
    for (int w : WIDTHS) {
      assertThat(String.join("\n", problems.remove("#%s-%d".formatted(FAULTY, w))))
          .contains("overflows: <html", "overflows: <p", "overlaps: <text", "is faint")
          .contains("leaves its drawing", "leaves the page", "error: ", "planted", "fetches: ");
    }
    problems.values().removeIf(List::isEmpty);
    assertThat(problems).isEmpty();
    assertThat(colours(screenshot)).isGreaterThan(100);
    assertThat(ImageIO.read(screenshot.toFile()).getRGB(2, 2) & 0xff)
        .matches(blue -> scheme == Scheme.DARK ? blue < 64 : blue > 192);
  }

  private String frames(String page) {
    return WIDTHS.stream()
        .map(
            width ->
                "<iframe src=\"%s.html#%s-%d\" width=\"%d\" height=\"%d\"></iframe>"
                    .formatted(page, page, width, width, HEIGHT))
        .collect(Collectors.joining("", "<div>", "</div>\n"));
  }

  private static Map<String, List<String>> problems(String document) {
    String text = document.substring(document.indexOf("<pre>") + 5, document.indexOf("</pre>"));
    JsonNode findings =
        JsonMapper.shared()
            .readTree(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
    return findings
        .valueStream()
        .collect(
            Collectors.toMap(
                finding -> finding.get("page").stringValue(),
                finding ->
                    finding.get("problems").valueStream().map(JsonNode::stringValue).toList()));
  }

  private static long colours(Path image) throws IOException {
    BufferedImage pixels = ImageIO.read(image.toFile());
    return IntStream.range(0, pixels.getHeight())
        .flatMap(y -> IntStream.range(0, pixels.getWidth()).map(x -> pixels.getRGB(x, y)))
        .distinct()
        .limit(1000)
        .count();
  }

  private static String script(String name) throws IOException {
    return Files.readString(Path.of("src/test/resources/dev/pagen/report/page", name));
  }
}
