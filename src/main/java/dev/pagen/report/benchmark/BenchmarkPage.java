package dev.pagen.report.benchmark;

import dev.pagen.bench.BenchmarkResult;
import dev.pagen.report.Words;
import dev.pagen.report.drawing.Figure;
import dev.pagen.report.page.Basis;
import dev.pagen.report.page.KernelCommand;
import dev.pagen.report.page.Page;
import dev.pagen.report.page.Page.Command;
import dev.pagen.report.page.Page.Fact;
import dev.pagen.report.page.Page.Part;
import dev.pagen.report.page.Page.Section;
import dev.pagen.report.page.Provenance;
import dev.pagen.spec.KernelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Measurements over a number of the workload, as a page. */
public final class BenchmarkPage {
  private BenchmarkPage() {}

  /** The page; there is at least one measurement. */
  public static String html(
      SweepVariable variable, List<BenchmarkResult> results, Provenance provenance) {
    Figure figure = SweepChart.of(variable, results);
    String device = results.getFirst().device().name();
    List<KernelSpec> kernels = results.stream().map(BenchmarkResult::spec).distinct().toList();
    List<Fact> facts = new ArrayList<>(List.of(new Fact("times", BenchmarkReport.notes(results))));
    facts.addAll(provenance.facts());
    Section section =
        new Section(
            "Time over " + variable.unit(),
            Basis.MEASURED,
            "%s, %s.".formatted(figure.caption(), device),
            List.of(),
            kernels.stream().map(kernel -> command(kernel, variable, results)).toList(),
            List.of(
                Part.of(List.of(figure)),
                Part.of(
                    "Measurements",
                    "Times are medians; the floor only reads K and V.",
                    BenchmarkReport.table(results))),
            facts);
    return new Page(
            "Measured times: %s, %s".formatted(kernels(kernels), device),
            "How long paged-attention decode kernels take, beside the floor. Written %s by pa-gen %s."
                .formatted(provenance.time(), provenance.version()),
            null,
            List.of(section))
        .html();
  }

  private static String kernels(List<KernelSpec> kernels) {
    return kernels.size() == 1 ? kernels.getFirst().name() : Words.count(kernels.size(), "kernel");
  }

  private static Command command(
      KernelSpec kernel, SweepVariable variable, List<BenchmarkResult> results) {
    List<BenchmarkResult> own = results.stream().filter(r -> r.spec().equals(kernel)).toList();
    BenchmarkResult any = own.getFirst();
    List<String> more = new ArrayList<>();
    if (variable != SweepVariable.BATCH) {
      more.add("--batch " + any.batch().sequences());
    }
    if (variable != SweepVariable.CONTEXT) {
      more.add("--context " + any.batch().maxContext());
    }
    if (own.size() > 1) {
      more.add("--over " + variable);
      more.add(
          own.stream()
              .map(r -> String.valueOf(variable.of(r)))
              .collect(Collectors.joining(",", "--values ", "")));
    }
    more.add("--pages " + any.batch().pages());
    more.add("--seed " + any.batch().seed());
    return KernelCommand.of("Time %s again:".formatted(kernel.name()), "bench", kernel, more);
  }
}
