package dev.pagen.report.code;

import dev.pagen.model.AttentionLayer;
import dev.pagen.model.Model;
import dev.pagen.model.Reach;
import dev.pagen.report.Words;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which layers of a model one kernel is for.
 *
 * @param reaches what their queries look at: where there is more than one, a kernel does the same
 *     for all
 * @param layers all of one kind, and those of other kinds that compute the same on a rank; in the
 *     order of their numbers
 */
public record ModelLayers(Model model, String kind, List<Integer> layers, List<Reach> reaches) {
  public ModelLayers {
    layers = List.copyOf(layers);
    reaches = List.copyOf(reaches);
  }

  /** The layers of one kind. */
  public static ModelLayers of(Model model, AttentionLayer layer) {
    return new ModelLayers(model, layer.kind(), layer.layers(), List.of(layer.reach()));
  }

  /** These layers and others, or the same again, which compute the same. */
  public ModelLayers and(ModelLayers others) {
    return new ModelLayers(
        model,
        kind,
        Stream.of(layers, others.layers).flatMap(List::stream).distinct().sorted().toList(),
        Stream.of(reaches, others.reaches).flatMap(List::stream).distinct().toList());
  }

  /** Their kind and their numbers, such as {@code full 1 3 ... 35}. */
  String inBrief() {
    return kind + " " + Words.pattern(layers);
  }

  /** Whether their queries look at what the model's indexer chooses. */
  boolean choose() {
    return reaches.stream().anyMatch(Reach::isChosen);
  }

  /** What is chosen for a query, in words; a dash for nothing. */
  String chosen() {
    return choose()
        ? reaches.stream().map(ModelLayers::chosen).collect(Collectors.joining(" or "))
        : "-";
  }

  private static String chosen(Reach reach) {
    return switch (reach) {
      case Reach.Full _ -> "all";
      case Reach.Sliding(int tokens) -> tokens + " tokens";
      case Reach.Chunked(int tokens) -> tokens + " tokens";
      case Reach.Selected(int most) -> most + " tokens";
      case Reach.Blocks(int tokens, int most) -> "%d x %d tokens".formatted(most, tokens);
      case Reach.Compressed(int window, int _, OptionalInt most) ->
          "%d tokens + %s entries".formatted(window, most.isPresent() ? most.getAsInt() : "all");
    };
  }

  /** Entries of the longest list that an indexer makes for one query, if it makes all of them. */
  private OptionalInt longestList() {
    return reaches.stream().allMatch(reach -> reach.longestList().isPresent())
        ? reaches.stream().mapToInt(reach -> reach.longestList().getAsInt()).max()
        : OptionalInt.empty();
  }

  /** Says in a kernel's manifest which layers it is for. */
  public void put(ObjectNode manifest) {
    ObjectNode node = manifest.putObject("model");
    node.put("name", model.name());
    node.put("architecture", model.architecture());
    if (!model.ignored().isEmpty()) {
      ArrayNode ignored = node.putArray("ignored_keys");
      model.ignored().forEach(ignored::add);
    }
    manifest.put("kind", kind);
    longestList().ifPresent(entries -> manifest.put("longest_list", entries));
    ArrayNode numbers = manifest.putArray("layers");
    layers.forEach(numbers::add);
  }
}
