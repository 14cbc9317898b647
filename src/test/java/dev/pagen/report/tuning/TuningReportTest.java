package dev.pagen.report.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.report.drawing.Figure;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import dev.pagen.tune.KernelKey;
import dev.pagen.tune.LoopInstructions;
import dev.pagen.tune.Outcome;
import dev.pagen.tune.Outcome.Cause;
import dev.pagen.tune.Resources;
import dev.pagen.tune.SearchSpace;
import dev.pagen.tune.Stamp;
import dev.pagen.tune.SweepResult;
import dev.pagen.tune.SweepResult.End;
import dev.pagen.tune.TuningRecord;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;

/** What is said and drawn of sweeps whose results are made up. */
class TuningReportTest {
  private static final AttentionSpec ATTENTION =
      AttentionSpec.of(128, 6, 1, DataType.BF16, 1, KvLayout.NHD);
  private static final SearchSpace SPACE = space();

  private static SearchSpace space() {
    Tuning standard = KernelDesign.of(ATTENTION, Target.GFX950).defaultTuning();
    Map<TuningParameter, List<String>> only = new EnumMap<>(TuningParameter.class);
    for (TuningParameter parameter : TuningParameter.values()) {
      only.put(parameter, List.of(parameter.get(standard)));
    }
    only.put(TuningParameter.BUFFERING, List.of("1", "2", "3"));
    only.put(TuningParameter.WAVES, List.of("2", "4", "8"));
    return SearchSpace.of(ATTENTION, Target.GFX950, only);
  }

  private static TuningReport report(Function<Tuning, Outcome> outcomes) {
    List<TuningRecord> records =
        SPACE.tunings().stream()
            .map(
                tuning -> {
                  KernelSpec kernel = SPACE.kernel(tuning);
                  return new TuningRecord(
                      Instant.EPOCH,
                      new Stamp("a <GPU> & more", "<script>alert(1)</script>"),
                      new KernelKey("compiler 1", "digest 1", "template"),
                      kernel,
                      new WorkloadSize(512, 2048),
                      Optional.of("code of " + tuning),
                      Optional.empty(),
                      Optional.of(
                          new Resources(
                              100 + tuning.buffering(),
                              4096,
                              2,
                              2 * tuning.waves(),
                              Optional.of(tuning.buffering() * 8192L),
                              Optional.of(new LoopInstructions(64, 384, 32, 200, 30, 30)))),
                      outcomes.apply(tuning));
                })
            .toList();
    return TuningReport.of(new SweepResult(SPACE, records, 0, End.RECORDED));
  }

  /** Three tiles are 10 % better than two, and twice as good as one; eight waves are wrong. */
  private static Outcome outcome(Tuning tuning) {
    if (tuning.waves() == 8) {
      return new Outcome.Rejected(Cause.WRONG, "differs at <0, 1>\nand so on");
    }
    double time = List.of(200, 110, 99).get(tuning.buffering() - 1) + 0.01 * tuning.waves();
    return new Outcome.Timed(time, time - 1, time + 1, 90, 16);
  }

