package dev.pagen.report.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pagen.bench.BenchmarkResult;
import dev.pagen.report.drawing.Axis;
import dev.pagen.report.drawing.Figure;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Charts are drawn where the numbers say, and are XML that a browser reads. */
class SweepChartTest {
  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  /** The lines of the series, as places; those in the legend have two points. */
  private static List<double[][]> lines(Document svg) {
    NodeList lines = svg.getElementsByTagName("polyline");
    return IntStream.range(0, lines.getLength())
        .mapToObj(i -> ((Element) lines.item(i)).getAttribute("points").split(" "))
        .filter(points -> points.length > 2)
        .map(
            points ->
                Arrays.stream(points)
                    .map(
                        p -> Arrays.stream(p.split(",")).mapToDouble(Double::parseDouble).toArray())
                    .toArray(double[][]::new))
        .toList();
  }

  @Test
  void everythingIsWithinTheFrameAndLongerContextsAreFurtherRightAndUp() throws Exception {
    List<BenchmarkResult> results =
        Stream.of(128, 512, 2048, 16384).map(c -> Measurements.of(64, c, 1)).toList();
    Document svg = parse(SweepChart.of(SweepVariable.CONTEXT, results).svg());
    List<double[][]> lines = lines(svg);
    assertThat(lines).hasSize(3);
    double[][] time = lines.get(0);
    double[][] floor = lines.get(1);
    double[][] share = lines.get(2);
    assertThat(time).hasNumberOfRows(4);
    for (int i = 0; i < time.length; i++) {
      assertThat(time[i][0]).isBetween(0.0, (double) Figure.WIDE).isEqualTo(floor[i][0]);
      assertThat(time[i][1]).isPositive().isLessThan(floor[i][1]);
      assertThat(share[i][1]).isGreaterThan(floor[i][1]).isLessThan(height(svg));
      if (i > 0) {
        assertThat(time[i][0]).isGreaterThan(time[i - 1][0]);
        assertThat(time[i][1]).isLessThan(time[i - 1][1]);
      }
    }
    // Factors are distances: from 128 to 512 as far as from 512 to 2048.
    assertThat(time[1][0] - time[0][0]).isCloseTo(time[2][0] - time[1][0], within(0.2));
    assertThat(svg.getDocumentElement().getTextContent())
        .contains("16K", "tokens of context", "its floor", "h128-gqa6-p1", "GPU, \"large\"")
        .contains("Measured: ", "2048 tokens of context: ");
  }

  private static double height(Document svg) {
    return Double.parseDouble(svg.getDocumentElement().getAttribute("height"));
  }

  @Test
  void pageSizesOfOneKernelAreOneLine() throws Exception {
    List<BenchmarkResult> results =
        Stream.of(1, 16, 64).map(p -> Measurements.of(64, 2048, p)).toList();
    Document svg = parse(SweepChart.of(SweepVariable.PAGE_SIZE, results).svg());
    assertThat(lines(svg)).hasSize(3).allMatch(line -> line.length == 3);
    assertThat(svg.getDocumentElement().getTextContent()).contains("h128-gqa6-nhd");
  }

  @Test
  void anAxisIsFittedToItsNumbersAndLogarithmicWhereTheySpanMuch() {
    assertThat(Axis.fitted("us", 129.3, 134.8))
        .extracting(Axis::low, Axis::high)
        .containsExactly(128.0, 136.0);
    assertThat(Axis.fitted("us", 3, 700))
        .extracting(Axis::low, Axis::high, Axis::logarithmic)
        .containsExactly(2.0, 1000.0, true);
    assertThat(Axis.ranks("rank", 4).ticks()).containsExactly(1.0, 2.0, 3.0, 4.0);
    assertThat(Axis.ranks("rank", 280).ticks()).containsExactly(1.0, 100.0, 200.0);
  }

  @Test
  void marksThatHaveNoRoomForTheirLabelsHaveNone() {
    Axis axis = Axis.marked("tokens", List.of(128.0, 129.0, 130.0, 16384.0));
    assertThat(axis.roomyTicks(600)).containsExactly(128.0, 16384.0);
  }

  @ParameterizedTest
  @CsvSource({"3, 3", "90, 140", "1, 11", "1, 13", "5, 5000", "0.02, 90000", "999, 1001"})
  void marksAreWithinTheAxisAscendingAndFew(double least, double most) {
    Axis axis = Axis.fitted("us", least, most);
    assertThat(axis.ticks()).isSorted().doesNotHaveDuplicates().hasSizeBetween(2, 13);
    for (double tick : axis.ticks()) {
      assertThat(axis.place(tick)).isBetween(-1e-9, 1 + 1e-9);
    }
    assertThat(axis.place(least)).isBetween(0.0, 1.0);
    assertThat(axis.place(most)).isBetween(axis.place(least), 1.0);
    double[] places =
        IntStream.rangeClosed(0, 20)
            .mapToDouble(i -> axis.place(least + i * (most - least) / 20))
            .toArray();
    assertThat(places).isSorted();
  }

  @Test
  void marksAreWrittenShort() {
    assertThat(Stream.of(128.0, 2048.0, 1500.0, 0.5, 20_000.0).map(Axis::label))
        .containsExactly("128", "2K", "1500", "0.5", "20000");
  }
}
