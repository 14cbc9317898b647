package dev.pagen.verify;

import dev.pagen.spec.AttentionSpec;
import java.util.Locale;

/** How a workload lies in device memory. */
public enum Placement {
  /** Without gaps. */
  DENSE(0, 0),
  /**
   * With gaps of NaN between sequences, or ragged queries' tokens, and between pages, as a part of
   * a larger tensor has.
   */
  PADDED(32, 16);

  private final int queryGap;
  private final int pageGap;

  Placement(int queryGap, int pageGap) {
    this.queryGap = queryGap;
    this.pageGap = pageGap;
  }

  /** Elements from one sequence, or ragged queries' token, to the next, in the query. */
  long queryStride(AttentionSpec spec) {
    return (long) spec.queryElements() + queryGap;
  }

  /** The same in the output. */
  long outStride(AttentionSpec spec) {
    return (long) spec.outElements() + queryGap;
  }

  /** Where the keys lie. */
  public CachePlacement keys(AttentionSpec spec) {
    return CachePlacement.ofKeys(spec, pageGap);
  }

  /** Where the values lie. */
  public CachePlacement values(AttentionSpec spec) {
    return CachePlacement.ofValues(spec, pageGap);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
