package dev.pagen.launch;

import java.util.List;
import java.util.Optional;

/** What a kernel is given, or what a structure in memory holds. */
sealed interface Argument {
  /** Bytes that it takes. */
  int bytes();

  /** What its address is a multiple of in a structure, unless it says where it lies. */
  int alignment();

  /** The address of a buffer, or of a place within it. */
  record Pointer(String buffer, Formula offset) implements Argument {
    @Override
    public int bytes() {
      return Long.BYTES;
    }

    @Override
    public int alignment() {
      return Long.BYTES;
    }
  }

  /** No address. */
  record Null() implements Argument {
    @Override
    public int bytes() {
      return Long.BYTES;
    }

    @Override
    public int alignment() {
      return Long.BYTES;
    }
  }

  /** Numbers side by side. */
  record Elements(ElementType type, List<Value> values) implements Argument {
    public Elements {
      values = List.copyOf(values);
    }

    @Override
    public int bytes() {
      return type.bytes() * values.size();
    }

    @Override
    public int alignment() {
      return type.bytes();
    }
  }

  /** Bytes as they are. */
  record Raw(List<Byte> content) implements Argument {
    public Raw {
      content = List.copyOf(content);
    }

    @Override
    public int bytes() {
      return content.size();
    }

    @Override
    public int alignment() {
      return 1;
    }
  }

  /** Several, one after the other, each aligned by its kind. */
  record Struct(StructLayout layout) implements Argument {
    @Override
    public int bytes() {
      return layout.bytes();
    }

    @Override
    public int alignment() {
      return layout.alignment();
    }
  }

  /** A number that a list gives. */
  sealed interface Value {
    /** A whole number. */
    record Whole(Formula formula) implements Value {}

    /** Bits of 64 with no formula: those of the largest numbers. */
    record Bits(long bits) implements Value {}

    /** A floating-point number. */
    record Real(double number) implements Value {}
  }

  /**
   * An argument as a list gives it.
   *
   * @param field of the list where it stands, for messages
   * @param name that the metadata has for it, if the list says so
   * @param at offset, if the list says so
   * @param value what it is
   */
  record Given(String field, Optional<String> name, Optional<Integer> at, Argument value) {}
}
