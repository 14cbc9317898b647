package dev.pagen.verify;

import dev.pagen.attention.PageTable;
import dev.pagen.attention.WorkloadException;
import dev.pagen.kernel.Argument;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.RowFormat;
import java.util.function.Predicate;

/**
 * The numbers beside queries and caches that somebody gives: held to what kernels can compute with.
 * Those of tokens that no query sees may be anything.
 */
final class InputNumbers {
  private static final float LOG2_E = (float) (1 / Math.log(2));

  private final Workload workload;
  private final AttentionSpec spec;

  private InputNumbers(Workload workload) {
    this.workload = workload;
    this.spec = workload.spec();
  }

  /**
   * Returns where all are fit to be used.
   *
   * @throws WorkloadException naming the first that is not, by its array and index
   */
  static void check(Workload workload) {
    InputNumbers numbers = new InputNumbers(workload);
    numbers.checkHeads();
    numbers.checkScales();
  }

  private void checkHeads() {
    float[] slopes = workload.heads().alibiSlopes();
    for (int h = 0; h < slopes.length; h++) {
      require(
          Argument.ALIBI_SLOPES,
          "[%d]".formatted(h),
          slopes[h],
          InputNumbers::isSlope,
          "a slope is 0, or a finite and normal float");
    }
    float[] sinks = workload.heads().sinks();
    for (int h = 0; h < sinks.length; h++) {
      require(
          Argument.SINKS,
          "[%d]".formatted(h),
          sinks[h],
          InputNumbers::isSink,
          "a sink is finite, or negative infinity for none");
    }
  }

  private void checkScales() {
    if (spec.scalesOutput()) {
      require(
          Argument.OUT_SCALE,
          "[0]",
          workload.out().scale(),
          scale -> scale > 0 && isScale(scale),
          "the output is divided by it, so it is a positive, finite and normal float");
    }
    spec.row().format().ifPresent(this::checkRows);
    if (spec.kvScales() == KvScales.NONE) {
      return;
    }
    if (spec.kvScales() != KvScales.TOKEN) {
      for (int h = 0; h < CacheScales.count(spec, 0); h++) {
        checkScale(h, "[%d]".formatted(h));
      }
      return;
    }
    forEachRow(
        (_, page, slot, head) ->
            checkScale(CacheScales.index(spec, page, slot, head), index(page, slot, head)));
  }

  /** A scale of a row is a number that may be negative, as it is only multiplied by. */
  private void checkRows(RowFormat format) {
    forEachRow(
        (pool, page, slot, _) -> {
          KvCache cache = workload.cache().of(pool);
          ScaledRows rows = ScaledRows.of(cache.spec(), format);
          for (int group = 0; group < format.groups(); group++) {
            require(
                pool == 0 ? Argument.KEY_CACHE : Argument.EXTRA_KEY_CACHE,
                "page %d, token %d, scale %d".formatted(page, slot, group),
                (float) rows.scale(cache.keys(), page, slot, group),
                Float::isFinite,
                "a row's scales are finite");
          }
        });
  }

  private interface VisibleRow {
    void accept(int pool, int page, int slot, int head);
  }

  private void forEachRow(VisibleRow action) {
    PageTable table = workload.table();
    for (int s = 0; s < table.sequences(); s++) {
      for (int t = workload.start(s); t < table.context(s); t++) {
        int pool = table.pool(s, t);
        for (int head = 0; head < spec.kvHeads(); head++) {
          if (table.has(s, head, t)) {
            action.accept(pool, table.page(s, head, t), table.slot(s, head, t), head);
          }
        }
      }
    }
  }

  private String index(int page, int slot, int head) {
    return spec.layout() == KvLayout.NHD
        ? "[%d, %d, %d]".formatted(page, slot, head)
        : "[%d, %d, %d]".formatted(page, head, slot);
  }

  private void checkScale(int at, String index) {
    String rule = "a scale is 0, or a positive, finite and normal float";
    CacheScales scales = workload.cache().scales();
    if (scales.keys().length > 0) {
      require(Argument.K_SCALE, index, scales.keys()[at], InputNumbers::isScale, rule);
    }
    if (scales.values().length > 0) {
      require(Argument.V_SCALE, index, scales.values()[at], InputNumbers::isScale, rule);
    }
  }

  private static void require(
      Argument name, String index, float value, Predicate<Float> fits, String rule) {
    if (!fits.test(value)) {
      throw new WorkloadException("%s.npy has %s at %s: %s.".formatted(name, value, index, rule));
    }
  }

  private static boolean isScale(float scale) {
    return scale == 0 || scale >= Float.MIN_NORMAL && scale <= Float.MAX_VALUE;
  }

  /** Kernels multiply it by log2(e) first. */
  private static boolean isSlope(float slope) {
    return isScale(Math.abs(slope)) && Float.isFinite(slope * LOG2_E);
  }

  private static boolean isSink(float sink) {
    return sink == Float.NEGATIVE_INFINITY || Float.isFinite(sink * LOG2_E);
  }
}
