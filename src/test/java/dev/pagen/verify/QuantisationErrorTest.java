package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.PageOrder;
import dev.pagen.kernel.KernelDesign;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.Target;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What quantising a cache costs, by the granularity of its scales: the table in {@code
 * docs/quantisation.md}, which this computes anew and compares.
 */
class QuantisationErrorTest {
  private static final AttentionSpec EXACT =
      AttentionSpec.of(64, 16, 4, DataType.FP16, 16, KvLayout.NHD);
  private static final Target TARGET = Target.GFX950;
  private static final int[] CONTEXTS = {500, 130, 37};
  private static final List<DataType> CACHES =
      List.of(DataType.FP8_E4M3, DataType.FP8_E5M2, DataType.INT8);
  private static final List<KvScales> SCALES =
      List.of(KvScales.TENSOR, KvScales.HEAD, KvScales.TOKEN);
  private static final Path PAGE = Path.of("docs", "quantisation.md");

  /** Which caches are quantised. */
  private enum Quantised {
    BOTH(""),
    VALUES(", values alone"),
    KEYS(", keys alone");

    private final String text;

    Quantised(String text) {
      this.text = text;
    }
  }

  /** One head of one sequence is a row; errors are relative to it, in L2. */
  private record Errors(double rms, double greatest) {}

  @Test
  void finerScalesAreNoWorse() {
    for (DataType cache : CACHES) {
      Map<KvScales, Errors> errors = errors(cache, Quantised.BOTH);
      double tensor = errors.get(KvScales.TENSOR).rms;
      double head = errors.get(KvScales.HEAD).rms;
      double token = errors.get(KvScales.TOKEN).rms;
      // Floats have the same digits at any scale: there the order is only that of what underflows.
      double slack = cache == DataType.INT8 ? 1 : 1.05;
      assertThat(token).as("%s", cache).isLessThanOrEqualTo(head * slack);
      assertThat(head).as("%s", cache).isLessThanOrEqualTo(tensor * slack);
      assertThat(token).as("%s", cache).isLessThan(tensor);
    }
  }

  @Test
  void theTableOfThePageIsThis() throws IOException {
    StringBuilder table =
        new StringBuilder("| cache | scales per tensor | per head | per token |\n| --- |")
            .append(" --- |".repeat(SCALES.size()))
            .append('\n');
    for (Quantised which : Quantised.values()) {
      for (DataType cache : CACHES) {
        Map<KvScales, Errors> errors = errors(cache, which);
        List<String> cells = new ArrayList<>(List.of(cache + which.text));
        for (KvScales scales : SCALES) {
          Errors of = errors.get(scales);
          cells.add(String.format(Locale.ROOT, "%.1e, %.1e", of.rms, of.greatest));
        }
        table.append("| ").append(String.join(" | ", cells)).append(" |\n");
      }
    }
    assertThat(Files.readString(PAGE)).contains(table);
  }

  /** The kernels add no more to it than to attention over a cache that is not quantised. */
  @ParameterizedTest
  @EnumSource(names = {"FP8_E4M3", "FP8_E5M2", "INT8"})
  void theKernelsAddNothing(DataType cache) {
    for (KvScales scales : SCALES) {
      Workload workload = quantised(exact(), cache, scales, Quantised.BOTH);
      AttentionSpec spec = workload.spec();
      KernelSpec kernel =
          new KernelSpec(spec, KernelDesign.of(spec, TARGET).defaultTuning(), TARGET);
      assertThat(EmulatedRuns.verify(kernel, workload, Placement.DENSE))
          .matches(Comparison::passed);
    }
  }

  private static Map<KvScales, Errors> errors(DataType cache, Quantised which) {
    Workload exact = exact();
    double[] expected = Reference.attention(exact);
    Map<KvScales, Errors> errors = new EnumMap<>(KvScales.class);
    for (KvScales scales : SCALES) {
      double[] actual = Reference.attention(quantised(exact, cache, scales, which));
      errors.put(scales, errors(expected, actual));
    }
    return errors;
  }

  private static Errors errors(double[] expected, double[] actual) {
    int rows = expected.length / EXACT.headSize();
    double sum = 0;
    double greatest = 0;
    for (int row = 0; row < rows; row++) {
      double error = 0;
      double norm = 0;
      for (int e = row * EXACT.headSize(); e < (row + 1) * EXACT.headSize(); e++) {
        error += (actual[e] - expected[e]) * (actual[e] - expected[e]);
        norm += expected[e] * expected[e];
      }
      sum += error / norm;
      greatest = Math.max(greatest, Math.sqrt(error / norm));
    }
    return new Errors(Math.sqrt(sum / rows), greatest);
  }

