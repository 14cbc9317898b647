package dev.pagen.kernel;

import java.util.Locale;

/**
 * One argument of a kernel.
 *
 * @param argument what is passed for it
 * @param type {@code bf16*}, {@code fp16*}, {@code fp8_e4m3*}, {@code fp8_e5m2*}, {@code int8*},
 *     {@code uint8*}, {@code fp32*}, {@code int32*}, {@code int64} or {@code int32}
 * @param access whether the kernel reads or writes what a pointer points to; plain numbers are read
 * @param shape of what a pointer points to, outermost dimension first; for a number, what it counts
 */
public record KernelParameter(Argument argument, String type, Access access, String shape) {

  /** What a kernel does with the memory behind a pointer. */
  public enum Access {
    READ,
    WRITE,
    /** What other workgroups write is read too. */
    READ_WRITE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One that is read. */
  static KernelParameter in(Argument argument, String type, String shape) {
    return new KernelParameter(argument, type, Access.READ, shape);
  }

  /** One that is written. */
  static KernelParameter out(Argument argument, String type, String shape) {
    return new KernelParameter(argument, type, Access.WRITE, shape);
  }

  /** As in the source and in the code object's metadata. */
  public String name() {
    return argument.toString();
  }

  /** Whether this is a device address. */
  public boolean isPointer() {
    return type.endsWith("*");
  }

  /**
   * Whether a pointer may be null: what may be empty, as rows of new tokens where there are none
   * and page numbers where no sequence has tokens, lengths that are all the same, and what only
   * launches of several partitions need.
   */
  public boolean mayBeNull() {
    return switch (argument) {
      case KV_PAGE_INDICES,
          LENGTHS,
          EXTRA_LENGTHS,
          PARTIAL_OUT,
          PARTIAL_MAX,
          PARTIAL_SUM,
          ARRIVALS ->
          true;
      default -> shape.startsWith("[tokens") || shape.startsWith("[query_start_loc[");
    };
  }

  /** Bytes in the argument block. */
  public int bytes() {
    return type.equals("int32") ? Integer.BYTES : Long.BYTES;
  }

  /** The C++ declaration, such as {@code const element* __restrict__ query}. */
  public String declaration() {
    String cType =
        switch (type) {
          case "bf16*", "fp16*" -> "element*";
          case "fp32*" -> "float*";
          case "fp8_e4m3*", "fp8_e5m2*", "int8*", "uint8*" -> "unsigned char*";
          case "int32*" -> "int*";
          case "int64" -> "long long";
          case "int32" -> "int";
          default -> throw new IllegalStateException(type);
        };
    if (!isPointer()) {
      return cType + " " + argument;
    }
    return switch (access) {
      case READ -> "const " + cType + " __restrict__ " + argument;
      case WRITE -> cType + " __restrict__ " + argument;
      case READ_WRITE -> cType + " " + argument;
    };
  }
}
