package dev.pagen.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a config says of one layer: what is written for this very layer ({@code per_layer_config}),
 * else for layers of its kind, else for all layers.
 *
 * @param number of the layer, from 0
 * @param layers of the model: a list with an entry for each layer has so many
 */
record LayerConfig(Config config, int number, int layers, Reach reach) {
  static final String PER_LAYER = "per_layer_config";

  Optional<Value> find(Field field) {
    config.understand(field.all());
    if (LayerKinds.areListed(config)) {
      config.understand(field.sliding());
      config.understand(field.full());
    }
    return ofItsObject(field)
        .or(() -> ofThisLayer(config.find(field.perLayer())))
        .or(() -> ofThisLayer(config.find(field.of(reach))))
        .or(() -> ofThisLayer(config.find(field.all())));
  }

  /** Has names count as understood, in this layer's own object too. */
  void understand(List<String> names) {
    config.understand(names);
    config.understand(names.stream().map(name -> PER_LAYER + "." + key() + "." + name).toList());
  }

  OptionalInt integer(int min, int max, Field field) {
    return find(field).stream().mapToInt(value -> value.integer(min, max)).findFirst();
  }

  int requireInteger(int min, int max, Field field) {
    return integer(min, max, field).orElseThrow(() -> config.missing(field.all()));
  }

  OptionalDouble number(double min, double max, Field field) {
    return find(field).stream().mapToDouble(value -> value.number(min, max)).findFirst();
  }

  /**
   * A field of this layer's object in a list of objects.
   *
   * @param list the list's name
   * @param name the field's name in the object
   */
  Optional<Value> entry(String list, String name) {
    Optional<List<Value>> entries = config.list(list);
    entries.ifPresent(_ -> config.tellLayersApart());
    return entries.map(all -> all.get(number)).flatMap(v -> v.inside(name));
  }

  private Optional<Value> ofItsObject(Field field) {
    if (!config.has(PER_LAYER)) {
      return Optional.empty();
    }
    config.tellLayersApart();
    return ofThisLayer(config.find(field.in(PER_LAYER + "." + key())));
  }

  /** This layer's number as the config writes it, with zeros before it or without: {@code 05}. */
  private String key() {
    return config.find(PER_LAYER).stream()
        .flatMap(objects -> objects.node().propertyNames().stream())
        .filter(name -> name.replaceFirst("^0+(?=.)", "").equals(Integer.toString(number)))
        .findFirst()
        .orElse(Integer.toString(number));
  }

  /** Of a list with an entry for each layer the entry of this one, where it is not null. */
  private Optional<Value> ofThisLayer(Optional<Value> found) {
    if (found.isEmpty() || !found.get().node().isArray()) {
      return found;
    }
    config.tellLayersApart();
    List<Value> entries = found.get().list();
    if (entries.size() < layers) {
      throw found
          .get()
          .wrong("a number, or a list with one for each of the %d layers".formatted(layers));
    }
    return Optional.of(entries.get(number)).filter(entry -> !entry.node().isNull());
  }
}
