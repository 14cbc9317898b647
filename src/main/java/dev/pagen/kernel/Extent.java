package dev.pagen.kernel;

import java.util.Locale;

/** Workgroups in one dimension of a grid. Its text is what the manifest says. */
public sealed interface Extent {
  /** A single workgroup. */
  Extent ONE = new Constant(1);

  /**
   * The same in every launch.
   *
   * @param workgroups at least 1
   */
  record Constant(int workgroups) implements Extent {
    @Override
    public String toString() {
      return String.valueOf(workgroups);
    }
  }

  /** As many as the workload has of something. */
  enum Quantity implements Extent {
    /** Sequences of the batch. */
    SEQUENCES,
    /** Partitions of any sequence at most. */
    MAX_PARTITIONS,
    /** Items of the work list at most. */
    MAX_ITEMS,
    /** Rows of {@code key}: new tokens of the batch, and what pads them. */
    TOKENS;

    /** The name, such as {@code max_items}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** So many in every launch. */
  static Extent of(int workgroups) {
    return new Constant(workgroups);
  }
}
