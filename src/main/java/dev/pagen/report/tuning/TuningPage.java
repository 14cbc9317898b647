package dev.pagen.report.tuning;

import dev.pagen.report.Table;
import dev.pagen.report.Table.Column;
import dev.pagen.report.Words;
import dev.pagen.report.page.Basis;
import dev.pagen.report.page.KernelCommand;
import dev.pagen.report.page.Page;
import dev.pagen.report.page.Page.Command;
import dev.pagen.report.page.Page.Fact;
import dev.pagen.report.page.Page.Part;
import dev.pagen.report.page.Page.Section;
import dev.pagen.report.page.Page.Tile;
import dev.pagen.report.page.Provenance;
import dev.pagen.tune.Origin;
import dev.pagen.tune.Outcome.Cause;
import dev.pagen.tune.Outcome.Ranked;
import dev.pagen.tune.Outcome.Rejected;
import dev.pagen.tune.TuningRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Sweeps as a page. */
public final class TuningPage {
  private TuningPage() {}

  /**
   * The page.
   *
   * @param version of the pa-gen that writes it
   */
  public static String html(List<TuningReport> reports, String version) {
    List<String> devices = reports.stream().map(r -> r.stamp().device()).distinct().toList();
    return new Page(
            "%s times: %s, %s"
                .formatted(
                    Basis.title(reports.stream().map(TuningReport::basis).toList()),
                    kernels(reports),
                    String.join(", ", devices)),
            "Which tuning of each paged-attention decode kernel is the fastest, and why. Written %s"
                    .formatted(Provenance.minute(Instant.now()))
                + " by pa-gen %s, from what is on record.".formatted(version),
            reports.size() > 1 ? contents(reports).rows() : null,
            reports.stream().map(TuningPage::section).toList())
        .html();
  }

  private static String kernels(List<TuningReport> reports) {
    List<String> names = reports.stream().map(TuningReport::kernel).distinct().toList();
    return names.size() == 1 ? names.getFirst() : Words.count(names.size(), "kernel");
  }

  /** What is the best of each sweep. */
  private static Table contents(List<TuningReport> reports) {
    Table table =
        new Table(
            Column.text("kernel"),
            Column.number("sequences"),
            Column.number("tokens"),
            Column.number("best us"),
            Column.number("of floor"),
            Column.number("of the start"),
            Column.text("best tuning"),
            Column.text("times"));
    for (TuningReport report : reports) {
      Optional<Ranked> best = report.result().best().map(record -> (Ranked) record.outcome());
      table.add(
          report.kernel(),
          String.valueOf(report.size().sequences()),
          String.valueOf(report.size().context()),
          best.map(ranked -> fixed(ranked.microseconds())).orElse("-"),
          best.map(ranked -> percent(1 / ranked.cost())).orElse("-"),
          best.flatMap(ranked -> ofStart(report, ranked)).map(TuningPage::percent).orElse("-"),
          best.isPresent() ? report.options() : "none has a time",
          report.basis().toString());
    }
    return table;
  }

  /** The best one's cost over that where the sweep began. */
  private static Optional<Double> ofStart(TuningReport report, Ranked best) {
    return report
        .result()
        .standard()
        .map(record -> best.cost() / ((Ranked) record.outcome()).cost());
  }

  private static Section section(TuningReport report) {
    Optional<TuningRecord> best = report.result().best();
    List<Part> parts = new ArrayList<>();
    best.ifPresent(_ -> parts.addAll(ofBest(report)));
    if (!report.causes().isEmpty()) {
      parts.add(
          Part.of(
              "Without a time",
              "Candidates that were not timed, by cause, with an example of each.",
              rejected(report.causes())));
    }
    return new Section(
        report.kernel(),
        report.basis(),
        "%s, %s.".formatted(report.batch(), report.stamp().device()),
        best.map(record -> tiles(report, (Ranked) record.outcome())).orElse(List.of()),
        best.map(record -> commands(report, record)).orElse(List.of()),
        parts,
        facts(report));
  }

  private static List<Tile> tiles(TuningReport report, Ranked best) {
    List<Tile> tiles = new ArrayList<>();
    tiles.add(
        new Tile(fixed(best.microseconds()) + " us", "the best, " + report.basis().toString()));
    tiles.add(
        new Tile(
            percent(1 / best.cost()),
            report.basis() == Basis.PREDICTED
                ? "of the nominal bandwidth"
                : "of the floor's speed, which only reads K and V"));
    boolean began = report.result().best().equals(report.result().standard());
    ofStart(report, best)
        .filter(_ -> !began)
        .ifPresent(
            share -> tiles.add(new Tile(percent(share), "of the time of " + report.why().start())));
    return tiles;
  }

  private static List<Command> commands(TuningReport report, TuningRecord best) {
    List<String> batch =
        new ArrayList<>(
            List.of("--batch " + best.size().sequences(), "--context " + best.size().context()));
    best.origin().ifPresent(origin -> batch.add("--seed " + origin.seed()));
    boolean predicted = report.basis() == Basis.PREDICTED;
    if (predicted) {
      batch.add("--predict");
    }
    return List.of(
        KernelCommand.of("Make the best:", "generate", best.kernel(), List.of("--out kernels")),
        KernelCommand.of(
            predicted ? "Predict it again:" : "Time it again:",
            predicted ? "count" : "bench",
            best.kernel(),
            batch));
  }

  private static List<Part> ofBest(TuningReport report) {
    WhyBest why = report.why();
    List<Part> parts = new ArrayList<>();
    why.table().ifPresent(table -> parts.add(Part.of("Why it is the best", why.sentence(), table)));
    parts.add(
        Part.ofWinner(
            "Candidates",
            why.table().isPresent() ? "The first is the best." : why.sentence(),
            report.allCandidates()));
    parts.add(Part.of(List.copyOf(report.figures().values())));
    return parts;
  }

  /** How many have no time, by cause, with a reason that stands for them. */
  private static Table rejected(Map<Cause, List<TuningRecord>> causes) {
    Table table =
        new Table(Column.text("cause"), Column.number("candidates"), Column.text("for example"));
    causes.forEach(
        (cause, records) ->
            table.add(
                cause.toString(),
                String.valueOf(records.size()),
                ((Rejected) records.getFirst().outcome()).firstLine()));
    return table;
  }

  private static List<Fact> facts(TuningReport report) {
    List<TuningRecord> records = report.result().records();
    Provenance provenance =
        new Provenance(
            origins(records, Origin::version),
            Provenance.span(records.stream().map(TuningRecord::time).toList()),
            report.stamp().device(),
            report.stamp().driver(),
            Provenance.all(
                records.stream()
                    .map(
                        r ->
                            "%s, digest %s".formatted(r.key().compiler(), r.key().compilerDigest()))
                    .toList()),
            origins(records, origin -> String.valueOf(origin.seed())));
    List<Fact> facts = new ArrayList<>();
    report.result().best().ifPresent(_ -> facts.add(new Fact("times", report.measured())));
    facts.add(new Fact("search", report.tried()));
    facts.addAll(provenance.facts());
    return facts;
  }

  private static String origins(List<TuningRecord> records, Function<Origin, String> part) {
    return Provenance.all(records.stream().flatMap(r -> r.origin().stream()).map(part).toList());
  }

  private static String fixed(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
