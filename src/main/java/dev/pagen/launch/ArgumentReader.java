package dev.pagen.launch;

import dev.pagen.launch.Argument.Given;
import dev.pagen.launch.Argument.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads what kernels and structures are given. */
final class ArgumentReader {
  /** More than any kernel takes. */
  private static final int MOST_BYTES = 1 << 20;

  private static final Set<String> BESIDE = Set.of("name", "at", "offset", "size");

  private ArgumentReader() {}

  /** An argument, or a field of a structure. */
  static Given given(Field field) {
    List<String> kinds =
        field.node().isObject()
            ? field.node().propertyNames().stream().filter(n -> !BESIDE.contains(n)).toList()
            : List.of();
    if (kinds.size() != 1) {
      throw noKind(field);
    }
    return new Given(
        field.path(),
        field.find("name").map(Field::text),
        field.find("at").map(at -> (int) at.whole(0, MOST_BYTES)),
        argument(field, kinds.getFirst()));
  }

  private static Argument argument(Field field, String kind) {
    refuseBeside(field, "offset", "buffer", kind);
    refuseBeside(field, "size", "struct", kind);
    Field value = field.get(kind);
    return switch (kind) {
      case "buffer" ->
          new Argument.Pointer(
              value.text(), field.find("offset").map(Field::formula).orElse(Formula.of(0)));
      case "null" -> {
        if (!value.node().isBoolean() || !value.node().asBoolean()) {
          throw value.wrong("it must be true");
        }
        yield new Argument.Null();
      }
      case "bytes" -> new Argument.Raw(hex(value));
      case "struct" -> new Argument.Struct(struct(value, field.find("size")));
      default ->
          new Argument.Elements(
              ElementType.of(kind).orElseThrow(() -> noKind(field)),
              numbers(value, ElementType.of(kind).orElseThrow()));
    };
  }

  private static void refuseBeside(Field field, String name, String with, String kind) {
    if (field.has(name) && !kind.equals(with)) {
      throw field.get(name).wrong("it goes with \"%s\" alone".formatted(with));
    }
  }

  /** A structure. */
  static StructLayout struct(Field fields, Optional<Field> size) {
    List<Given> given = fields.list().stream().map(ArgumentReader::given).toList();
    try {
      return StructLayout.of(
          given,
          size.map(s -> OptionalInt.of((int) s.whole(0, MOST_BYTES))).orElse(OptionalInt.empty()));
    } catch (IllegalArgumentException e) {
      throw fields.wrong(String.valueOf(e.getMessage()));
    }
  }

  private static List<Value> numbers(Field field, ElementType type) {
    return field.node().isArray()
        ? field.list().stream().map(f -> number(f, type)).toList()
        : List.of(number(field, type));
  }

  /** A number of a type. */
  static Value number(Field field, ElementType type) {
    if (!type.isWhole()) {
      return real(field, type);
    }
    if (type == ElementType.BOOL && field.node().isBoolean()) {
      return new Value.Bits(field.node().asBoolean() ? 1 : 0);
    }
    if (type == ElementType.UINT64) {
      Optional<Long> bits = large(field);
      if (bits.isPresent()) {
        return new Value.Bits(bits.get());
      }
    }
    return new Value.Whole(field.formula());
  }

  /** A number of 64 bits that has no sign, and would have one as Java's. */
  private static Optional<Long> large(Field field) {
    String text = field.node().isString() || field.node().isNumber() ? field.node().asString() : "";
    if (!text.matches("\\d{19,20}|0x[0-9a-fA-F]{16}")) {
      return Optional.empty();
    }
    BigInteger number =
        text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
    return number.bitLength() == Long.SIZE ? Optional.of(number.longValue()) : Optional.empty();
  }

  private static Value real(Field field, ElementType type) {
    if (field.node().isString() && !isReal(field.node().asString())) {
      return new Value.Whole(field.formula());
    }
    double number = field.real();
    if (Double.isFinite(number) && Math.abs(number) > type.largest()) {
      throw field.wrong("%s is too large for %s".formatted(number, type));
    }
    return new Value.Real(number);
  }

  private static boolean isReal(String text) {
    try {
      Double.parseDouble(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static List<Byte> hex(Field field) {
    List<Byte> bytes = new ArrayList<>();
    try {
      for (byte one : HexFormat.of().parseHex(field.text().replaceAll("\\s", ""))) {
        bytes.add(one);
      }
    } catch (IllegalArgumentException e) {
      throw field.wrong("it must be hexadecimal digits, two for each byte, such as \"00 ff\"");
    }
    return bytes;
  }

  private static RuntimeException noKind(Field field) {
    return field.wrong(
        "it must be one of {\"buffer\": NAME, \"offset\": N}, {\"null\": true}, {TYPE: N} or {TYPE:"
            + " [N, ...]}, {\"bytes\": HEX}, {\"struct\": [...]}, with \"name\" or \"at\" beside"
            + " it; TYPE is one of "
            + ElementType.names());
  }
}
