package dev.pagen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pagen.bench.BenchmarkResult;
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

  private static double[][] line(Document svg, int index) {
    Element polyline = (Element) svg.getElementsByTagName("polyline").item(index);
    return Arrays.stream(polyline.getAttribute("points").split(" "))
        .map(p -> Arrays.stream(p.split(",")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }

  @Test
  void everythingIsWithinTheFrameAndLongerContextsAreFurtherRightAndUp() throws Exception {
    List<BenchmarkResult> results =
        Stream.of(128, 512, 2048, 16384).map(c -> Measurements.of(64, c, 1)).toList();
    Document svg = parse(SweepChart.of(SweepVariable.CONTEXT, results).svg());
    NodeList lines = svg.getElementsByTagName("polyline");
    assertThat(lines.getLength()).isEqualTo(2);
    double[][] time = line(svg, 0);
    double[][] floor = line(svg, 1);
    assertThat(time).hasNumberOfRows(4);
    for (int i = 0; i < time.length; i++) {
      assertThat(time[i][0])
          .isBetween((double) LineChart.LEFT, (double) LineChart.RIGHT)
          .isEqualTo(floor[i][0]);
      assertThat(time[i][1])
          .isBetween((double) LineChart.TOP, (double) LineChart.BOTTOM)
          .isLessThan(floor[i][1]);
      if (i > 0) {
        assertThat(time[i][0]).isGreaterThan(time[i - 1][0]);
        assertThat(time[i][1]).isLessThan(time[i - 1][1]);
      }
    }
    // Factors are distances: from 128 to 512 as far as from 512 to 2048.
    assertThat(time[1][0] - time[0][0]).isCloseTo(time[2][0] - time[1][0], within(0.2));
    assertThat(((Element) lines.item(1)).getAttribute("stroke-dasharray")).isNotEmpty();
    assertThat(svg.getDocumentElement().getTextContent())
        .contains("16K", "tokens of context", "its floor", "h128-gqa6-p1", "GPU, \"large\"");
  }

  @Test
  void pageSizesOfOneKernelAreOneLine() throws Exception {
    List<BenchmarkResult> results =
        Stream.of(1, 16, 64).map(p -> Measurements.of(64, 2048, p)).toList();
    Document svg = parse(SweepChart.of(SweepVariable.PAGE_SIZE, results).svg());
    assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(2);
    assertThat(line(svg, 0)).hasNumberOfRows(3);
    assertThat(svg.getDocumentElement().getTextContent()).contains("h128-gqa6-nhd");
  }

  @ParameterizedTest
  @CsvSource({"3, 3", "90, 140", "1, 11", "1, 13", "5, 5000", "0.02, 90000", "999, 1001"})
  void marksAreWithinTheAxisAscendingAndFew(double least, double most) {
    Axis axis = Axis.round("us", least, most);
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
