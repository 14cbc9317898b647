package dev.pagen.report.benchmark;

import dev.pagen.bench.Batch;
import dev.pagen.bench.BenchmarkResult;
import dev.pagen.bench.Samples;
import dev.pagen.bench.Timing;
import dev.pagen.json.SpecJson;
import dev.pagen.report.Json;
import dev.pagen.report.Table;
import dev.pagen.report.Table.Column;
import dev.pagen.report.Words;
import dev.pagen.spec.Target;
import dev.pagen.terminal.Screen;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Measurements, as people and as programs read them. */
public final class BenchmarkReport {
  private static final List<String> CSV_COLUMNS =
      List.of(
          "kernel",
          "device",
          "page_size",
          "sequences",
          "max_context",
          "tokens",
          "pages",
          "seed",
          "kv_bytes",
          "time_us",
          "time_p10_us",
          "time_p90_us",
          "timed",
          "bytes_per_second",
          "floor_us",
          "floor_p10_us",
          "floor_p90_us",
          "share_of_floor",
          "share_of_peak",
          "launch_us",
          "partition",
          "floor_partition",
          "copies",
          "relative_l2_error",
          "merging_floor_us",
          "share_of_merging_floor");

  private BenchmarkReport() {}

  /** A table, with what is to be known about it; ends with a line break. */
  public static String text(List<BenchmarkResult> results) {
    return text(results, Screen.PLAIN);
  }

  /** The same as it fits on a screen. */
  public static String text(List<BenchmarkResult> results, Screen screen) {
    BenchmarkResult any = results.getFirst();
    boolean one = results.stream().map(BenchmarkResult::kernel).distinct().count() == 1;
    StringBuilder text = new StringBuilder();
    if (one) {
      text.append(any.kernel()).append(" on ");
    }
    text.append("%s, pages %s%n".formatted(any.device().name(), any.batch().pages()));
    text.append(table(results).text(screen.beside(2)).indent(2));
    return text.append(notes(results).indent(2)).toString();
  }

  /** What is to be known about the table. */
  static String notes(List<BenchmarkResult> results) {
    BenchmarkResult any = results.getFirst();
    Target target = any.spec().target();
    return """
    time and floor: medians of %d runs in turn, with %s%s
    %sof peak: of the %s of %s's data sheet; launch: host time of one launch
    output of the timed runs: as the float64 reference says, relative L2 error at most %.1e\
    """
        .formatted(
            any.decode().each().count(),
            copies(results),
            results.stream().anyMatch(BenchmarkReport::isGrouped)
                ? "; *: by groups of runs, as one is too short"
                : "",
            results.stream().anyMatch(result -> result.mergingFloor().isPresent())
                ? "merging: the kernel without its arithmetic, in the fastest partition\n"
                : "",
            Words.rate(target.nominalBandwidth()),
            target.product(),
            results.stream().mapToDouble(r -> r.comparison().relativeL2()).max().orElse(0));
  }

  private static String copies(List<BenchmarkResult> results) {
    int least = results.stream().mapToInt(BenchmarkResult::slots).min().orElse(0);
    int most = results.stream().mapToInt(BenchmarkResult::slots).max().orElse(0);
    return (least == most ? String.valueOf(least) : least + " to " + most)
        + " x the batch in memory";
  }

  /** A line for each. */
  static Table table(List<BenchmarkResult> results) {
    boolean one = results.stream().map(BenchmarkResult::kernel).distinct().count() == 1;
    boolean merging = results.stream().anyMatch(result -> result.mergingFloor().isPresent());
    Stream<Column> columns =
        Stream.of(
                Stream.of("batch", "context").map(Column::number),
                Stream.of(Column.number("KV").expendable(3), Column.number("time us")),
                Stream.of(Column.number("p10-p90").expendable(2), Column.number("rate")),
                Stream.of("floor us", "of floor").map(Column::number),
                merging
                    ? Stream.of(
                        Column.number("merging us").expendable(5), Column.number("of merging"))
                    : Stream.<Column>empty(),
                Stream.of(
                    Column.number("of peak").expendable(1),
                    Column.number("launch us").expendable(4)))
            .flatMap(some -> some);
    Table table =
        new Table(
            (one ? columns : Stream.concat(Stream.of(Column.text("kernel")), columns))
                .toArray(Column[]::new));
    for (BenchmarkResult result : results) {
      Stream<String> cells = cells(result, merging);
      table.add(
          (one ? cells : Stream.concat(Stream.of(result.spec().name()), cells))
              .toArray(String[]::new));
    }
    return table;
  }

