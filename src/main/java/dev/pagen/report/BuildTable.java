package dev.pagen.report;

import dev.pagen.compile.BuiltKernel;
import dev.pagen.report.Table.Column;

/** The table of what was built: a line per kernel. */
public final class BuildTable {
  private final Table table =
      new Table(
          Column.text("kernel"),
          Column.text("target"),
          Column.number("VGPRs"),
          Column.number("AGPRs"),
          Column.number("LDS"),
          Column.number("spills"),
          Column.number("occupancy"),
          Column.number("bytes in flight/CU"),
          Column.number("compile"),
          Column.text("cached"));

  /** Adds the kernels of one code object; its compile time and origin stand in the first line. */
  public void add(BuiltKernel built, CodeObjectReport report) {
    String compileTime = built.result().entry().compileTime().toMillis() + " ms";
    String cached = built.result().hit() ? "yes" : "no";
    for (KernelReport kernel : report.kernels()) {
      var resources = kernel.resources();
      table.add(
          kernel.name(),
          kernel.target().arch(),
          String.valueOf(resources.vgprs()),
          String.valueOf(resources.agprs()),
          Words.bytes(resources.ldsBytes()),
          String.valueOf(resources.vgprSpills() + resources.sgprSpills()),
          Words.number(kernel.occupancy().wavesPerSimd()) + " waves/SIMD",
          Words.bytes(kernel.bytesInFlightPerCu()),
          compileTime,
          cached);
      compileTime = "";
      cached = "";
    }
  }

  @Override
  public String toString() {
    return table.toString();
  }
}
