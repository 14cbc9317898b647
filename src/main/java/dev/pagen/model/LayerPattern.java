package dev.pagen.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The layers of a model that attend, in their order, and how far they see. */
final class LayerPattern {
  /** Layers that attend to another modality's tokens, and not to those of the KV cache (Mllama). */
  private static final String CROSS = "cross_attention_layers";

  private final Config config;

  /**
   * A layer that attends.
   *
   * @param number among all layers, from 0; where a block of the model has two, among those of all
   *     blocks
   */
  record Layer(int number, LayerConfig config) {}

  private LayerPattern(Config config) {
    this.config = config;
  }

  /** The attention layers in their order; never empty. */
  static List<Layer> read(Config config) {
    List<Layer> layers = new LayerPattern(config).read();
    if (layers.isEmpty()) {
      throw config.refusal("has no attention layers, so there is no kernel to generate");
    }
    return layers;
  }

  private List<Layer> read() {
    List<LayerKind> kinds = LayerKinds.read(config);
    Set<Integer> cross =
        config.find(CROSS).map(value -> value.numbers(0, kinds.size())).orElse(Set.of());
    int each = config.integer(1, 2, ClassDefaults.ATTENTIONS_PER_BLOCK).orElse(1);
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      if (kinds.get(i) == LayerKind.NONE || cross.contains(i)) {
        continue;
      }
      Reach reach = reach(kinds.get(i), new LayerConfig(config, i, kinds.size(), new Reach.Full()));
      for (int j = 0; j < each; j++) {
        layers.add(new Layer(i * each + j, new LayerConfig(config, i, kinds.size(), reach)));
      }
    }
    return layers;
  }

  private static Reach reach(LayerKind kind, LayerConfig layer) {
    return switch (kind) {
      case SLIDING -> new Reach.Sliding(Windows.of(layer));
      case CHUNKED -> new Reach.Chunked(Windows.ofChunk(layer));
      case FULL -> Indexer.ofFull(layer.config()).orElseGet(Reach.Full::new);
      case SELECTED -> Indexer.of(layer.config(), layer.number());
      case COMPRESSED_SELECTED ->
          Indexer.ofEntries(layer, LayerKind.CSA, LayerKind.CSA_RATIO, true);
      case COMPRESSED -> Indexer.ofEntries(layer, LayerKind.HCA, LayerKind.HCA_RATIO, false);
      case NONE -> new Reach.Full();
    };
  }
}
