package dev.pagen.kernel;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.AttentionSpecBuilder;
import dev.pagen.spec.DataType;
import dev.pagen.spec.InvalidSpecException;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.LogSumExp;
import dev.pagen.spec.PageTableFormat;
import dev.pagen.spec.QueryLens;
import dev.pagen.spec.RowFormat;
import dev.pagen.spec.Selection;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is supported, feature by target, as {@link Support} says: a cell has the choices that are
 * not refused. In Markdown, with targets of which the same is true side by side.
 */
final class SupportTable {
  private static final AttentionSpec BASE =
      AttentionSpec.of(128, 8, 2, DataType.BF16, 16, KvLayout.NHD);

  private static final List<String> FIRST_LOOK =
      List.of(
          "head size",
          "query heads per KV head",
          "new tokens (q_len)",
          "page size",
          "query",
          "KV cache, or the query's type",
          "scales of an 8-bit cache, one per",
          "KV layout",
          "page table",
          "tokens that queries look at",
          "features",
          "MLA: elements of a row/its value",
          "MLA: rows with scales inside");

  /** A choice is there where it goes with one of these, and the defaults for the rest. */
  private static final List<Map<TuningParameter, String>> TUNINGS =
      List.of(
          Map.of(),
          Map.of(TuningParameter.BUFFERING, "1"),
          Map.of(TuningParameter.BUFFERING, "1", TuningParameter.TILE, "16"));

  /** A row's cells by target. */
  private final Map<String, Map<Target, String>> rows = new LinkedHashMap<>();

  private SupportTable() {}

  /** The whole table, a line break after each row. */
  static String markdown() {
    SupportTable table = new SupportTable();
    table.attention();
    for (TuningParameter parameter : TuningParameter.values()) {
      table.tuning(parameter);
    }
    return table.print();
  }

  /** The rows that a first look needs: targets are named where not all have the same. */
  static String firstLook() {
    SupportTable table = new SupportTable();
    table.attention();
    return table.printFirstLook();
  }

