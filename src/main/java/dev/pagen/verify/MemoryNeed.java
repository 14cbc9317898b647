package dev.pagen.verify;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.pagen.attention.PageTable;
import dev.pagen.attention.WorkloadException;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.PageTableFormat;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * About how much of the host's memory something takes, known before any is allocated. Bytes are
 * doubles, so that no size that can be asked for is too large to be told.
 *
 * @param of what it is for, in words
 * @param heap of Java's objects and arrays, in bytes
 * @param outside of what lies outside of Java's heap, as tensors do
 */
public record MemoryNeed(String of, double heap, double outside) {
  /**
   * Numbers of four bytes for each sequence of a batch: contexts, and a page table's two at most.
   */
  private static final int NUMBERS_OF_SEQUENCE = 3;

  /** And for each page: where it lies, and the pool that it is drawn from. */
  private static final int NUMBERS_OF_PAGE = 2;

  /** Copies of an output: on the device, as it is downloaded, and without gaps. */
  private static final int OUTPUTS = 3;

  private static final long LARGEST_ARRAY = Integer.MAX_VALUE - 8L;

  /** A batch's lengths alone. */
  public static MemoryNeed ofBatch(long sequences) {
    return new MemoryNeed(
        "A batch of " + sequences(sequences),
        (double) NUMBERS_OF_SEQUENCE * Integer.BYTES * sequences,
        0);
  }

  /**
   * Drawing a workload for a batch and computing its reference.
   *
   * @param contexts tokens of each sequence
   * @param copies of its tensors that there are at a time: one, and another one on an emulated
   *     device
   * @throws WorkloadException if there are more than arrays can have
   */
  public static MemoryNeed ofWorkload(AttentionSpec spec, int[] contexts, int copies) {
    double pages = PageTable.SPARE_PAGES;
    double extra = pages;
    int longest = 0;
    for (int context : contexts) {
      int tokens = spec.selects() ? context + context / 4 : context;
      pages += Math.ceilDiv(tokens, spec.pageSize());
      extra += Math.ceilDiv(tokens, spec.extraPageSize().orElse(spec.pageSize()));
      longest = Math.max(longest, context);
    }
    double sequences = contexts.length;
    double values = spec.hasValueCache() ? spec.valuePageElements() * spec.valueDtype().bytes() : 0;
    double second = spec.extraPool().map(AttentionSpec::pageElements).orElse(0L) * extra;
    double keys = spec.pageElements() * spec.kvDtype().bytes();
    double cache = pages * (keys + values) + second * spec.kvDtype().bytes();
    double queryRows = sequences * spec.qLen() * spec.queryHeads();
    double query = queryRows * spec.headSize() * spec.dtype().bytes();
    double out = queryRows * spec.valueSize();
    double scales =
        spec.kvScales() == KvScales.TOKEN
            ? pages * spec.pageSize() * spec.kvHeads() * spec.caches() * Float.BYTES
            : 0;
    double logits =
        (double) spec.gqaRatio()
            * longest
            * Double.BYTES
            * Math.min(sequences * spec.kvHeads(), Runtime.getRuntime().availableProcessors());
    int rowPages = Math.ceilDiv(longest, spec.pageSize());
    double tableRows =
        spec.selectsTokens()
            ? sequences * longest
            : spec.pageTable() == PageTableFormat.BLOCK_TABLE ? sequences * rowPages : 0;
    double numbers =
        Integer.BYTES * (NUMBERS_OF_SEQUENCE * sequences + NUMBERS_OF_PAGE * (pages + tableRows));
    String of =
        "%s of up to %d tokens, in pages of %d"
            .formatted(sequences(contexts.length), longest, spec.pageSize());
    if (pages > LARGEST_ARRAY
        || 2 * tableRows > LARGEST_ARRAY
        || out > LARGEST_ARRAY
        || scales / Float.BYTES > LARGEST_ARRAY) {
      throw new WorkloadException(
          "%s: that is more than can be drawn: pages, elements of the output and scales can be %d each."
              .formatted(of, LARGEST_ARRAY));
    }
    return new MemoryNeed(
        of,
        numbers + scales + logits + out * Double.BYTES,
        copies * (cache + query) + OUTPUTS * out * spec.outDtype().bytes());
  }

  /**
   * Returns where there is as much; of Java's heap, which is never all free, three quarters.
   *
   * @throws WorkloadException saying how much there is and how much that is not
   */
  public void require() {
    long usable = Runtime.getRuntime().maxMemory() / 4 * 3;
    require(heap, usable, "of Java's heap", "-Xmx64g");
    require(outside, largestOutside(), "outside of Java's heap", "-XX:MaxDirectMemorySize=64g");
  }

  private void require(double need, long most, String where, String option) {
    if (need > most) {
      throw new WorkloadException(
          "%s: that takes %s %s, and there can be %s. Fewer or shorter sequences take less, as do smaller pages; JAVA_TOOL_OPTIONS=%s gives more."
              .formatted(of, text(need), where, text(most), option));
    }
  }

  /**
   * What the JVM was told, or else as much as the heap can have. A small Java runtime has no module
   * to ask with.
   */
  private static long largestOutside() {
    boolean canAsk = ModuleLayer.boot().findModule("jdk.management").isPresent();
    long told = canAsk ? Flags.largestOutside() : 0;
    return told > 0 ? told : Runtime.getRuntime().maxMemory();
  }

  /** Loaded only where its module is. */
  private static final class Flags {
    static long largestOutside() {
      HotSpotDiagnosticMXBean machine =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return machine == null
          ? 0
          : Long.parseLong(machine.getVMOption("MaxDirectMemorySize").getValue());
    }
  }

  private static String sequences(long count) {
    return count == 1 ? "1 sequence" : count + " sequences";
  }

  private static String text(double bytes) {
    return bytes < 0x1p30
        ? String.format(Locale.ROOT, "%.0f MiB", bytes / 0x1p20)
        : String.format(Locale.ROOT, "%.1f GiB", bytes / 0x1p30);
  }
}
