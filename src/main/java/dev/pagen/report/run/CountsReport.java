package dev.pagen.report.run;

import dev.pagen.count.Batch;
import dev.pagen.count.Counts;
import dev.pagen.count.KernelCounts;
import dev.pagen.report.Json;
import dev.pagen.report.Table;
import dev.pagen.report.Table.Column;
import dev.pagen.spec.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What implementations of attention did on the same batch, side by side.
 *
 * @param kernel the name of this project's own
 * @param target that they ran on
 * @param columns one for each implementation that ran
 * @param failures one for each that did not
 * @param notes what else is to be said of one, a line each
 */
public record CountsReport(
    String kernel,
    Target target,
    List<Counts> columns,
    List<Failure> failures,
    List<String> notes) {
  public CountsReport {
    columns = List.copyOf(columns);
    failures = List.copyOf(failures);
    notes = List.copyOf(notes);
  }

  /**
   * An implementation that has nothing to show but why.
   *
   * @param name of the implementation
   * @param why in one sentence
   */
  public record Failure(String name, String why) {}

  /** One column for each implementation, all its kernels together. */
  public Table table() {
    return table(columns, failures);
  }

  /** One column for each kernel of each implementation. */
  public Table byKernel() {
    return table(
        columns.stream().flatMap(c -> c.kernels().stream().map(c::only)).toList(), List.of());
  }

  private static Table table(List<Counts> of, List<Failure> failures) {
    List<Column> heads = new ArrayList<>(List.of(Column.text("per 256 tokens")));
    of.forEach(c -> heads.add(Column.number(c.name())));
    failures.forEach(f -> heads.add(Column.number(f.name())));
    Table table = new Table(heads.toArray(Column[]::new));
    for (CountsMetric metric : CountsMetric.ALL) {
      List<String> cells = new ArrayList<>(List.of(metric.title()));
      of.forEach(c -> cells.add(metric.cell(c)));
      failures.forEach(_ -> cells.add("failed"));
      table.add(cells.toArray(String[]::new));
    }
    List<String> errors = new ArrayList<>(List.of("relative L2 error of the output"));
    of.forEach(c -> errors.add(String.format(Locale.ROOT, "%.2e", c.comparison().relativeL2())));
    failures.forEach(_ -> errors.add("failed"));
    table.add(errors.toArray(String[]::new));
    return table;
  }

  /** Everything, for programs. */
  public ObjectNode json() {
    ObjectNode node = Json.object();
    node.put("kernel", kernel);
    node.put("target", target.arch());
    ArrayNode list = node.putArray("implementations");
    for (Counts counts : columns) {
      ObjectNode implementation = list.addObject();
      implementation.put("name", counts.name());
      fill(implementation, counts);
      implementation.put("relative_l2_error", counts.comparison().relativeL2());
      implementation.put("passed", counts.comparison().passed());
      ArrayNode kernels = implementation.putArray("kernels");
      for (KernelCounts kernel : counts.kernels()) {
        ObjectNode one = kernels.addObject();
        one.put("symbol", kernel.profile().kernel());
        one.put("workgroups", kernel.profile().workgroups());
        one.put("threads", kernel.profile().threads());
        one.put("main_loop", kernel.hasMainLoop());
        fill(one, counts.only(kernel));
      }
    }
    for (Failure failure : failures) {
      list.addObject().put("name", failure.name()).put("failed", failure.why());
    }
    ArrayNode remarks = node.putArray("notes");
    notes.forEach(remarks::add);
    return node;
  }

  private static void fill(ObjectNode node, Counts counts) {
    for (CountsMetric metric : CountsMetric.ALL) {
      metric.value().apply(counts).ifPresent(value -> node.put(metric.field(), value));
    }
  }

  /** What the numbers are per, in a line. */
  public static String basis(Batch batch) {
    return "%d of %d sequences of %d tokens emulated; counts per %d tokens of a KV head"
        .formatted(batch.sequences(), batch.planned(), batch.context(), Batch.UNIT_TOKENS);
  }
}