  private void attention() {
    numbers(
        "head size",
        IntStream.rangeClosed(1, 600),
        n -> BASE.with(spec -> new AttentionSpecBuilder(n, 8, 2)));
    numbers("value size", IntStream.rangeClosed(1, 600), n -> BASE.with(spec -> spec.valueSize(n)));
    numbers(
        "query heads per KV head",
        IntStream.rangeClosed(1, 200),
        n -> new AttentionSpecBuilder(128, n, 1).build());
    numbers(
        "new tokens (q_len)", IntStream.rangeClosed(1, 64), n -> BASE.with(spec -> spec.qLen(n)));
    row(
        "new tokens of a batch",
        of(QueryLens.values(), (spec, lens) -> spec.qLen(4).queryLens(lens)));
    numbers(
        "page size",
        IntStream.concat(
            IntStream.rangeClosed(1, 1100), IntStream.rangeClosed(11, 22).map(bits -> 1 << bits)),
        n -> BASE.with(spec -> spec.pageSize(n)));
    row("query", of(DataType.values(), (spec, type) -> spec.dtype(type)));
    row("output, or the query's type", of(DataType.values(), this::output));
    row("KV cache, or the query's type", of(DataType.values(), this::cache));
    row(
        "8 bits in K or V alone",
        Stream.concat(
                of(DataType.values(), (spec, type) -> valuesAlone(spec, type)).stream()
                    .map(choice -> new Choice("V " + choice.text(), choice.change())),
                of(DataType.values(), (spec, type) -> cache(spec, type).valueDtype(DataType.BF16))
                    .stream()
                    .map(choice -> new Choice("K " + choice.text(), choice.change())))
            .toList());
    for (Target target : Target.values()) {
      put("8-bit floats", target, target.fp8Flavor().toString());
    }
    row(
        "scales of an 8-bit cache, one per",
        of(KvScales.values(), (spec, per) -> spec.kvDtype(DataType.FP8_E4M3).kvScales(per)));
    row("KV layout", of(KvLayout.values(), AttentionSpecBuilder::layout));
    row("page table", of(PageTableFormat.values(), AttentionSpecBuilder::pageTable));
    row(
        "tokens that queries look at",
        List.of(
            new Choice("all", spec -> spec.selection(new Selection.All())),
            new Choice("tokens", spec -> spec.selection(new Selection.Tokens())),
            new Choice("blocks=N", spec -> spec.selection(new Selection.Blocks(128)))));
    row(
        "any strides of K and V, interleaved too",
        List.of(yes(spec -> spec.kvStrides(new KvStrides(512, 256, 512, 256)))));
    row(
        "log-sum-exp",
        List.of(
            new Choice("natural", spec -> spec.lse(LogSumExp.NATURAL)),
            new Choice("base 2", spec -> spec.lse(LogSumExp.BASE2))));
    row(
        "features",
        List.of(
            new Choice("soft cap", spec -> spec.softCap(30)),
            new Choice("sliding window", spec -> spec.window(4096)),
            new Choice("chunked attention", spec -> spec.chunk(8192)),
            new Choice("sinks", spec -> spec.sinks(true)),
            new Choice("ALiBi", spec -> spec.alibi(true)),
            new Choice("log-sum-exp", spec -> spec.lse(LogSumExp.NATURAL))));
    row(
        "MLA: elements of a row/its value",
        List.of(
            rows("576/512", 576, 512),
            rows("512/512", 512, 512),
            rows("320/256", 320, 256),
            rows("160/128", 160, 128),
            rows("other multiples of 32 up to 1024", 1024, 96)));
    row(
        "MLA: KV cache, or the query's type",
        of(DataType.values(), (_, type) -> cache(latents(16), type)));
    row(
        "MLA: rows with scales inside",
        of(RowFormat.all().toArray(RowFormat[]::new), (_, rows) -> latents(16).rows(rows)));
    row(
        "MLA: selected tokens of two pools",
        Stream.concat(
                Stream.of(new Choice("16-bit and 8-bit rows", _ -> twoPools(latents(16)))),
                of(
                    RowFormat.all().toArray(RowFormat[]::new),
                    (_, rows) -> twoPools(latents(16).rows(rows)))
                    .stream())
            .toList());
    numbers("MLA: query heads", IntStream.rangeClosed(1, 200), n -> latents(n).build());
    numbers("MLA: q_len", IntStream.rangeClosed(1, 64), n -> latents(16).qLen(n).build());
  }

  private static Choice rows(String text, int row, int value) {
    return new Choice(text, _ -> new AttentionSpecBuilder(row, 16, 1).latent(value));
  }

  private static AttentionSpecBuilder latents(int heads) {
    return new AttentionSpecBuilder(576, heads, 1).latent(512);
  }

  private static AttentionSpecBuilder twoPools(AttentionSpecBuilder spec) {
    return spec.selection(new Selection.Tokens()).extraPageSize(2);
  }

  private AttentionSpecBuilder output(AttentionSpecBuilder spec, DataType type) {
    return type == DataType.BF16 ? spec.dtype(DataType.FP32) : spec.outDtype(type);
  }

  private AttentionSpecBuilder cache(AttentionSpecBuilder spec, DataType type) {
    return type == DataType.BF16 ? spec.dtype(DataType.FP32) : spec.kvDtype(type);
  }

  private AttentionSpecBuilder valuesAlone(AttentionSpecBuilder spec, DataType type) {
    return type == DataType.BF16 ? spec.dtype(DataType.FP32) : spec.valueDtype(type);
  }

  private record Choice(String text, UnaryOperator<AttentionSpecBuilder> change) {}

  private interface Change<T> {
    AttentionSpecBuilder apply(AttentionSpecBuilder spec, T value);
  }

  private static <T> List<Choice> of(T[] values, Change<T> change) {
    return Arrays.stream(values)
        .map(value -> new Choice(value.toString(), spec -> change.apply(spec, value)))
        .toList();
  }

  private static Choice yes(UnaryOperator<AttentionSpecBuilder> change) {
    return new Choice("yes", change);
  }

  private void row(String name, List<Choice> choices) {
    for (Target target : Target.values()) {
      put(
          name,
          target,
          choices.stream()
              .filter(choice -> goes(BASE.with(choice.change()), target))
              .map(Choice::text)
              .collect(joining(", ")));
    }
  }

