package dev.pagen.tune;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.tune.Outcome.Ranked;
import dev.pagen.tune.Outcome.Timed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tuning that every shard of a sweep measures: what it costs in each says how the machines
 * differ. A record is then compared by its cost in units of what the yardstick costs in its shard,
 * times what that costs in the middle.
 *
 * @param any record of the sweep, which says what it is of
 * @param records of the yardstick in each shard that has records, in order; empty where a shard has
 *     none with a time
 */
public record Yardsticks(TuningRecord any, Map<Shard, Optional<TuningRecord>> records) {
  public Yardsticks {
    records = new LinkedHashMap<>(records);
  }

  private record Sweep(Stamp stamp, AttentionSpec attention, Target target, WorkloadSize size) {
    static Sweep of(TuningRecord record) {
      return new Sweep(
          record.stamp(), record.kernel().attention(), record.kernel().target(), record.size());
    }
  }

  /** Those of all sweeps that have shards. */
  public static List<Yardsticks> of(List<TuningRecord> records) {
    return sweeps(records).values().stream()
        .filter(sweep -> sweep.stream().anyMatch(record -> record.shard().isPresent()))
        .map(Yardsticks::ofSweep)
        .toList();
  }

  /** The same records, with costs that compare where they are of shards. */
  static List<TuningRecord> levelled(List<TuningRecord> records) {
    if (records.stream().allMatch(record -> record.shard().isEmpty())) {
      return records;
    }
    Map<Sweep, Yardsticks> all = new LinkedHashMap<>();
    sweeps(records).forEach((sweep, ofIt) -> all.put(sweep, ofSweep(ofIt)));
    return records.stream()
        .map(r -> levelled(r, Objects.requireNonNull(all.get(Sweep.of(r)))))
        .toList();
  }

  private static TuningRecord levelled(TuningRecord record, Yardsticks yardsticks) {
    return record.outcome() instanceof Timed timed && record.shard().isPresent()
        ? record.withOutcome(timed.withLevel(yardsticks.level(record.shard().get())))
        : record;
  }

  private static Map<Sweep, List<TuningRecord>> sweeps(List<TuningRecord> records) {
    return records.stream()
        .collect(Collectors.groupingBy(Sweep::of, LinkedHashMap::new, Collectors.toList()));
  }

  /** Parts do not overlap but in the yardstick, so it is what most of them have a time of. */
  private static Yardsticks ofSweep(List<TuningRecord> sweep) {
    Map<Tuning, Map<Shard, TuningRecord>> timed = new LinkedHashMap<>();
    Set<Shard> shards = new HashSet<>();
    for (TuningRecord record : sweep) {
      record.shard().ifPresent(shards::add);
      if (record.shard().isPresent() && record.outcome() instanceof Ranked) {
        timed
            .computeIfAbsent(record.kernel().tuning(), _ -> new LinkedHashMap<>())
            .merge(record.shard().get(), record, (a, b) -> b.runs() >= a.runs() ? b : a);
      }
    }
    TuningRecord any = sweep.getFirst();
    Tuning standard =
        KernelDesign.of(any.kernel().attention(), any.kernel().target()).defaultTuning();
    Map<Shard, TuningRecord> yardstick =
        timed.entrySet().stream()
            .max(
                Comparator.comparingInt(
                        (Map.Entry<Tuning, Map<Shard, TuningRecord>> e) -> e.getValue().size())
                    .thenComparingInt(e -> -SearchSpace.distance(e.getKey(), standard)))
            .map(Map.Entry::getValue)
            .orElse(Map.of());
    Map<Shard, Optional<TuningRecord>> records = new LinkedHashMap<>();
    shards.stream()
        .sorted(
            Comparator.comparingInt(Shard::count)
                .thenComparingInt(Shard::number)
                .thenComparing(Shard::host))
        .forEach(shard -> records.put(shard, Optional.ofNullable(yardstick.get(shard))));
    return new Yardsticks(any, records);
  }

  /** By what costs in a shard are multiplied, 1 where it has not timed the yardstick. */
  public double level(Shard shard) {
    return records.getOrDefault(shard, Optional.empty()).map(r -> middle() / r.cost()).orElse(1.0);
  }

  private double middle() {
    double[] costs = costs();
    int half = costs.length / 2;
    return costs.length % 2 == 1 ? costs[half] : (costs[half - 1] + costs[half]) / 2;
  }

  private double[] costs() {
    return records.values().stream()
        .flatMap(Optional::stream)
        .mapToDouble(TuningRecord::cost)
        .sorted()
        .toArray();
  }

  /** By what share the yardstick costs more in the shard where it costs most than where least. */
  public double spread() {
    double[] costs = costs();
    return costs.length == 0 ? 0 : costs[costs.length - 1] / costs[0] - 1;
  }

  /** Parts, such as {@code 7/8}, that nobody has a record of. */
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    Set<String> there = records.keySet().stream().map(Shard::part).collect(Collectors.toSet());
    records.keySet().stream()
        .mapToInt(Shard::count)
        .distinct()
        .forEach(
            count -> {
              for (int number = 1; number <= count; number++) {
                String part = number + "/" + count;
                if (!there.contains(part)) {
                  missing.add(part);
                }
              }
            });
    return missing;
  }

  /** What these have of the shards of a sweep's {@code chosen} records. */
  List<TuningRecord> of(Set<TuningRecord> chosen) {
    Set<Shard> shards =
        chosen.stream()
            .filter(record -> Sweep.of(record).equals(Sweep.of(any)))
            .flatMap(record -> record.shard().stream())
            .collect(Collectors.toSet());
    return records.entrySet().stream()
        .filter(entry -> shards.contains(entry.getKey()))
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }
}