  /**
   * Normal keys and values, exact in fp16. KV heads are 1, 1/8, 1/64 and 1/512 as large; tokens
   * from 1/8 to 1 times, the keys and the values of one each for itself.
   */
  private static Workload exact() {
    Workload workload =
        Workload.draw(
            EXACT, TARGET, CONTEXTS, InputDistribution.NORMAL, PageOrder.SEQUENTIAL, 20261123);
    KvCache cache = workload.cache();
    SplittableRandom random = new SplittableRandom(6);
    for (int s = 0; s < CONTEXTS.length; s++) {
      for (int t = 0; t < CONTEXTS[s]; t++) {
        for (int head = 0; head < EXACT.kvHeads(); head++) {
          long row = row(workload, s, t, head);
          shrink(cache.keys(), row, Math.pow(8, -head - random.nextDouble()));
          shrink(cache.values(), row, Math.pow(8, -head - random.nextDouble()));
        }
      }
    }
    return workload;
  }

  private static void shrink(MemorySegment elements, long row, double factor) {
    for (long e = row; e < row + EXACT.headSize(); e++) {
      ElementFormat.FP16.set(elements, e, ElementFormat.FP16.get(elements, e) * factor);
    }
  }

  private static long row(Workload workload, int sequence, int token, int head) {
    return workload
        .cache()
        .key(workload.table().page(sequence, token), token % EXACT.pageSize(), head, 0);
  }

  /** The same with a quantised cache: the largest element of a scale's is the format's largest. */
  private static Workload quantised(
      Workload exact, DataType type, KvScales scales, Quantised which) {
    boolean keys = which != Quantised.VALUES;
    boolean values = which != Quantised.KEYS;
    AttentionSpec spec =
        EXACT.with(
            s ->
                s.kvDtype(keys ? type : EXACT.dtype())
                    .valueDtype(values ? type : EXACT.dtype())
                    .kvScales(scales));
    ElementFormat format = ElementFormat.ofCache(type, TARGET);
    KvCache from = exact.cache();
    int count = Math.toIntExact(CacheScales.count(spec, from.pages()));
    CacheScales factors =
        new CacheScales(new float[keys ? count : 0], new float[values ? count : 0]);
    KvCache to =
        KvCache.blank(
            spec,
            ElementFormat.ofKeys(spec, TARGET),
            ElementFormat.ofValues(spec, TARGET),
            from.pages(),
            factors,
            Optional.empty());
    quantise(exact, spec, from.keys(), to.keys(), format, factors.keys());
    quantise(exact, spec, from.values(), to.values(), format, factors.values());
    return new Workload(spec, exact.table(), exact.query(), to, exact.heads(), exact.out());
  }

  /** A cache that has no factors stays what it is. */
  private static void quantise(
      Workload exact,
      AttentionSpec spec,
      MemorySegment from,
      MemorySegment to,
      ElementFormat format,
      float[] factors) {
    if (factors.length == 0) {
      to.copyFrom(from);
      return;
    }
    forEachRow(
        exact,
        spec,
        (row, scale) ->
            factors[scale] =
                Math.max(factors[scale], greatest(from, row) / (float) format.largest()));
    forEachRow(
        exact,
        spec,
        (row, scale) -> {
          for (long e = row; e < row + EXACT.headSize(); e++) {
            format.set(to, e, ElementFormat.FP16.get(from, e) / factors[scale]);
          }
        });
  }

  private interface RowAction {
    void accept(long row, int scale);
  }

  private static void forEachRow(Workload workload, AttentionSpec spec, RowAction action) {
    for (int s = 0; s < CONTEXTS.length; s++) {
      for (int t = 0; t < CONTEXTS[s]; t++) {
        for (int head = 0; head < EXACT.kvHeads(); head++) {
          int page = workload.table().page(s, t);
          action.accept(
              row(workload, s, t, head), CacheScales.index(spec, page, t % EXACT.pageSize(), head));
        }
      }
    }
  }

  private static float greatest(MemorySegment elements, long row) {
    double greatest = 0;
    for (long e = row; e < row + EXACT.headSize(); e++) {
      greatest = Math.max(greatest, Math.abs(ElementFormat.FP16.get(elements, e)));
    }
    return (float) greatest;
  }
}