  /** Runs of numbers that all go are told by their ends. */
  private void numbers(String name, IntStream candidates, IntFunction<AttentionSpec> spec) {
    int[] numbers = candidates.toArray();
    for (Target target : Target.values()) {
      List<String> runs = new ArrayList<>();
      for (int i = 0; i < numbers.length; i++) {
        int first = i;
        while (i < numbers.length && goes(spec.apply(numbers[i]), target)) {
          i++;
        }
        if (i > first + 1) {
          runs.add(numbers[first] + " to " + numbers[i - 1]);
        } else if (i > first) {
          runs.add(String.valueOf(numbers[first]));
        }
      }
      put(name, target, String.join(", ", runs));
    }
  }

  private void tuning(TuningParameter parameter) {
    for (Target target : Target.values()) {
      String standard = parameter.get(KernelDesign.of(BASE, target).defaultTuning());
      String choices =
          parameter.values(KernelDesign.of(BASE, target).defaultTuning()).stream()
              .filter(value -> goes(BASE, parameter, value, target))
              .map(value -> value.equals(standard) ? "**" + value + "**" : value)
              .collect(joining(", "));
      put("`" + parameter + "`", target, choices);
    }
  }

  private static boolean goes(
      AttentionSpec spec, TuningParameter parameter, String value, Target target) {
    return TUNINGS.stream()
        .filter(tuning -> !tuning.containsKey(parameter))
        .anyMatch(
            tuning -> {
              Map<TuningParameter, String> choices = new LinkedHashMap<>(tuning);
              choices.put(parameter, value);
              return goes(spec, choices, target);
            });
  }

  private static boolean goes(AttentionSpec spec, Target target) {
    return goes(spec, Map.of(), target);
  }

  private static boolean goes(
      AttentionSpec spec, Map<TuningParameter, String> choices, Target target) {
    try {
      Tuning tuning = new TuningChoices(choices).resolve(spec, target);
      return Support.refusals(new KernelSpec(spec, tuning, target)).isEmpty();
    } catch (InvalidSpecException e) {
      return false;
    }
  }

  private void put(String row, Target target, String cell) {
    rows.computeIfAbsent(row, _ -> new LinkedHashMap<>()).put(target, cell.isEmpty() ? "no" : cell);
  }

  private String printFirstLook() {
    StringBuilder text = new StringBuilder("| | on each target |\n| --- | --- |\n");
    for (String name : FIRST_LOOK) {
      Map<Target, String> row = rows.get(name);
      Map<String, List<String>> targets =
          Arrays.stream(Target.values())
              .filter(target -> !row.get(target).equals("no"))
              .collect(
                  groupingBy(row::get, LinkedHashMap::new, mapping(Target::toString, toList())));
      targets.forEach(
          (cell, those) ->
              text.append("| ")
                  .append(name)
                  .append(
                      those.size() == Target.values().length
                          ? ""
                          : " (%s)".formatted(String.join(", ", those)))
                  .append(" | ")
                  .append(cell)
                  .append(" |\n"));
    }
    return text.toString();
  }

  private String print() {
    Map<List<String>, Set<Target>> columns = new LinkedHashMap<>();
    for (Target target : Target.values()) {
      List<String> cells = rows.values().stream().map(row -> row.get(target)).toList();
      columns.computeIfAbsent(cells, _ -> new LinkedHashSet<>()).add(target);
    }
    StringBuilder text = new StringBuilder("| |");
    columns
        .values()
        .forEach(
            group ->
                text.append(
                    group.stream().map(Target::toString).collect(joining(", ", " ", " |"))));
    text.append("\n| --- |").append(" --- |".repeat(columns.size())).append('\n');
    int row = 0;
    for (String name : rows.keySet()) {
      text.append("| ").append(name).append(" |");
      String before = "";
      for (List<String> cells : columns.keySet()) {
        String cell = cells.get(row);
        text.append(' ')
            .append(cell.equals(before) && cell.length() > 4 ? "same" : cell)
            .append(" |");
        before = cell;
      }
      text.append('\n');
      row++;
    }
    return text.toString();
  }
}