  private static Document parse(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aRowForEachParameterSaysWhatItsNextBestValueCostsAndWhatACounterSaysOfIt() {
    TuningReport report = report(TuningReportTest::outcome);
    assertThat(report.why().table().orElseThrow().toString().lines())
        .containsExactly(
            "parameter  best  next best  slowdown  spread       reason                         also"
                + " differs in",
            "buffering  3     2             1.111  1.090-1.133  24 KB in flight/CU, not 16 KB",
            "waves      2     4             1.000  0.980-1.021");
    assertThat(report.why().sentence())
        .isEqualTo("The best takes 99.0 us, 90.0 % of the time of the default.");
  }

  @Test
  void theNextBestDiffersInAsFewOtherParametersAsThereAre() {
    // With two waves all but the best are wrong, so four waves have to stand for them.
    TuningReport report =
        report(
            tuning ->
                tuning.waves() == 2 && tuning.buffering() != 3
                    ? new Outcome.Rejected(Cause.WRONG, "no")
                    : outcome(tuning));
    JsonNode buffering = report.json().at("/why/0");
    assertThat(buffering.at("/parameter").stringValue()).isEqualTo("buffering");
    assertThat(buffering.at("/next_best").stringValue()).isEqualTo("2");
    assertThat(buffering.at("/also")).hasToString("[{\"parameter\":\"waves\",\"value\":\"4\"}]");
    assertThat(report.json().at("/why/1/also")).isEmpty();
  }

  @Test
  void aValueThatNothingElseCanHaveIsBesideTheReason() {
    TuningReport report =
        report(
            tuning ->
                tuning.buffering() == 2
                    ? outcome(tuning)
                    : new Outcome.Rejected(Cause.PRUNED, "spills 9 VGPRs\nand so on"));
    assertThat(report.json().at("/why/0"))
        .hasToString(
            "{\"parameter\":\"buffering\",\"value\":\"2\",\"next_best\":\"1\","
                + "\"reason\":\"pruned: spills 9 VGPRs\",\"also\":[]}");
    assertThat(report.text()).contains("no time");
  }

  @Test
  void saysThatTheDefaultIsTheBestAndWhatAModelCannotTellApart() {
    TuningReport report =
        report(
            tuning ->
                new Outcome.Predicted(
                    80 + differences(tuning) * 0.1,
                    84,
                    67,
                    Optional.of(tuning.buffering() == 1 ? "latency" : "memory")));
    assertThat(report.why().sentence())
        .isEqualTo(
            "The best takes 82.0 us and is the default; by the model it waits for memory; the model"
                + " does not tell it from 7 candidates within 1 %.");
    JsonNode slowdown = report.json().at("/why/0/slowdown");
    assertThat(slowdown.at("/low").doubleValue()).isEqualTo(1.0);
    assertThat(slowdown.at("/high").doubleValue()).isEqualTo(80.1 / 80);
  }

  @Test
  void theModelsReasonIsWhatTheOtherWaitsFor() {
    TuningReport report =
        report(
            tuning ->
                new Outcome.Predicted(
                    tuning.buffering() == 3 ? 80 : 100,
                    tuning.buffering() == 3 ? 84 : 120,
                    67,
                    Optional.of(tuning.buffering() == 3 ? "memory" : "latency")));
    assertThat(report.why().table().orElseThrow().toString())
        .contains("1.341  1.250-1.429  waits for memory, not latency");
  }

  private static int differences(Tuning tuning) {
    return (tuning.buffering() == 2 ? 0 : 1) + (tuning.waves() == 4 ? 0 : 1);
  }

  @Test
  void theTableShowsWhyBesideTheTime() {
    List<String> lines = report(TuningReportTest::outcome).text().lines().toList();
    assertThat(lines.get(1)).contains("8 candidates on record (2 wrong)");
    assertThat(lines.get(2).split(" {2,}"))
        .containsExactly(
            "",
            "buffering",
            "waves",
            "time us",
            "floor us",
            "of floor",
            "runs",
            "in flight/CU",
            "waves/CU",
            "registers",
            "instr/token");
    assertThat(lines.get(3).split(" {2,}"))
        .containsExactly(
            "", "best", "3", "2", "99.0", "90.0", "90.9 %", "16", "24 KB", "4", "103", "6.0");
    assertThat(lines).anyMatch(line -> line.startsWith("  start  2"));
  }

  @Test
  void thePageNeedsNothingElseAndHasAllOfIt() throws Exception {
    TuningReport report = report(TuningReportTest::outcome);
    String html = TuningPage.html(List.of(report, report), "0.1");
    assertThat(html)
        .doesNotContain("src=", "href=\"h", "url(", "@import", "<GPU>", "<script>alert")
        .contains("default-src 'none'", "<title>Measured times: decode-")
        .contains(
            "a &lt;GPU&gt; &amp; more (&lt;script&gt;alert(1)&lt;/script&gt;)",
            "90.0 % of the time of the default")
        .contains("--set buffering=3", "differs at &lt;0, 1&gt;");
    Document page = parse(html.substring(html.indexOf("<main>"), html.indexOf("</main>") + 7));
    // Two drawings of each, for two widths.
    assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(8);
    assertThat(page.getElementsByTagName("table").getLength()).isEqualTo(6);
  }

  @Test
  void thePageSaysWhereItsNumbersComeFromAndHowToHaveThemAgain() throws Exception {
    String html = TuningPage.html(List.of(Sweeps.predicted()), "0.1");
    Document page = parse(html.substring(html.indexOf("<main>"), html.indexOf("</main>") + 7));
    assertThat(html).contains("<title>Predicted times: decode-bf16-h128-gqa6-p1-nhd-gfx950, model");
    assertThat(page.getElementsByTagName("dl").item(0).getTextContent())
        .contains("predicted by a model", "1970-01-01 00:00 UTC", "revision 2, calibrated")
        .contains("HIPRTC 6.4.3-5 (LLVM 21), digest 9512b1de7f45", "pa-gen0.1", "seed7");
    assertThat(page.getElementsByTagName("pre").item(0).getTextContent())
        .startsWith("pa-gen generate --head-size 128 --q-heads 6 --kv-heads 1 --dtype bf16")
        .contains("--page-size 1 --arch gfx950 --set ")
        .endsWith(" --out kernels");
    assertThat(page.getElementsByTagName("pre").item(1).getTextContent())
        .startsWith("pa-gen count ")
        .endsWith(" --batch 512 --context 2048 --seed 7 --predict");
  }

  @Test
  void severalSweepsHaveAListOfContentsThatLeadsToEach() throws Exception {
    String html = TuningPage.html(Sweeps.bundled(3), "0.1");
    Document contents = parse(html.substring(html.indexOf("<nav"), html.indexOf("</nav>") + 6));
    assertThat(contents.getElementsByTagName("a").getLength()).isEqualTo(3);
    assertThat(html).contains("href=\"#s3\"", "<section id=\"s3\">");
    assertThat(html).contains("not on record");
    assertThat(TuningPage.html(Sweeps.bundled(1), "0.1")).doesNotContain("<nav");
  }

  /** What marks say. */
  private static List<String> marks(Document drawing) {
    NodeList titles = drawing.getElementsByTagName("title");
    return IntStream.range(0, titles.getLength())
        .mapToObj(i -> titles.item(i).getTextContent())
        .toList();
  }

  @Test
  void drawsAPanelForEachParameterAndAMarkForEveryCandidate() throws Exception {
    Map<String, Figure> figures = report(TuningReportTest::outcome).figures();
    assertThat(figures).containsOnlyKeys("effects", "candidates");
    Document effects = parse(figures.get("effects").svg());
    assertThat(effects.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    // Three values of buffering and two of waves that have a time, and the best's two ringed.
    assertThat(marks(effects)).hasSize(5).anyMatch(tip -> tip.startsWith("buffering=3: "));
    assertThat(effects.getElementsByTagName("circle").getLength()).isEqualTo(2);
    assertThat(effects.getDocumentElement().getTextContent()).contains("buffering", "n=2", "n=3");
    Document candidates = parse(figures.get("candidates").svg());
    assertThat(marks(candidates))
        .hasSize(6)
        .allMatch(tip -> tip.contains(" of 6: ") && tip.contains("buffering="));
    assertThat(candidates.getDocumentElement().getTextContent())
        .contains("without a time: 2 wrong");
  }

  @Test
  void whatHasNoTimeHasNoDrawingsButAPage() {
    TuningReport report = report(_ -> new Outcome.Rejected(Cause.NOT_COMPILED, "no"));
    assertThat(report.figures()).isEmpty();
    assertThat(report.text()).contains("8 not-compiled", "none has a time");
    assertThat(TuningPage.html(List.of(report), "0.1")).contains("not-compiled");
  }
}
