package dev.pagen.report.code;

import dev.pagen.codeobject.Reading;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.report.Table;
import dev.pagen.report.Table.Column;
import dev.pagen.spec.AttentionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The table of what was built: a line per kernel, with the layers that it is for. */
public final class BuildTable {
  private final Map<AttentionSpec, ModelLayers> kinds;
  private final boolean several;
  private final Table table;

  /**
   * An empty table.
   *
   * @param kinds of layer that the kernels are for; where there are several, lines name theirs
   */
  public BuildTable(Map<AttentionSpec, ModelLayers> kinds) {
    this.kinds = kinds;
    this.several = kinds.size() > 1;
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text("kernel"));
    if (several) {
      columns.add(Column.text("layers"));
    }
    columns.add(Column.text("target"));
    columns.add(Column.number("registers"));
    columns.add(Column.number("AGPRs").expendable(3));
    columns.add(Column.number("LDS").expendable(1));
    columns.add(Column.number("spills"));
    columns.add(Column.number("occupancy"));
    columns.add(Column.number("bytes in flight/CU").expendable(2));
    columns.add(Column.number("compile").expendable(4));
    columns.add(Column.text("cached").expendable(5));
    this.table = new Table(columns.toArray(Column[]::new));
  }

  /** Adds the kernels of one code object; its compile time and origin stand in the first line. */
  public void add(BuiltKernel built, Reading<CodeObjectReport> report) {
    String compileTime = built.result().entry().compileTime().toMillis() + " ms";
    String cached = built.result().hit() ? "yes" : "no";
    for (KernelEntry kernel : built.rendered().kernels()) {
      List<String> line = new ArrayList<>();
      line.add(kernel.symbol());
      if (several) {
        ModelLayers layers = kinds.get(built.rendered().spec().attention());
        line.add(layers == null ? "-" : layers.inBrief());
      }
      line.add(built.rendered().spec().target().arch());
      line.addAll(
          report.value().map(r -> r.kernel(kernel.symbol()).cells()).orElse(KernelReport.UNKNOWN));
      line.addAll(List.of(compileTime, cached));
      table.add(line.toArray(String[]::new));
      compileTime = "";
      cached = "";
    }
  }

  /** The lines of the table. */
  public Table table() {
    return table;
  }
}
