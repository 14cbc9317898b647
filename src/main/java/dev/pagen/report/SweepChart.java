package dev.pagen.report;

import dev.pagen.bench.BenchmarkResult;
import dev.pagen.bench.Samples;
import dev.pagen.bench.Timing;
import dev.pagen.report.LineChart.Point;
import dev.pagen.report.LineChart.Series;
import dev.pagen.report.LineChart.Style;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Time against what measurements differ in, with the floor drawn in. */
public final class SweepChart {
  private final LineChart chart;

  private SweepChart(LineChart chart) {
    this.chart = chart;
  }

  /** A chart of these measurements, at least one. */
  public static SweepChart of(SweepVariable variable, List<BenchmarkResult> results) {
    Map<String, List<BenchmarkResult>> kernels =
        results.stream()
            .collect(
                Collectors.groupingBy(
                    result -> kernel(variable, result), LinkedHashMap::new, Collectors.toList()));
    List<Series> series = new ArrayList<>();
    kernels.forEach(
        (name, own) -> {
          int colour = series.size() / 2;
          series.add(series(name, colour, Style.DOTS, variable, own, BenchmarkResult::decode));
          series.add(
              series(
                  "its floor: only reading K and V",
                  colour,
                  Style.DASHED,
                  variable,
                  own,
                  BenchmarkResult::floor));
        });
    List<Double> values =
        results.stream().map(r -> (double) variable.of(r)).distinct().sorted().toList();
    BenchmarkResult any = results.getFirst();
    return new SweepChart(
        new LineChart(
            "Paged-attention decode on " + any.device().name(),
            fixed(variable, any),
            Axis.marked(variable.unit(), values),
            Axis.round("time (us), median and p10-p90", lowest(series), highest(series)),
            series));
  }

  /** The kernel's name, without what changes along the line. */
  private static String kernel(SweepVariable variable, BenchmarkResult result) {
    String name = result.spec().name();
    return variable == SweepVariable.PAGE_SIZE ? name.replaceFirst("-p\\d+-", "-") : name;
  }

  /** What all measurements have in common. */
  private static String fixed(SweepVariable variable, BenchmarkResult result) {
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

  private static Series series(
      String name,
      int colour,
      Style style,
      SweepVariable variable,
      List<BenchmarkResult> results,
      Function<BenchmarkResult, Timing> timing) {
    return new Series(
        name,
        colour,
        style,
        results.stream().map(r -> point(variable.of(r), timing.apply(r).best())).toList());
  }

  private static Point point(double x, Samples times) {
    return new Point(x, times.median(), times.quantile(0.1), times.quantile(0.9));
  }

  private static double lowest(List<Series> series) {
    return all(series).min().orElseThrow();
  }

  private static double highest(List<Series> series) {
    return all(series).max().orElseThrow();
  }

  private static DoubleStream all(List<Series> series) {
    return series.stream()
        .flatMap(one -> one.points().stream())
        .flatMapToDouble(point -> DoubleStream.of(point.y(), point.low(), point.high()));
  }

  /** The drawing, an SVG document. */
  public String svg() {
    return chart.svg();
  }
}
