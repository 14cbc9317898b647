package dev.pagen.tune;

import dev.pagen.attention.WorkloadSize;
import dev.pagen.compile.BuiltKernel;

/**
 * Measures candidates, one at a time. Verifies the output of each before it says how fast it is.
 */
public interface Runner extends AutoCloseable {
  /** What its measurements hold for. */
  Stamp stamp();

  /** What its candidates work on. */
  WorkloadSize size();

  /** Bytes of K and V that a candidate has to read. */
  long kvBytes();

  /** Whether measuring a candidate again gives the same. */
  boolean exact();

  /**
   * Measures one candidate.
   *
   * @param runs to time; of no meaning to an exact runner
   */
  Outcome measure(BuiltKernel kernel, int runs);

  /** Gives up what it keeps on a device. Not to be called while it measures. */
  @Override
  void close();
}