  private static Stream<String> cells(BenchmarkResult result, boolean merging) {
    Samples time = result.decode().best();
    Stream<String> mergingFloor =
        Stream.of(
            result.mergingFloor().map(floor -> fixed(floor.best().median())).orElse("-"),
            result.shareOfMergingFloor().stream()
                .mapToObj(BenchmarkReport::percent)
                .findFirst()
                .orElse("-"));
    return Stream.of(
            Stream.of(
                String.valueOf(result.batch().sequences()),
                context(result.batch()),
                Words.bytes(result.kvBytes()),
                fixed(time.median()) + (isGrouped(result) ? "*" : ""),
                fixed(time.quantile(0.1)) + "-" + fixed(time.quantile(0.9)),
                Words.rate(result.bytesPerSecond()),
                fixed(result.floor().best().median()),
                percent(result.shareOfFloor())),
            merging ? mergingFloor : Stream.<String>empty(),
            Stream.of(
                percent(result.shareOfPeak()),
                String.format(Locale.ROOT, "%.2f", result.launch().median())))
        .flatMap(cells -> cells);
  }

  private static boolean isGrouped(BenchmarkResult result) {
    return result.decode().grouped().isPresent();
  }

  /** The tokens of every sequence, or a mean where they differ. */
  private static String context(Batch batch) {
    return batch.tokens() == (long) batch.sequences() * batch.maxContext()
        ? String.valueOf(batch.maxContext())
        : "%d mean, %d max".formatted(batch.tokens() / batch.sequences(), batch.maxContext());
  }

  private static String fixed(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** A head and a line for each measurement, comma separated. */
  public static String csv(List<BenchmarkResult> results) {
    return Stream.concat(Stream.of(CSV_COLUMNS), results.stream().map(BenchmarkReport::csvFields))
        .map(
            fields -> fields.stream().map(BenchmarkReport::quoted).collect(Collectors.joining(",")))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static List<String> csvFields(BenchmarkResult result) {
    Samples time = result.decode().best();
    Samples floor = result.floor().best();
    return Stream.<Object>of(
            result.kernel(),
            result.device().name(),
            result.spec().attention().pageSize(),
            result.batch().sequences(),
            result.batch().maxContext(),
            result.batch().tokens(),
            result.batch().pages(),
            result.batch().seed(),
            result.kvBytes(),
            time.median(),
            time.quantile(0.1),
            time.quantile(0.9),
            isGrouped(result) ? "grouped" : "each",
            result.bytesPerSecond(),
            floor.median(),
            floor.quantile(0.1),
            floor.quantile(0.9),
            result.shareOfFloor(),
            result.shareOfPeak(),
            result.launch().median(),
            result.partition(),
            result.floorPartition(),
            result.slots(),
            result.comparison().relativeL2(),
            result.mergingFloor().<Object>map(merging -> merging.best().median()).orElse(""),
            result.mergingFloor().isPresent() ? result.shareOfMergingFloor().orElseThrow() : "")
        .map(
            field ->
                field instanceof Double number
                    ? String.format(Locale.ROOT, "%.6g", number)
                    : field.toString())
        .toList();
  }

  private static String quoted(String field) {
    return field.matches("[^,\"\n]*") ? field : '"' + field.replace("\"", "\"\"") + '"';
  }

  /** Everything, for programs. */
  public static ObjectNode json(BenchmarkResult result) {
    ObjectNode node = Json.object();
    node.put("kernel", result.kernel());
    node.put("device", result.device().name());
    node.put("target", result.spec().target().arch());
    node.set("attention", SpecJson.write(result.spec().attention()));
    node.set("tuning", SpecJson.write(result.spec().tuning()));
    ObjectNode batch = node.putObject("batch");
    batch.put("sequences", result.batch().sequences());
    batch.put("max_context", result.batch().maxContext());
    batch.put("tokens", result.batch().tokens());
    batch.put("pages", result.batch().pages().toString());
    batch.put("seed", result.batch().seed());
    batch.put("copies", result.slots());
    node.put("kv_bytes", result.kvBytes());
    node.put("partition", result.partition());
    node.put("time_us", result.microseconds());
    node.put("bytes_per_second", result.bytesPerSecond());
    node.put("share_of_floor", result.shareOfFloor());
    node.put("share_of_peak", result.shareOfPeak());
    node.put("floor_partition", result.floorPartition());
    put(node.putObject("decode"), result.decode());
    put(node.putObject("floor"), result.floor());
    result
        .mergingFloor()
        .ifPresent(
            floor -> {
              put(node.putObject("merging_floor"), floor);
              node.put("share_of_merging_floor", result.shareOfMergingFloor().orElseThrow());
            });
    put(node.putObject("launch"), result.launch());
    node.put("relative_l2_error", result.comparison().relativeL2());
    return node;
  }

  private static void put(ObjectNode node, Timing timing) {
    put(node.putObject("each"), timing.each());
    timing.grouped().ifPresent(grouped -> put(node.putObject("grouped"), grouped));
  }

  private static void put(ObjectNode node, Samples samples) {
    node.put("samples", samples.count());
    node.put("median_us", samples.median());
    node.put("p10_us", samples.quantile(0.1));
    node.put("p90_us", samples.quantile(0.9));
    node.put("min_us", samples.min());
    node.put("max_us", samples.max());
  }
}
