package dev.pagen.tune;

import java.util.List;
import java.util.Optional;

/**
 * A store that look-ups look into.
 *
 * @param layer whose it is
 * @param store its file; the name of a resource if it is bundled
 * @param records that can be read
 * @param kernels that these are of: what is computed, and for which target
 * @param devices that these were measured on, by name, in order
 * @param unreadable lines that cannot be read
 * @param problem why nothing is known of it
 */
public record StoreListing(
    TuningPath.Layer layer,
    String store,
    int records,
    int kernels,
    List<String> devices,
    int unreadable,
    Optional<String> problem) {
  public StoreListing {
    devices = List.copyOf(devices);
  }

  static StoreListing of(TuningPath.Layer layer, String store, TuningStore.Contents contents) {
    record Kernel(Object attention, Object target) {}
    return new StoreListing(
        layer,
        store,
        contents.records().size(),
        (int)
            contents.records().stream()
                .map(r -> new Kernel(r.kernel().attention(), r.kernel().target()))
                .distinct()
                .count(),
        contents.records().stream().map(r -> r.stamp().device()).distinct().sorted().toList(),
        contents.unreadable(),
        Optional.empty());
  }

  static StoreListing failed(TuningPath.Layer layer, String store, String problem) {
    return new StoreListing(layer, store, 0, 0, List.of(), 0, Optional.of(problem));
  }
}
