package dev.pagen.report.code;

import dev.pagen.report.Table;
import dev.pagen.report.Table.Column;
import dev.pagen.report.Words;
import dev.pagen.spec.AttentionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The table of a model's layers: a line per kind, with what one rank computes of it. */
public final class LayerTable {
  /** Of the numbers of layers so many characters; a manifest has them all. */
  private static final int NUMBERS = 24;

  private LayerTable() {}

  /**
   * The table of kinds of layer, by what they compute; with a column of what is chosen where the
   * model has an indexer.
   */
  public static Table of(Map<AttentionSpec, ModelLayers> kinds) {
    List<Column> columns =
        new ArrayList<>(
            List.of(
                Column.text("layers"),
                Column.number("count").expendable(2),
                Column.text("numbers"),
                Column.number("query heads"),
                Column.number("KV heads"),
                Column.number("head size"),
                Column.number("window"),
                Column.text("sinks").expendable(1)));
    if (choose(kinds)) {
      columns.add(Column.text("chosen, at most"));
    }
    Table table = new Table(columns.toArray(Column[]::new));
    kinds.forEach((attention, layers) -> table.add(row(attention, layers, choose(kinds))));
    return table;
  }

  private static String[] row(AttentionSpec attention, ModelLayers layers, boolean choose) {
    Stream<String> cells =
        Stream.of(
            layers.kind(),
            String.valueOf(layers.layers().size()),
            numbers(layers),
            String.valueOf(attention.queryHeads()),
            String.valueOf(attention.kvHeads()),
            size(attention),
            window(attention),
            attention.sinks() ? "yes" : "no");
    return Stream.concat(cells, choose ? Stream.of(layers.chosen()) : Stream.empty())
        .toArray(String[]::new);
  }

  private static boolean choose(Map<AttentionSpec, ModelLayers> kinds) {
    return kinds.values().stream().anyMatch(ModelLayers::choose);
  }

  /** What a model's indexer leaves to whoever launches its kernels, if it has one. */
  public static Optional<String> note(Map<AttentionSpec, ModelLayers> kinds) {
    return choose(kinds)
        ? Optional.of(
            "The model's indexer chooses keys, and the engine runs it: these kernels read its"
                + " lists.")
        : Optional.empty();
  }

  private static String numbers(ModelLayers layers) {
    String all = Words.pattern(layers.layers());
    return all.length() <= NUMBERS
        ? all
        : all.substring(0, all.lastIndexOf(' ', NUMBERS - 4)) + " ...";
  }

  private static String size(AttentionSpec attention) {
    return attention.headSize() == attention.valueSize() && attention.hasValueCache()
        ? String.valueOf(attention.headSize())
        : "%d/%d".formatted(attention.headSize(), attention.valueSize());
  }

  private static String window(AttentionSpec attention) {
    OptionalInt most = attention.lookback().most();
    return most.isPresent() ? String.valueOf(most.getAsInt()) : "-";
  }
}
