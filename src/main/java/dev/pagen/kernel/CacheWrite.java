package dev.pagen.kernel;

import static dev.pagen.kernel.KernelParameter.in;

import dev.pagen.kernel.KernelEntry.Role;
import dev.pagen.kernel.KernelParameter.Access;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.KvScales;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import dev.pagen.spec.UnsupportedSpecException;
import java.util.ArrayList;
import java.util.List;

/**
 * The kernel that appends the keys and values of new tokens to the KV cache: a workgroup for each
 * token, 16 bytes of the cache for each of its lanes. Tunings are nothing to it.
 */
public final class CacheWrite {
  /** The most threads of a workgroup: those of longer rows store several times. */
  private static final int MOST_THREADS = 256;

  private CacheWrite() {}

  /**
   * Returns where {@code spec}'s cache can be written, as far as nothing else speaks against it.
   *
   * @throws UnsupportedSpecException saying why it cannot
   */
  public static void check(KernelSpec spec) {
    List<Refusal> refusals = refusals(spec.attention());
    if (!refusals.isEmpty()) {
      throw new UnsupportedSpecException("cache write of " + spec.name(), refusals);
    }
  }

  /** Whether {@link #check} returns. */
  public static boolean writes(AttentionSpec attention) {
    return refusals(attention).isEmpty();
  }

  private static List<Refusal> refusals(AttentionSpec attention) {
    List<Refusal> refusals = new ArrayList<>();
    String scales = "the cache write divides by scales that it is given, and chooses none";
    if (attention.selects()) {
      refusals.add(
          new Refusal(
              "selected " + (attention.selectsTokens() ? "tokens" : "blocks"),
              "the cache write finds places by a page table with a row for each sequence, which"
                  + " their kernels have not",
              "the nearest is the cache write of the same caches without --select"));
    }
    attention
        .row()
        .format()
        .map(
            format ->
                new Refusal("KV rows " + format, scales, "write rows and their scales yourself"))
        .ifPresent(refusals::add);
    if (attention.kvScales() == KvScales.TOKEN) {
      refusals.add(
          new Refusal(
              "KV scales per token",
              scales,
              "the nearest are per head; or write rows and their scales yourself"));
    }
    return refusals;
  }

  /** How it is launched, and with what. */
  public static KernelEntry entry(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    List<KernelParameter> parameters = new ArrayList<>();
    String rows = attention.dtype() + "*";
    parameters.add(in(Argument.KEY, rows, shape(attention, attention.headSize())));
    if (attention.hasValueCache()) {
      parameters.add(in(Argument.VALUE, rows, shape(attention, attention.valueSize())));
    }
    parameters.addAll(KernelEntry.newTokens(attention));
    parameters.addAll(CacheParameters.caches(attention, Access.WRITE));
    parameters.addAll(CacheParameters.pageTable(attention));
    parameters.addAll(CacheParameters.scaled(attention));
    String apart =
        "elements between tokens, a multiple of " + Argument.KEY_STRIDE.multiple(attention);
    parameters.add(in(Argument.KEY_STRIDE, "int64", apart));
    if (attention.hasValueCache()) {
      parameters.add(in(Argument.VALUE_STRIDE, "int64", apart));
    }
    parameters.addAll(CacheParameters.strides(attention));
    parameters.add(in(Argument.SEQUENCES, "int32", "of the batch"));
    return new KernelEntry(
        Role.CACHE_WRITE,
        List.of(Extent.Quantity.TOKENS, Extent.ONE, Extent.ONE),
        threads(spec),
        0,
        parameters);
  }

  private static String shape(AttentionSpec attention, int elements) {
    return "[tokens, %s, %d]".formatted(attention.kvHeads(), elements);
  }

  /** Threads of a workgroup: a wave, or as many as a token's key or value keeps busy. */
  public static int threads(KernelSpec spec) {
    AttentionSpec attention = spec.attention();
    int longer = Math.max(attention.rowBytes(), attention.valueRowBytes());
    int chunks = attention.kvHeads() * longer / Target.WIDEST_LOAD_BYTES;
    int waveSize = spec.target().family().waveSize();
    return Math.min(MOST_THREADS, Math.ceilDiv(chunks, waveSize) * waveSize);
  }
}
