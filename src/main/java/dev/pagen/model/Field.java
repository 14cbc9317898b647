package dev.pagen.model;

import java.util.List;

/**
 * What configs call one number of a layer: by names that hold for all layers, and by names that
 * hold for one kind of them. A dot reaches into an object.
 *
 * @param all names for every layer; a list under one of them, or under one with {@code _per_layer}
 *     behind it, has an entry for each layer
 * @param sliding names for layers with a window or chunks
 * @param full names for layers that see or choose from everything
 */
record Field(List<String> all, List<String> sliding, List<String> full) {
  /** A number that has no names for one kind of layer. */
  static Field of(String... names) {
    return new Field(List.of(names), List.of(), List.of());
  }

  /** With other names for layers with a window or chunks, or with none. */
  Field sliding(String... names) {
    return new Field(all, List.of(names), full);
  }

  /** With other names for layers that see everything, or with none. */
  Field full(String... names) {
    return new Field(all, sliding, List.of(names));
  }

  /** The names that hold for layers of one reach alone. */
  List<String> of(Reach reach) {
    boolean near = reach instanceof Reach.Sliding || reach instanceof Reach.Chunked;
    return near ? sliding : full;
  }

  /** The names of lists with an entry for each layer. */
  List<String> perLayer() {
    return all.stream().map(name -> name + "_per_layer").toList();
  }

  /** The names for every layer, inside an object. */
  List<String> in(String object) {
    return all.stream().map(name -> object + "." + name).toList();
  }
}
