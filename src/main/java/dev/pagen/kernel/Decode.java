package dev.pagen.kernel;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.KvLayout;
import dev.pagen.spec.KvStrides;
import dev.pagen.spec.Refusal;
import dev.pagen.spec.Target;
import java.util.Comparator;
import java.util.List;

/**
 * What the kernels of attention over keys and values have in common on all targets: each wave takes
 * tokens of its own, for up to 16 query rows, and hands over its output through LDS at the end.
 */
final class Decode {
  /** Head sizes that the kernels are written for. */
  static final List<Integer> HEAD_SIZES = List.of(32, 64, 80, 96, 112, 128, 160, 192, 256, 512);

  /** The largest page, in tokens. */
  static final int MAX_PAGE_SIZE = 1 << 20;

  /** Maximum and sum of 16 query rows, behind their output. */
  static final int STATISTICS_BYTES = 2 * 16 * Float.BYTES;

  /** Query rows of one wave. */
  static final int MOST_ROWS = 16;

  /** Longer rows leave a lane registers for half as many, on NVIDIA targets, */
  private static final int MOST_HEAD_SIZE = 256;

  /**
   * and these do where each query row has a slope and an end of what it sees, or where it has a
   * slope, and keys and values are cut each in its own way, or an end, and keys alone are widened.
   */
  private static final int MOST_BIASED_HEAD_SIZE = 192;

  private static final int PADDING_FLOATS = 4;

  /** Exclusive ors on offsets reach no further than all banks of LDS. */
  private static final int ALIGNMENT = 256;

  private Decode() {}

  static void checkRows(AttentionSpec attention, List<Refusal> refusals) {
    checkSize("head size", attention.headSize(), refusals);
    if (attention.row().sizesDiffer()) {
      checkSize("value size", attention.valueSize(), refusals);
    }
  }

  private static void checkSize(String name, int size, List<Refusal> refusals) {
    if (!HEAD_SIZES.contains(size)) {
      refusals.add(
          new Refusal(
              name + " " + size, name + "s are " + HEAD_SIZES, "the nearest is " + nearest(size)));
    }
  }

  /** Elements of a key or a value, whichever is longer. */
  static int longerSize(AttentionSpec attention) {
    return Math.max(attention.headSize(), attention.valueSize());
  }

  /** The nearest head size; of two that are as near, the larger, which can hold the value. */
  private static int nearest(int headSize) {
    return HEAD_SIZES.stream()
        .min(
            Comparator.<Integer>comparingInt(choice -> Math.abs(choice - headSize))
                .thenComparing(Comparator.reverseOrder()))
        .orElseThrow();
  }

  static void checkLayout(AttentionSpec attention, List<Refusal> refusals) {
    attention.kvStrides().ifPresent(strides -> checkStrides(attention, strides, refusals));
    if (attention.layout() == KvLayout.PACKED) {
      checkPacked(attention, refusals);
    }
  }

  private static void checkPacked(AttentionSpec attention, List<Refusal> refusals) {
    int tokens = attention.packedElements();
    if (attention.pageSize() % tokens != 0 && attention.pageSize() <= MAX_PAGE_SIZE) {
      refusals.add(
          new Refusal(
              "page size " + attention.pageSize(),
              "values of the packed layout are read in pieces of %d tokens, which lie on one page"
                  .formatted(tokens),
              "the nearest is "
                  + Math.max(1, Math.round((double) attention.pageSize() / tokens)) * tokens));
    }
    if (attention.typesDiffer()) {
      refusals.add(
          new Refusal(
              "value dtype %s beside keys of %s"
                  .formatted(attention.valueDtype(), attention.kvDtype()),
              "a chunk of a key in the packed layout has as many elements as one of values",
              "the nearest layout is hnd"));
    }
    if (attention.kvStrides().isPresent()) {
      refusals.add(
          new Refusal(
              "KV strides " + attention.kvStrides().get(),
              "the packed layout has no rows that strides could lie between",
              "leave them out, or the nearest layout is hnd"));
    }
  }

  private static void checkStrides(
      AttentionSpec attention, KvStrides strides, List<Refusal> refusals) {
    KvStrides nearest =
        strides.multipleOf(
            Target.WIDEST_LOAD_BYTES / attention.kvDtype().bytes(),
            Target.WIDEST_LOAD_BYTES / attention.valueDtype().bytes());
    if (!nearest.equals(strides)) {
      refusals.add(
          new Refusal(
              "KV strides " + strides,
              "rows are read in pieces of %d bytes, which must be aligned"
                  .formatted(Target.WIDEST_LOAD_BYTES),
              "the nearest are " + nearest));
    }
  }

  /** As many rows for each workgroup as its lanes have registers for. */
  static HeadGroups headGroups(AttentionSpec attention) {
    boolean biased =
        HeadGroups.biased(attention)
            || attention.alibi() && attention.rowsDiffer()
            || attention.countsTokens() && attention.typesDiffer() && attention.quantisedKeys();
    int fits = biased ? MOST_BIASED_HEAD_SIZE : MOST_HEAD_SIZE;
    return HeadGroups.of(attention, longerSize(attention) > fits ? MOST_ROWS / 2 : MOST_ROWS);
  }

  /** One query row's output, as a wave hands it over. */
  static int outputBytes(AttentionSpec attention) {
    return (attention.valueSize() + PADDING_FLOATS) * Float.BYTES;
  }

  /** One wave's part of LDS, long enough for {@code bytes}. */
  static int align(int bytes) {
    return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
  }
}
