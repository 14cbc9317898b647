package dev.pagen.report.benchmark;

import dev.pagen.bench.BenchmarkResult;
import dev.pagen.bench.Samples;
import dev.pagen.bench.Timing;
import dev.pagen.report.Words;
import dev.pagen.report.drawing.Axis;
import dev.pagen.report.drawing.Figure;
import dev.pagen.report.drawing.LineChart;
import dev.pagen.report.drawing.LineChart.Point;
import dev.pagen.report.drawing.LineChart.Series;
import dev.pagen.report.drawing.Style;
import dev.pagen.report.drawing.Svg;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Measured times against what measurements differ in, with the floor; and below them how much of
 * the floor's speed is reached, which a scale of times hides.
 */
public final class SweepChart {
  private static final int TIMES = 300;
  private static final int SHARES = 140;
  private static final double GAP = 20;

  private final SweepVariable variable;
  private final List<BenchmarkResult> results;
  private final Map<String, List<BenchmarkResult>> kernels;

  private SweepChart(SweepVariable variable, List<BenchmarkResult> results) {
    this.variable = variable;
    this.results = results;
    this.kernels =
        results.stream()
            .collect(Collectors.groupingBy(this::kernel, LinkedHashMap::new, Collectors.toList()));
  }

  /** A drawing of these measurements, at least one. */
  public static Figure of(SweepVariable variable, List<BenchmarkResult> results) {
    SweepChart chart = new SweepChart(variable, results);
    BenchmarkResult any = results.getFirst();
    return new Figure(
        "Measured: paged-attention decode on " + any.device().name(),
        chart.fixed(any),
        chart::draw);
  }

  private void draw(Svg svg) {
    times().draw(svg, 0, svg.width(), 0, TIMES);
    shares().draw(svg, 0, svg.width(), svg.height() + GAP, SHARES);
  }

  private LineChart times() {
    List<Series> series = new ArrayList<>();
    kernels.forEach(
        (name, own) -> {
          int number = series.size() / 2;
          series.add(series(name, number, Style.MARKED, own, BenchmarkResult::decode));
          series.add(
              series(
                  "its floor: only reading K and V",
                  number,
                  Style.FLOOR,
                  own,
                  BenchmarkResult::floor));
        });
    return new LineChart(
        x(),
        Axis.fitted(
            "time (us): median, and from 10 % to 90 % of the runs",
            series.stream()
                .flatMap(s -> s.points().stream())
                .mapToDouble(Point::low)
                .min()
                .orElseThrow(),
            series.stream()
                .flatMap(s -> s.points().stream())
                .mapToDouble(Point::high)
                .max()
                .orElseThrow()),
        series);
  }

  private LineChart shares() {
    List<Series> series = new ArrayList<>();
    kernels.forEach(
        (_, own) ->
            series.add(
                new Series(
                    "", series.size(), Style.MARKED, own.stream().map(this::share).toList())));
    return new LineChart(
        x(),
        Axis.linear(
            "share of the floor's speed (%)", lowest(result -> 100 * result.shareOfFloor()), 100),
        series);
  }

  private double lowest(ToDoubleFunction<BenchmarkResult> number) {
    return results.stream().mapToDouble(number).min().orElseThrow();
  }

  private Axis x() {
    return Axis.marked(
        variable.unit(),
        results.stream().map(r -> (double) variable.of(r)).distinct().sorted().toList());
  }

  /** The kernel's name, without what changes along the line. */
  private String kernel(BenchmarkResult result) {
    String name = result.spec().name();
    return variable == SweepVariable.PAGE_SIZE ? name.replaceFirst("-p\\d+-", "-") : name;
  }

  /** What all measurements have in common. */
  private String fixed(BenchmarkResult result) {
    String context =
        variable == SweepVariable.CONTEXT
            ? ""
            : ", up to %s of context".formatted(Words.count(result.batch().maxContext(), "token"));
    String batch =
        variable == SweepVariable.BATCH
            ? ""
            : Words.count(result.batch().sequences(), "sequence") + ", ";
    return "%spages %s%s".formatted(batch, result.batch().pages(), context);
  }

  private Series series(
      String name,
      int number,
      Style style,
      List<BenchmarkResult> results,
      Function<BenchmarkResult, Timing> timing) {
    return new Series(
        name,
        number,
        style,
        results.stream().map(r -> point(name, r, timing.apply(r).best())).toList());
  }

  private Point point(String name, BenchmarkResult result, Samples times) {
    double low = times.quantile(0.1);
    double high = times.quantile(0.9);
    return new Point(
        variable.of(result),
        times.median(),
        low,
        high,
        "%s%n%d %s: %s us (%s to %s)"
            .formatted(
                name, variable.of(result), variable.unit(), us(times.median()), us(low), us(high)));
  }

  private Point share(BenchmarkResult result) {
    double share = 100 * result.shareOfFloor();
    return new Point(
        variable.of(result),
        share,
        String.format(
            Locale.ROOT,
            "%s%n%d %s: %.1f %% of the floor's speed",
            kernel(result),
            variable.of(result),
            variable.unit(),
            share));
  }

  private static String us(double time) {
    return String.format(Locale.ROOT, "%.1f", time);
  }
}
