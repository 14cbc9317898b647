package dev.pagen.tune;

import dev.pagen.compile.SettledKernel;
import dev.pagen.spec.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tuning to use, and why it is that one.
 *
 * @param tuning of a kernel
 * @param origin the record that says so; empty for the default tuning
 * @param notices what somebody who relies on it should know, such as that it was found for another
 *     workload; none where all is as asked
 */
public record ChosenTuning(Tuning tuning, Optional<Origin> origin, List<String> notices) {
  /**
   * Where a tuning was found.
   *
   * @param record of the measurement
   * @param layer whose store that is
   * @param store its file; the name of a resource if it came with pa-gen
   * @param differs in what the record is not of here and now: {@code "driver"}, {@code "compiler"}
   */
  public record Origin(
      TuningRecord record, TuningPath.Layer layer, String store, List<String> differs) {
    public Origin {
      differs = List.copyOf(differs);
    }

    /** Whether it came with pa-gen. */
    public boolean bundled() {
      return layer == TuningPath.Layer.BUNDLED;
    }

    /**
     * Such as {@code timed on NVIDIA H200 for 512 sequences of 2048 tokens, 97.2 % of the floor
     * (/etc/pa-gen/h200.jsonl)}.
     */
    @Override
    public String toString() {
      Outcome.Ranked outcome = outcome();
      return String.format(
          Locale.ROOT,
          "%s %s for %s, %.1f %% of the floor (%s)",
          outcome instanceof Outcome.Predicted ? "predicted by a" : "timed on",
          record.stamp().device(),
          record.size(),
          100 / outcome.cost(),
          bundled() ? layer : store);
    }

    private Outcome.Ranked outcome() {
      return (Outcome.Ranked) record.outcome();
    }
  }

  public ChosenTuning {
    notices = List.copyOf(notices);
  }

  /** With the tuning that a compiler settled for, in place of the first guess at a default. */
  public ChosenTuning settled(SettledKernel kernel) {
    List<String> more = new ArrayList<>(notices);
    kernel.flaw().ifPresent(flaw -> more.add("with this compiler its kernel " + flaw));
    return new ChosenTuning(kernel.kernel().rendered().spec().tuning(), origin, more);
  }

  /** Where it is from, by the names of the store's records. */
  public ObjectNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("source", origin.map(o -> o.bundled() ? "bundled" : "store").orElse("default"));
    origin.ifPresent(
        from -> {
          TuningRecord record = from.record();
          if (!from.bundled()) {
            node.put("store", from.store());
          }
          ArrayNode differs = node.putArray("differs_in");
          from.differs().forEach(differs::add);
          node.put("device", record.stamp().device());
          node.put("driver", record.stamp().driver());
          node.put("compiler", record.key().compiler());
          node.put("sequences", record.size().sequences());
          node.put("context", record.size().context());
          node.put("predicted", from.outcome() instanceof Outcome.Predicted);
          node.put("share_of_floor", 1 / from.outcome().cost());
        });
    return node;
  }
}
