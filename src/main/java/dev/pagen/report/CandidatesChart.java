package dev.pagen.report;

import dev.pagen.report.LineChart.Point;
import dev.pagen.report.LineChart.Series;
import dev.pagen.report.LineChart.Style;
import dev.pagen.tune.Outcome.Predicted;
import dev.pagen.tune.Outcome.Ranked;
import dev.pagen.tune.TuningRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The cost of every candidate of a sweep that has a time, the best first, over the floor. */
final class CandidatesChart {
  private CandidatesChart() {}

  /** Draws it; at least one candidate must have a time. */
  static String svg(TuningReport report) {
    List<TuningRecord> ranked = report.result().ranked();
    List<Point> points =
        IntStream.range(0, ranked.size())
            .mapToObj(i -> new Point(i + 1, ((Ranked) ranked.get(i).outcome()).cost()))
            .toList();
    boolean predicted = ranked.getFirst().outcome() instanceof Predicted;
    List<Series> series = new ArrayList<>();
    series.add(
        new Series(
            "%s, the best first%s"
                .formatted(
                    Words.count(ranked.size(), "candidate"),
                    report.rejected().isEmpty() ? "" : "; without a time: " + report.rejected()),
            0,
            Style.LINE,
            points));
    report
        .result()
        .standard()
        .ifPresent(
            start ->
                series.add(
                    new Series(
                        "where the sweep began",
                        1,
                        Style.RINGS,
                        List.of(points.get(ranked.indexOf(start))))));
    series.add(
        new Series(
            predicted
                ? "floor: the bytes of K and V at the nominal bandwidth"
                : "floor: only reading K and V, in the same run",
            2,
            Style.DASHED,
            List.of(new Point(1, 1), new Point(points.size(), 1))));
    return new LineChart(
            "Every candidate against the floor",
            report.heading(),
            Axis.fromZero("candidates, by rank", points.size()),
            Axis.round("time in units of the floor", 1, points.getLast().y()),
            series)
        .svg();
  }
}
