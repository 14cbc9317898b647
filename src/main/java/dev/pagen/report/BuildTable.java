package dev.pagen.report;

import dev.pagen.codeobject.Reading;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.report.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** The table of what was built: a line per kernel. */
public final class BuildTable {
  private final Table table =
      new Table(
          Column.text("kernel"),
          Column.text("target"),
          Column.number("registers"),
          Column.number("AGPRs"),
          Column.number("LDS"),
          Column.number("spills"),
          Column.number("occupancy"),
          Column.number("bytes in flight/CU"),
          Column.number("compile"),
          Column.text("cached"));

  /** Adds the kernels of one code object; its compile time and origin stand in the first line. */
  public void add(BuiltKernel built, Reading<CodeObjectReport> report) {
    String compileTime = built.result().entry().compileTime().toMillis() + " ms";
    String cached = built.result().hit() ? "yes" : "no";
    for (KernelEntry kernel : built.rendered().kernels()) {
      String arch = built.rendered().spec().target().arch();
      List<String> line = new ArrayList<>(List.of(kernel.symbol(), arch));
      line.addAll(
          report.value().map(r -> r.kernel(kernel.symbol()).cells()).orElse(KernelReport.UNKNOWN));
      line.addAll(List.of(compileTime, cached));
      table.add(line.toArray(String[]::new));
      compileTime = "";
      cached = "";
    }
  }

  @Override
  public String toString() {
    return table.toString();
  }
}
