package dev.pagen.report.prediction;

import dev.pagen.count.Batch;
import dev.pagen.count.Counts;
import dev.pagen.count.Delay;
import dev.pagen.performance.Calibration;
import dev.pagen.performance.KernelWork;
import dev.pagen.performance.PerformanceModel;
import dev.pagen.performance.Prediction;
import dev.pagen.report.Json;
import dev.pagen.report.Table;
import dev.pagen.report.Table.Column;
import dev.pagen.report.drawing.Figure;
import dev.pagen.spec.Target;
import dev.pagen.terminal.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the performance model says of implementations of attention, between its two readings.
 *
 * @param target that it is predicted for
 * @param columns one for each implementation
 */
public record PredictionReport(Target target, List<Counts> columns) {
  /** One line of the table: a part of the time of the kernel that does attention. */
  private record Part(String title, String field, ToDoubleFunction<Prediction> seconds) {}

  private static final List<Part> PARTS =
      List.of(
          new Part("memory", "memory_us", Prediction::memory),
          new Part("requests", "requests_us", Prediction::requests),
          new Part("issue", "issue_us", Prediction::issue),
          new Part("LDS", "lds_us", Prediction::lds),
          new Part("latency", "latency_us", Prediction::latency),
          new Part("fill", "fill_us", Prediction::fill),
          new Part("drain", "drain_us", Prediction::drain));

  public PredictionReport {
    columns = List.copyOf(columns);
  }

  private Stream<PerformanceModel> models() {
    return Calibration.both().stream().map(c -> new PerformanceModel(target, c));
  }

  /**
   * A part of the time.
   *
   * @param ranges one for each implementation
   */
  record Row(String title, List<Range> ranges) {}

  /** Microseconds by the reading that gives less, and by the one that gives more. */
  record Range(double low, double high) {
    @Override
    public String toString() {
      String from = String.format(Locale.ROOT, "%.1f", low);
      String to = String.format(Locale.ROOT, "%.1f", high);
      return from.equals(to) ? from : from + " to " + to;
    }
  }

  /** The parts of the time of the kernel that does attention, that time, and that of all. */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (Part part : PARTS) {
      rows.add(
          row(
              part.title,
              (model, c) -> part.seconds.applyAsDouble(model.predict(KernelWork.of(c, c.main())))));
    }
    rows.add(
        row(
            "the kernel that does attention",
            (model, c) -> model.predict(KernelWork.of(c, c.main())).seconds()));
    rows.add(all());
    return rows;
  }

  private Row all() {
    return row("all kernels", PerformanceModel::seconds);
  }

  /** What all kernels of the first implementation take. */
  Range total() {
    return all().ranges().getFirst();
  }

  /** One column for each implementation; a cell is the range between the readings. */
  public Table table() {
    List<Column> heads = new ArrayList<>(List.of(Column.text("predicted, us")));
    columns.forEach(c -> heads.add(Column.number(c.name())));
    Table table = new Table(heads.toArray(Column[]::new));
    List<Row> rows = rows();
    for (int r = 0; r < rows.size(); r++) {
      List<String> cells =
          new ArrayList<>(List.of((r < PARTS.size() ? "  " : "") + rows.get(r).title));
      rows.get(r).ranges.forEach(range -> cells.add(range.toString()));
      table.add(cells.toArray(String[]::new));
    }
    return table;
  }

  /** The same as a drawing. */
  public Figure figure(Batch batch) {
    return PredictionChart.of(
        "Predicted, not measured: where the time goes on " + target.product(),
        PredictionPage.batch(batch)
            + "; bars: between two readings of the calibration; the longest of memory, requests,"
            + " issue, LDS and latency sets the pace",
        columns.stream().map(Counts::name).toList(),
        rows());
  }

  /** What the numbers are. */
  String basis() {
    return "Predicted by a model from what an emulation counted (docs/performance-model.md),"
        + " between two readings of its calibration: no times.";
  }

  /** Something that a model says of an implementation, in seconds. */
  private interface Predicted {
    double seconds(PerformanceModel model, Counts counts);
  }

  private Row row(String title, Predicted predicted) {
    return new Row(
        title,
        columns.stream()
            .map(c -> models().mapToDouble(m -> 1e6 * predicted.seconds(m, c)).summaryStatistics())
            .map(both -> new Range(both.getMin(), both.getMax()))
            .toList());
  }

  /** The readings, a line each. */
  public String readings(Screen screen) {
    Table table = new Table(Column.text(""), Column.text(""), Column.text(""), Column.text(""));
    for (Calibration c : Calibration.both()) {
      table.add(
          c.reading(),
          String.format(Locale.ROOT, "%.1f %% of the bandwidth", 100 * c.bandwidthFraction()),
          String.format(Locale.ROOT, "%.2f cycles per line", c.cyclesPerLine()),
          String.format(Locale.ROOT, "%.2f us latency", 1e6 * c.latencySeconds()));
    }
    return table.text(screen).strip();
  }

  /** The same for programs, by implementation and reading, with the work that it was made from. */
  public ArrayNode json() {
    ArrayNode list = Json.array();
    for (Counts counts : columns) {
      ObjectNode node = list.addObject();
      node.put("name", counts.name());
      KernelWork work = KernelWork.of(counts, counts.main());
      fill(node.putObject("work"), work);
      ArrayNode readings = node.putArray("readings");
      models().forEach(model -> fill(readings.addObject(), model, counts, work));
    }
    return list;
  }

  private static void fill(
      ObjectNode node, PerformanceModel model, Counts counts, KernelWork work) {
    Calibration calibration = model.calibration();
    node.put("reading", calibration.reading());
    node.put("bandwidth_fraction", calibration.bandwidthFraction());
    node.put("cycles_per_line", calibration.cyclesPerLine());
    node.put("loaded_latency_us", 1e6 * calibration.latencySeconds());
    Prediction prediction = model.predict(work);
    PARTS.forEach(p -> node.put(p.field, 1e6 * p.seconds.applyAsDouble(prediction)));
    node.put("attention_kernel_us", 1e6 * prediction.seconds());
    node.put("all_kernels_us", 1e6 * model.seconds(counts));
  }

  private static void fill(ObjectNode node, KernelWork work) {
    node.put("workgroups", work.workgroups());
    node.put("workgroups_per_cu", work.workgroupsPerCu());
    node.put("bytes", work.bytes());
    node.put("lines", work.lines());
    node.put("simd_cycles", work.simdCycles());
    node.put("lds_cycles", work.ldsCycles());
    fill(node.putObject("duration"), work.solo().duration());
    fill(node.putObject("fill"), work.solo().fill());
    fill(node.putObject("drain"), work.solo().drain());
    fill(node.putObject("longest_drain"), work.solo().longestDrain());
  }

  private static void fill(ObjectNode node, Delay delay) {
    node.put("cycles", delay.cycles());
    node.put("latencies", delay.latencies());
  }
}
