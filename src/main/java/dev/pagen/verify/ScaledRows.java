package dev.pagen.verify;

import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.RowFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Rows with scales inside, in a cache of bytes: what they stand for, exactly, and how numbers are
 * stored in them.
 *
 * @param format where what lies
 * @param pageSize tokens of a page
 */
public record ScaledRows(RowFormat format, int pageSize) {
  private static final ElementFormat CODES = ElementFormat.E4M3_OCP;
  private static final ElementFormat PLAIN = ElementFormat.BF16;
  private static final int UE8M0_BIAS = 127;
  private static final int UE8M0_NAN = 255;
  private static final int UE8M0_LARGEST = 254;

  /**
   * Scales are drawn between 2^-7, with which e4m3 reaches 3.5, and 2^4: numbers of variance 1 keep
   * all their bits, and a neighbour's scale would show.
   */
  private static final int LEAST_EXPONENT = -7;

  private static final int MOST_EXPONENT = 4;

  static ScaledRows of(AttentionSpec spec, RowFormat format) {
    return new ScaledRows(format, spec.pageSize());
  }

  /**
   * Pages full of rows of normal numbers of variance 1, with scales of their own.
   *
   * @param spec whose rows have scales inside
   */
  public static MemorySegment drawPages(AttentionSpec spec, int pages, long seed) {
    ScaledRows rows = of(spec, spec.row().format().orElseThrow());
    MemorySegment drawn = Arena.ofAuto().allocate(pages * spec.pageElements(), 64);
    IntStream.range(0, pages * spec.pageSize())
        .parallel()
        .forEach(
            token -> {
              SplittableRandom random =
                  new SplittableRandom(seed ^ (token + 1L) * 0x9e3779b97f4a7c15L);
              double[] row = new double[spec.headSize()];
              Arrays.setAll(row, e -> random.nextGaussian());
              rows.draw(drawn, token / spec.pageSize(), token % spec.pageSize(), row, random);
            });
    return drawn;
  }

  /** The elements of a token's row. */
  double[] read(MemorySegment cache, int page, int slot) {
    int scaled = format.scaled().elements();
    int plain = format.plain().elements();
    double[] row = new double[scaled + plain];
    long from = rowAt(page, slot);
    for (int group = 0; group < format.groups(); group++) {
      double scale = scale(cache, page, slot, group);
      for (int i = 0; i < format.groupSize(); i++) {
        int e = group * format.groupSize() + i;
        row[e] = CODES.get(cache, from + e) * scale;
      }
    }
    MemorySegment rest = rest(cache, from);
    for (int i = 0; i < plain; i++) {
      row[scaled + i] = PLAIN.get(rest, i);
    }
    return row;
  }

  /** The scale of a group of elements. */
  double scale(MemorySegment cache, int page, int slot, int group) {
    long at = scaleAt(page, slot, group);
    return switch (format.scaleType()) {
      case FP32 -> cache.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at);
      case UE8M0 -> {
        int exponent = cache.get(ValueLayout.JAVA_BYTE, at) & 0xff;
        yield exponent == UE8M0_NAN ? Double.NaN : Math.scalb(1.0, exponent - UE8M0_BIAS);
      }
    };
  }

  /** Stores a row with scales of its own. */
  void draw(MemorySegment cache, int page, int slot, double[] row, SplittableRandom random) {
    for (int group = 0; group < format.groups(); group++) {
      double exponent =
          switch (format.scaleType()) {
            case FP32 -> random.nextDouble(LEAST_EXPONENT, MOST_EXPONENT);
            case UE8M0 -> random.nextInt(LEAST_EXPONENT, MOST_EXPONENT + 1);
          };
      setScale(cache, page, slot, group, Math.pow(2, exponent));
    }
    write(cache, page, slot, row);
  }

  /** A row whose first element is infinite, as nearly as the format has it; the others are not. */
  void makeInfinite(MemorySegment cache, int page, int slot) {
    double[] row = new double[format.row().keySize()];
    row[0] = Double.POSITIVE_INFINITY;
    for (int group = 0; group < format.groups(); group++) {
      setScale(cache, page, slot, group, 1);
    }
    write(cache, page, slot, row);
    setScale(cache, page, slot, 0, Double.POSITIVE_INFINITY);
  }

  private void setScale(MemorySegment cache, int page, int slot, int group, double scale) {
    long at = scaleAt(page, slot, group);
    switch (format.scaleType()) {
      case FP32 -> cache.set(ValueLayout.JAVA_FLOAT_UNALIGNED, at, (float) scale);
      case UE8M0 -> {
        int exponent = Math.min(Math.getExponent(scale) + UE8M0_BIAS, UE8M0_LARGEST);
        cache.set(ValueLayout.JAVA_BYTE, at, (byte) exponent);
      }
    }
  }

  private void write(MemorySegment cache, int page, int slot, double[] row) {
    int scaled = format.scaled().elements();
    long to = rowAt(page, slot);
    for (int e = 0; e < scaled; e++) {
      CODES.set(cache, to + e, row[e] / scale(cache, page, slot, e / format.groupSize()));
    }
    MemorySegment rest = rest(cache, to);
    for (int i = 0; i < format.plain().elements(); i++) {
      PLAIN.set(rest, i, row[scaled + i]);
    }
  }

  private MemorySegment rest(MemorySegment cache, long row) {
    return cache.asSlice(row + format.plainAt(), (long) format.plain().elements() * PLAIN.bytes());
  }

  private long rowAt(int page, int slot) {
    return (long) page * format.pageBytes(pageSize) + (long) slot * format.pitch();
  }

  private long scaleAt(int page, int slot, int group) {
    return (long) page * format.pageBytes(pageSize)
        + format.scalesAt(pageSize)
        + (long) slot * format.scalePitch()
        + (long) group * format.scaleType().bytes();
  }
}
