package dev.pagen.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.attention.CsrPageTable;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.DataType;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A context of one token whose value has every code that an 8-bit element can have. */
public final class EveryCode {
  private static final int CODES = 256;

  private EveryCode() {}

  /** What attends to that token. */
  public static AttentionSpec spec(DataType query, DataType cache) {
    return AttentionSpec.of(CODES, 1, 1, query, 1, KvLayout.NHD).with(spec -> spec.kvDtype(cache));
  }

  /** The token as all that there is. */
  public static Workload workload(KernelSpec kernel) {
    AttentionSpec spec = kernel.attention();
    Arena arena = Arena.ofAuto();
    MemorySegment values = arena.allocate(CODES, 64);
    for (int code = 0; code < CODES; code++) {
      values.set(ValueLayout.JAVA_BYTE, code, (byte) code);
    }
    KvCache cache =
        new KvCache(
            spec,
            ElementFormat.ofCache(spec.kvDtype(), kernel.target()),
            1,
            arena.allocate(CODES, 64),
            values,
            new CacheScales(new float[0], new float[0]));
    return new Workload(
        spec,
        new CsrPageTable(1, new int[] {0, 1}, new int[] {0}, new int[] {1}),
        arena.allocate(CODES * Short.BYTES, 64),
        cache,
        new HeadTerms(new float[0], new float[0]),
        OutputFormat.of(spec, kernel.target(), 1));
  }

  /** Every finite number is there, to the bit. */
  public static void assertWidened(KernelSpec kernel, MemorySegment output) {
    ElementFormat cache = ElementFormat.ofCache(kernel.attention().kvDtype(), kernel.target());
    ElementFormat query = ElementFormat.ofQuery(kernel.attention().dtype());
    for (int code = 0; code < CODES; code++) {
      double number = cache.decode(code);
      if (Double.isFinite(number)) {
        assertThat(query.get(output, code))
            .as("%s, code %d", kernel.name(), code)
            .isEqualTo(number);
      }
    }
  }
}
