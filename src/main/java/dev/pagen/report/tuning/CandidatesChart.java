package dev.pagen.report.tuning;

import dev.pagen.report.Words;
import dev.pagen.report.drawing.Axis;
import dev.pagen.report.drawing.Figure;
import dev.pagen.report.drawing.LineChart;
import dev.pagen.report.drawing.LineChart.Point;
import dev.pagen.report.drawing.LineChart.Series;
import dev.pagen.report.drawing.Style;
import dev.pagen.report.page.Basis;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import dev.pagen.tune.MainEffects.Effect;
import dev.pagen.tune.MainEffects.Level;
import dev.pagen.tune.Outcome.Predicted;
import dev.pagen.tune.Outcome.Ranked;
import dev.pagen.tune.Outcome.Timed;
import dev.pagen.tune.TuningRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The cost of every candidate of a sweep that has a time, the best first, over the floor. Marks
 * tell the values of the parameter that matters most.
 */
final class CandidatesChart {
  private static final int HEIGHT = 300;

  /** Values that marks can tell; a parameter with more of them is not told. */
  private static final int MOST_VALUES = 4;

  private static final int FLOOR = 5;

  private final TuningReport report;
  private final List<TuningRecord> ranked;
  private final List<TuningParameter> varied;

  private CandidatesChart(TuningReport report) {
    this.report = report;
    this.ranked = report.result().ranked();
    this.varied =
        Arrays.stream(TuningParameter.values())
            .filter(p -> ranked.stream().map(r -> p.get(tuning(r))).distinct().count() > 1)
            .toList();
  }

  /** Draws it; at least one candidate must have a time. */
  static Figure of(TuningReport report) {
    LineChart chart = new CandidatesChart(report).chart();
    String rejected = report.rejected();
    return new Figure(
        "Every candidate against the floor",
        report.heading() + (rejected.isEmpty() ? "" : "; without a time: " + rejected),
        svg -> chart.draw(svg, 0, svg.width(), 0, HEIGHT));
  }

  private LineChart chart() {
    List<Point> points = IntStream.range(0, ranked.size()).mapToObj(this::point).toList();
    Axis x = Axis.ranks("candidates, by rank", points.size());
    Axis y =
        Axis.fitted(
            "time in units of the floor",
            Math.min(1, points.stream().mapToDouble(Point::low).min().orElseThrow()),
            points.stream().mapToDouble(Point::high).max().orElseThrow());
    List<Series> series = new ArrayList<>();
    series.add(
        new Series(
            report.basis() == Basis.PREDICTED
                ? "floor: the bytes of K and V at the nominal bandwidth"
                : "floor: only reading K and V, in the same run",
            FLOOR,
            Style.FLOOR,
            List.of(new Point(x.low(), 1, ""), new Point(x.high(), 1, ""))));
    series.addAll(byValue(points));
    report
        .result()
        .standard()
        .ifPresent(
            start -> series.add(single("where the sweep began", Style.RINGS, start, points)));
    report
        .result()
        .best()
        .ifPresent(best -> series.add(single("the best", Style.STARS, best, points)));
    return new LineChart(x, y, series);
  }

  private Series single(String name, Style style, TuningRecord record, List<Point> points) {
    return new Series(name, 0, style, List.of(points.get(ranked.indexOf(record))));
  }

  /** The candidates, apart by the values of the parameter that matters most. */
  private List<Series> byValue(List<Point> points) {
    Optional<Effect> first =
        report.effects().effects().stream()
            .findFirst()
            .filter(effect -> effect.levels().size() <= MOST_VALUES);
    if (first.isEmpty()) {
      return List.of(new Series(Words.count(points.size(), "candidate"), 0, Style.MARKS, points));
    }
    TuningParameter parameter = first.get().parameter();
    List<String> values = first.get().levels().stream().map(Level::value).toList();
    return IntStream.range(0, values.size())
        .mapToObj(
            v ->
                new Series(
                    parameter + "=" + values.get(v),
                    v,
                    Style.MARKS,
                    IntStream.range(0, points.size())
                        .filter(i -> parameter.get(tuning(ranked.get(i))).equals(values.get(v)))
                        .mapToObj(points::get)
                        .toList()))
        .toList();
  }

  private Point point(int i) {
    Ranked outcome = (Ranked) ranked.get(i).outcome();
    double floor = outcome.microseconds() / outcome.cost();
    return switch (outcome) {
      case Timed timed ->
          new Point(
              i + 1,
              timed.cost(),
              timed.lowCost(),
              timed.highCost(),
              tip(i, timed, "95 %% of such medians: %.1f to %.1f us", timed.low(), timed.high()));
      case Predicted predicted ->
          new Point(
              i + 1,
              predicted.cost(),
              predicted.low() / floor,
              predicted.high() / floor,
              tip(
                  i,
                  predicted,
                  "by two readings: %.1f to %.1f us",
                  predicted.low(),
                  predicted.high()));
    };
  }

  private String tip(int i, Ranked outcome, String spread, double low, double high) {
    Tuning tuning = tuning(ranked.get(i));
    return String.format(
            Locale.ROOT,
            "%d of %d: %.1f us, %.3f times the floor%n" + spread,
            i + 1,
            ranked.size(),
            outcome.microseconds(),
            outcome.cost(),
            low,
            high)
        + varied.stream()
            .map(p -> p + "=" + p.get(tuning))
            .collect(Collectors.joining(" ", "\n", ""));
  }

  private static Tuning tuning(TuningRecord record) {
    return record.kernel().tuning();
  }
}
