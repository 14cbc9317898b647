package dev.pagen.tune;

import dev.pagen.spec.Tuning;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Candidates in an order that no result changes. */
record OrderedStrategy(List<Tuning> order) implements Strategy {
  OrderedStrategy {
    order = List.copyOf(order);
  }

  static OrderedStrategy shuffled(SearchSpace space, long seed) {
    List<Tuning> order = new ArrayList<>(space.tunings());
    Collections.shuffle(order, new Random(seed));
    return new OrderedStrategy(order);
  }

  @Override
  public List<Tuning> next(List<Trial> trials, Set<Tuning> open, int count) {
    Set<Tuning> known = new HashSet<>(open);
    trials.forEach(trial -> known.add(trial.tuning()));
    return order.stream().filter(tuning -> !known.contains(tuning)).limit(count).toList();
  }
}
