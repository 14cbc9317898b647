package dev.pagen.model;

import java.util.List;
import java.util.Optional;

/**
 * What of a model decides its attention kernels.
 *
 * @param name for people and file names: the config's file name without {@code .json}, or its
 *     folder's name where the file is called {@code config.json}
 * @param architecture the config's first class name, or its {@code model_type} where it has none
 * @param dtype the type that the model was published in, as its config names it: {@code bfloat16},
 *     {@code float8_e4m3fn}; empty where it does not say (gpt-oss) or says {@code auto}
 * @param layers one per kind of attention layer, in the order in which the kinds first appear;
 *     never empty. Layers without attention (Mamba, linear attention, convolution) are left out.
 * @param ignored keys that the config was read without
 */
public record Model(
    String name,
    String architecture,
    Optional<String> dtype,
    List<AttentionLayer> layers,
    List<String> ignored) {
  public Model {
    layers = List.copyOf(layers);
    ignored = List.copyOf(ignored);
  }

  /** The type that the model was published in, where it is one that a query can have. */
  public Optional<ElementType> elementType() {
    return dtype.flatMap(ElementType::ofTorch);
  }
}
