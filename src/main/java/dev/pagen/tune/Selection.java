package dev.pagen.tune;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a store knows of a kernel, whatever the workload.
 *
 * @param current records that hold here and now
 * @param stale records of another device or driver, or of kernels that today's templates or
 *     compiler make differently
 */
public record Selection(List<TuningRecord> current, Staleness stale) {
  public Selection {
    current = List.copyOf(current);
  }

  /**
   * Picks the records of a kernel.
   *
   * @param stamp of the device that they are to hold for
   * @param key of a kernel as it would be made now
   */
  public static Selection of(
      TuningStore.Contents contents,
      AttentionSpec attention,
      Target target,
      Stamp stamp,
      Function<KernelSpec, KernelKey> key) {
    Map<KernelSpec, KernelKey> keys = new HashMap<>();
    List<TuningRecord> current = new ArrayList<>();
    List<String> stale = new ArrayList<>();
    for (TuningRecord record : contents.records()) {
      KernelSpec kernel = record.kernel();
      if (!kernel.attention().equals(attention) || kernel.target() != target) {
        continue;
      }
      Optional<String> reason =
          Staleness.reason(record.stamp(), stamp)
              .or(() -> Staleness.reason(record.key(), keys.computeIfAbsent(kernel, key)));
      reason.ifPresentOrElse(stale::add, () -> current.add(record));
    }
    return new Selection(current, Staleness.of(stale));
  }

  /** Those of a workload. */
  public List<TuningRecord> of(WorkloadSize size) {
    return current.stream().filter(record -> record.size().equals(size)).toList();
  }
}
