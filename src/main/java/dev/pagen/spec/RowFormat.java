package dev.pagen.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How the bytes of a latent's row give its elements, where they have scales among them: first 8-bit
 * floats with a scale for each group of so many, then 16-bit floats without. An element of a group
 * is its 8-bit float times its scale. 8-bit floats are {@link Fp8Flavor#OCP}, whatever the target.
 *
 * <p>Scales lie right behind the 8-bit floats; or apart, so that a page has first all rows without
 * their scales, and then the scales of all rows.
 *
 * <p>Sources: vLLM 0.33's {@code v1/attention/backends/mla/flashmla_sparse.py}, FlashMLA's {@code
 * tests/quant.py}, and {@code flash_mla_interface.py} as vLLM brings it.
 *
 * @param name as the command line and files call it
 * @param scaled the 8-bit floats
 * @param groupSize of these that have one scale: a multiple of 8 that divides them
 * @param scaleType how a scale is stored
 * @param plain what follows them; of no elements where nothing does
 * @param valueSize elements of the row, from its first, that are its value
 * @param scalesApart whether the scales of a page lie behind all its rows
 * @param pageMultiple bytes that a page is a multiple of
 */
public record RowFormat(
    String name,
    Part scaled,
    int groupSize,
    ScaleType scaleType,
    Part plain,
    int valueSize,
    boolean scalesApart,
    int pageMultiple) {

  /** The scales of a row take a multiple of so many bytes; what is left over is padding. */
  private static final int SCALES_MULTIPLE = 8;

  /** Elements of a row that have one type. */
  public record Part(DataType type, int elements) {
    int bytes() {
      return elements * type.bytes();
    }
  }

  /** How a scale is stored. */
  public enum ScaleType {
    /** A float. */
    FP32(Float.BYTES),
    /**
     * The exponent {@code b} of {@code 2^(b - 127)}; 255 is NaN. Source: OCP Microscaling Formats
     * Specification, E8M0.
     */
    UE8M0(1);

    private final int bytes;

    ScaleType(int bytes) {
      this.bytes = bytes;
    }

    /** Bytes of one scale. */
    public int bytes() {
      return bytes;
    }
  }

  /** DeepSeek V3.2 and GLM-5: 656 bytes, of which the last 128 are the rotary part. */
  public static final RowFormat FP8_DS_MLA =
      new RowFormat("fp8_ds_mla", fp8(512), 128, ScaleType.FP32, bf16(64), 512, false, 1);

  /** DeepSeek V4: 576 bytes, and 8 of scales behind the rows of the page. */
  public static final RowFormat FP8_DS_MLA_V4 =
      new RowFormat("fp8_ds_mla_v4", fp8(448), 64, ScaleType.UE8M0, bf16(64), 512, true, 576);

  /** DeepSeek V4.1: 528 bytes, the rotary part in 8 bits like the rest. */
  public static final RowFormat MXFP8_DS_MLA =
      new RowFormat("mxfp8_ds_mla", fp8(512), 32, ScaleType.UE8M0, bf16(0), 512, false, 1);

  private static final List<RowFormat> ALL = List.of(FP8_DS_MLA, FP8_DS_MLA_V4, MXFP8_DS_MLA);

  private static Part fp8(int elements) {
    return new Part(DataType.FP8_E4M3, elements);
  }

  private static Part bf16(int elements) {
    return new Part(DataType.BF16, elements);
  }

  /** All formats that kernels are written for. */
  public static List<RowFormat> all() {
    return ALL;
  }

  /** The format that the command line and the files call {@code name}. */
  public static Optional<RowFormat> of(String name) {
    return ALL.stream().filter(format -> format.name.equals(name)).findFirst();
  }

  /** All names, comma separated, for messages. */
  public static String names() {
    return ALL.stream().map(RowFormat::name).collect(Collectors.joining(", "));
  }

  /** What a token has: a key that is all of the row, and its value in it. */
  public KvRow row() {
    return new KvRow(
        scaled.elements + plain.elements, valueSize, KvRow.Value.IN_KEY, Optional.of(this));
  }

  /** Scales of a row. */
  public int groups() {
    return scaled.elements / groupSize;
  }

  /** Bytes of the scales of a row, with their padding. */
  public int scaleBytes() {
    return Math.ceilDiv(groups() * scaleType.bytes, SCALES_MULTIPLE) * SCALES_MULTIPLE;
  }

  /** Bytes from one row to the next: all but scales that lie apart. */
  public int pitch() {
    return scaled.bytes() + plain.bytes() + (scalesApart ? 0 : scaleBytes());
  }

  /** Bytes of a row, wherever they lie. */
  public int bytes() {
    return scaled.bytes() + plain.bytes() + scaleBytes();
  }

  /** Where the 16-bit floats begin, counted in bytes from the first of the row. */
  public int plainAt() {
    return scaled.bytes() + (scalesApart ? 0 : scaleBytes());
  }

  /** Where the scales of a page's first row begin, counted in bytes from the first of the page. */
  public int scalesAt(int pageSize) {
    return scalesApart ? pageSize * pitch() : scaled.bytes();
  }

  /** Bytes from the scales of a row to those of the next. */
  public int scalePitch() {
    return scalesApart ? scaleBytes() : pitch();
  }

  /** Bytes of a page of so many tokens. */
  public int pageBytes(int pageSize) {
    return Math.ceilDiv(pageSize * bytes(), pageMultiple) * pageMultiple;
  }

  /** Whether scales are powers of two, so that multiplying by one rounds nothing. */
  public boolean powersOfTwo() {
    return scaleType == ScaleType.UE8M0;
  }

  /** The shape of a cache, without its pages: of bytes. */
  public int[] pageShape(int pageSize) {
    return scalesApart ? new int[] {pageBytes(pageSize)} : new int[] {pageSize, bytes()};
  }

  /** The same with the pages, or -1 for any number. */
  public long[] shape(long pages, int pageSize) {
    int[] page = pageShape(pageSize);
    long[] shape = new long[page.length + 1];
    Arrays.setAll(shape, i -> i == 0 ? pages : page[i - 1]);
    return shape;
  }

  @Override
  public String toString() {
    return name;
  }
}
