package dev.pagen.report;

import dev.pagen.model.AttentionLayer;
import dev.pagen.model.Model;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which layers of a model one kernel is for.
 *
 * @param layers all of one kind, and those of other kinds that compute the same on a rank; in the
 *     order of their numbers
 */
public record ModelLayers(Model model, String kind, List<Integer> layers) {
  public ModelLayers {
    layers = List.copyOf(layers);
  }

  /** The layers of one kind. */
  public static ModelLayers of(Model model, AttentionLayer layer) {
    return new ModelLayers(model, layer.kind(), layer.layers());
  }

  /** These layers and others, which compute the same. */
  public ModelLayers and(ModelLayers others) {
    return new ModelLayers(
        model, kind, Stream.of(layers, others.layers).flatMap(List::stream).sorted().toList());
  }

  /** Says in a kernel's manifest which layers it is for. */
  void put(ObjectNode manifest) {
    ObjectNode node = manifest.putObject("model");
    node.put("name", model.name());
    node.put("architecture", model.architecture());
    if (!model.ignored().isEmpty()) {
      ArrayNode ignored = node.putArray("ignored_keys");
      model.ignored().forEach(ignored::add);
    }
    manifest.put("kind", kind);
    ArrayNode numbers = manifest.putArray("layers");
    layers.forEach(numbers::add);
  }
}
