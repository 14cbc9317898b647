package dev.pagen.report.prediction;

import dev.pagen.report.drawing.Figure;
import dev.pagen.report.prediction.PredictionReport.Range;
import dev.pagen.report.prediction.PredictionReport.Row;
import java.util.List;
import java.util.stream.IntStream;

/** Predictions for tests of how they look. */
public final class Predictions {
  private Predictions() {}

  /** Of three implementations. */
  public static Figure figure() {
    List<Row> rows =
        IntStream.range(0, 9)
            .mapToObj(
                r ->
                    new Row(
                        r == 7 ? "the kernel that does attention" : "part " + r,
                        List.of(new Range(r, r + 3), new Range(9 * r, 10 * r), new Range(1, 1))))
            .toList();
    return PredictionChart.of(
        "Where the time goes", "drawn", List.of("pa-gen", "another", "one more of them"), rows);
  }
}
