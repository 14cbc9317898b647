package dev.pagen.report.prediction;

import dev.pagen.count.Batch;
import dev.pagen.report.Table;
import dev.pagen.report.Table.Column;
import dev.pagen.report.Words;
import dev.pagen.report.page.Basis;
import dev.pagen.report.page.KernelCommand;
import dev.pagen.report.page.Page;
import dev.pagen.report.page.Page.Fact;
import dev.pagen.report.page.Page.Part;
import dev.pagen.report.page.Page.Section;
import dev.pagen.report.page.Page.Tile;
import dev.pagen.report.page.Provenance;
import dev.pagen.report.run.CountsReport;
import dev.pagen.spec.KernelSpec;
import java.util.ArrayList;
import java.util.List;

/** What the performance model says of kernels, as a page. */
public final class PredictionPage {
  private final Batch batch;
  private final Provenance provenance;
  private final List<Section> sections = new ArrayList<>();
  private final Table contents =
      new Table(Column.text("kernel"), Column.text("GPU"), Column.number("predicted us"));

  /** An empty page of predictions for this batch. */
  public PredictionPage(Batch batch, Provenance provenance) {
    this.batch = batch;
    this.provenance = provenance;
  }

  /** Adds a kernel, and what was counted and predicted of it and of others beside it. */
  public void add(KernelSpec kernel, CountsReport counts, PredictionReport prediction) {
    String gpu = kernel.target().product();
    String time = prediction.total().toString();
    contents.add(kernel.name(), gpu, time);
    List<Fact> facts =
        new ArrayList<>(
            List.of(
                new Fact("times", prediction.basis()),
                new Fact("counts", CountsReport.basis(batch))));
    facts.addAll(provenance.facts());
    sections.add(
        new Section(
            kernel.name(),
            Basis.PREDICTED,
            "%s, %s.".formatted(batch(batch), gpu),
            List.of(new Tile(time + " us", "all kernels, predicted")),
            List.of(
                KernelCommand.of(
                    "Predict it again:",
                    "count",
                    kernel,
                    List.of(
                        "--batch " + batch.planned(),
                        "--context " + batch.context(),
                        "--sequences " + batch.sequences(),
                        "--seed " + provenance.seed(),
                        "--predict"))),
            List.of(
                Part.of(List.of(prediction.figure(batch))),
                Part.of("Predicted", prediction.basis(), prediction.table()),
                Part.of("Counted", CountsReport.basis(batch) + ".", counts.table())),
            facts));
  }

  static String batch(Batch batch) {
    return "%s of %s"
        .formatted(Words.count(batch.planned(), "sequence"), Words.count(batch.context(), "token"));
  }

  /** The page; at least one kernel was added. */
  public String html() {
    boolean one = sections.size() == 1;
    return new Page(
            "Predicted times: %s, by a model"
                .formatted(
                    one ? sections.getFirst().title() : Words.count(sections.size(), "kernel")),
            "What paged-attention decode kernels should take on a GPU that was not at hand. Written %s"
                    .formatted(provenance.time())
                + " by pa-gen %s.".formatted(provenance.version()),
            one ? null : contents.rows(),
            sections)
        .html();
  }
}
