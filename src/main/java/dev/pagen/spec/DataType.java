package dev.pagen.spec;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** How one number of a tensor is stored. */
public enum DataType {
  /** IEEE 754 binary16. */
  FP16("fp16", 2),
  /** The upper half of an IEEE 754 binary32. */
  BF16("bf16", 2),
  /** IEEE 754 binary32. */
  FP32("fp32", 4),
  /** 8-bit float with 4 exponent bits; see {@link Target#fp8Flavor}. */
  FP8_E4M3("fp8_e4m3", 1),
  /** 8-bit float with 5 exponent bits; see {@link Target#fp8Flavor}. */
  FP8_E5M2("fp8_e5m2", 1),
  /** Signed 8-bit integer. */
  INT8("int8", 1);

  private final String text;
  private final int bytes;

  DataType(String text, int bytes) {
    this.text = text;
    this.bytes = bytes;
  }

  /** The type that the command line and the files call {@code text}. */
  public static Optional<DataType> of(String text) {
    return Arrays.stream(values()).filter(t -> t.text.equals(text)).findFirst();
  }

  /** All names, comma separated, for messages. */
  public static String names() {
    return Arrays.stream(values()).map(DataType::toString).collect(Collectors.joining(", "));
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  @Override
  public String toString() {
    return text;
  }
}
