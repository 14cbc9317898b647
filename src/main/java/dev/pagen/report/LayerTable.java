package dev.pagen.report;

import dev.pagen.report.Table.Column;
import dev.pagen.spec.AttentionSpec;
import java.util.Map;
import java.util.OptionalInt;

/** The table of a model's layers: a line per kind, with what one rank computes of it. */
public final class LayerTable {
  /** Of the numbers of layers so many characters; a manifest has them all. */
  private static final int NUMBERS = 24;

  private LayerTable() {}

  /** The table of kinds of layer, by what they compute. */
  public static Table of(Map<AttentionSpec, ModelLayers> kinds) {
    Table table =
        new Table(
            Column.text("layers"),
            Column.number("count"),
            Column.text("numbers"),
            Column.number("query heads"),
            Column.number("KV heads"),
            Column.number("head size"),
            Column.number("window"),
            Column.text("sinks"));
    kinds.forEach(
        (attention, layers) ->
            table.add(
                layers.kind(),
                String.valueOf(layers.layers().size()),
                numbers(layers),
                String.valueOf(attention.queryHeads()),
                String.valueOf(attention.kvHeads()),
                size(attention),
                window(attention),
                attention.sinks() ? "yes" : "no"));
    return table;
  }

  private static String numbers(ModelLayers layers) {
    String all = Words.ranges(layers.layers());
    return all.length() <= NUMBERS
        ? all
        : all.substring(0, all.lastIndexOf(' ', NUMBERS - 4)) + " ...";
  }

  private static String size(AttentionSpec attention) {
    return attention.headSize() == attention.valueSize()
        ? String.valueOf(attention.headSize())
        : "%d/%d".formatted(attention.headSize(), attention.valueSize());
  }

  private static String window(AttentionSpec attention) {
    OptionalInt most = attention.lookback().most();
    return most.isPresent() ? String.valueOf(most.getAsInt()) : "-";
  }
}
