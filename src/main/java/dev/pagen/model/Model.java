package dev.pagen.model;

import java.util.List;
import java.util.Optional;

/**
 * What of a model decides its attention kernels.
 *
 * @param name for people and file names: the config's file name without {@code .json}, or its
 *     folder's name where the file is called {@code config.json}
 * @param architecture the config's first class name, or its {@code model_type} where it has none
 * @param dtype the type the model was published in; empty where the config does not say (gpt-oss)
 *     or says {@code auto}
 * @param layers one per kind of attention layer, in the order in which the kinds first appear;
 *     never empty. Layers without attention (Mamba, linear attention, convolution) are left out.
 */
public record Model(
    String name, String architecture, Optional<ElementType> dtype, List<AttentionLayer> layers) {
  public Model {
    layers = List.copyOf(layers);
  }
}
