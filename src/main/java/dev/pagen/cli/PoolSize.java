package dev.pagen.cli;

import dev.pagen.attention.WorkloadException;
import dev.pagen.verify.CachePlacement;
import dev.pagen.verify.Placement;
import dev.pagen.verify.Pool;
import dev.pagen.verify.Workload;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * The size of a pool as people name it: a number of pages, or of bytes of the key cache.
 *
 * @param text as it was given
 * @param number of pages or of {@code unit} bytes
 * @param unit 0 where {@code number} counts pages
 */
record PoolSize(String text, long number, long unit) {
  private static final String PREFIXES = "kmgt";
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})(?:([" + PREFIXES + "])ib)?");

  /** Reads {@code 100000} (pages) or {@code 8GiB} (bytes). */
  static PoolSize parse(String text) {
    Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'%s' is no size of a pool: give a number of pages, or bytes as in 8GiB".formatted(text));
    }
    String prefix = matcher.group(2);
    long number = Long.parseLong(matcher.group(1));
    long unit = prefix == null ? 0 : 1L << 10 * (PREFIXES.indexOf(prefix) + 1);
    if (number > Long.MAX_VALUE / Math.max(unit, 1)) {
      throw new TypeConversionException("'%s' is more bytes than there can be".formatted(text));
    }
    return new PoolSize(text, number, unit);
  }

  /**
   * A pool of this size for a workload.
   *
   * @throws WorkloadException if the workload has more pages, or the pool more than page tables can
   *     name
   */
  Pool pool(Workload workload, Placement placement, long seed) {
    CachePlacement keys = placement.keys(workload.spec());
    long pageBytes = keys.pageStride() * workload.cache().format().bytes();
    long pages = unit == 0 ? number : number * unit / pageBytes;
    if (pages > Integer.MAX_VALUE) {
      throw new WorkloadException(
          "A pool of %s has %d pages; page tables have numbers of 32 bits, for up to %d."
              .formatted(this, pages, Integer.MAX_VALUE));
    }
    return Pool.scattered(workload, (int) pages, pageBytes, seed);
  }

  @Override
  public String toString() {
    return unit == 0 ? text + " pages" : text;
  }
}
