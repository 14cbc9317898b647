package dev.pagen.tune;

import dev.pagen.kernel.KernelDesign;
import dev.pagen.kernel.Support;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import dev.pagen.spec.Tuning;
import dev.pagen.spec.TuningParameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The tunings among which the best is looked for: all that are supported, in a fixed order.
 *
 * @param attention what is computed
 * @param target on which GPU
 * @param tunings each supported, none twice, at least one
 */
public record SearchSpace(AttentionSpec attention, Target target, List<Tuning> tunings) {
  public SearchSpace {
    tunings = List.copyOf(tunings);
    if (tunings.isEmpty()) {
      throw new TuningException("there is no tuning to try");
    }
  }

  /**
   * All supported tunings.
   *
   * @param only the values of some parameters to which the space is narrowed; the others take all
   * @throws dev.pagen.spec.InvalidSpecException if a parameter does not take a value
   * @throws TuningException if nothing is left
   */
  public static SearchSpace of(
      AttentionSpec attention, Target target, Map<TuningParameter, List<String>> only) {
    Tuning standard = KernelDesign.of(attention, target).defaultTuning();
    List<Tuning> all = List.of(standard);
    for (TuningParameter parameter : TuningParameter.values()) {
      List<String> values = only.getOrDefault(parameter, parameter.values(standard));
      List<Tuning> wider = new ArrayList<>();
      for (Tuning tuning : all) {
        for (String value : values) {
          wider.add(parameter.set(tuning, value));
        }
      }
      all = wider;
    }
    List<Tuning> supported =
        all.stream()
            .distinct()
            .filter(t -> Support.refusals(new KernelSpec(attention, t, target)).isEmpty())
            .toList();
    if (supported.isEmpty()) {
      throw new TuningException(
          "No supported tuning on %s has %s: allow more values."
              .formatted(target, only.isEmpty() ? "any values" : only));
    }
    return new SearchSpace(attention, target, supported);
  }

  /**
   * A part of this space. Parts have the start in common, which tells how the machines that measure
   * them differ, and nothing else; together they are all of it.
   *
   * @param number from 1 to {@code count}
   * @throws TuningException if there are fewer tunings than parts
   */
  public SearchSpace shard(int number, int count) {
    if (tunings.size() < count) {
      throw new TuningException(
          "%d shards of %d tunings: take fewer shards".formatted(count, tunings.size()));
    }
    int start = tunings.indexOf(start());
    return new SearchSpace(
        attention,
        target,
        IntStream.range(0, tunings.size())
            .filter(i -> i % count == number - 1 || i == start)
            .mapToObj(tunings::get)
            .toList());
  }

  /** How many tunings there are. */
  public int size() {
    return tunings.size();
  }

  /** Where a search begins: the default tuning, or the first of those nearest to it. */
  public Tuning start() {
    Tuning standard = KernelDesign.of(attention, target).defaultTuning();
    return tunings.stream()
        .min(Comparator.comparingInt(tuning -> distance(tuning, standard)))
        .orElseThrow();
  }

  /** The kernel of a tuning. */
  public KernelSpec kernel(Tuning tuning) {
    return new KernelSpec(attention, tuning, target);
  }

  /** In how many parameters two tunings differ. */
  static int distance(Tuning a, Tuning b) {
    int distance = 0;
    for (TuningParameter parameter : TuningParameter.values()) {
      if (!parameter.value(a).equals(parameter.value(b))) {
        distance++;
      }
    }
    return distance;
  }
}
