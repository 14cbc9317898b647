package dev.pagen.kernel;

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
    SEQUENCES(Argument.SEQUENCES),
    /** Partitions of any sequence at most. */
    MAX_PARTITIONS(Argument.MAX_PARTITIONS),
    /** Items of the work list at most. */
    MAX_ITEMS(Argument.MAX_ITEMS);

    private final Argument argument;

    Quantity(Argument argument) {
      this.argument = argument;
    }

    @Override
    public String toString() {
      return argument.toString();
    }
  }

  /** So many in every launch. */
  static Extent of(int workgroups) {
    return new Constant(workgroups);
  }
}
