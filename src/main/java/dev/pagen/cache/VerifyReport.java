package dev.pagen.cache;

import java.nio.file.Path;
import java.util.List;

/**
 * What a check of the whole cache found.
 *
 * @param checked entries looked at
 * @param bad those that are not whole
 * @param removed how many of the bad ones were removed
 */
public record VerifyReport(int checked, List<Bad> bad, int removed) {

  /** An entry that is not whole: a lookup treats it as a miss. */
  public record Bad(CacheKey key, Path folder, String reason) {}

  public VerifyReport {
    bad = List.copyOf(bad);
  }
}
