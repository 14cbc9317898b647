package dev.pagen.launch;

import dev.pagen.attention.LaunchException;
import dev.pagen.launch.Argument.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the numbers of a list come to, once the names that formulas use have theirs.
 *
 * @param list its name, for messages
 * @param names and what they stand for
 */
record Numbers(String list, Map<String, Long> names) {
  Numbers {
    names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
  }

  /** Those of a list, whose sizes are formulas of what is given, and of one another. */
  static Numbers of(LaunchList list, Map<String, Long> given) {
    Map<String, Long> names = new LinkedHashMap<>(given);
    list.sizes()
        .forEach(
            (name, formula) ->
                names.put(
                    name,
                    new Numbers(list.name(), names)
                        .whole("sizes." + name, formula, Long.MIN_VALUE, Long.MAX_VALUE)));
    return new Numbers(list.name(), names);
  }

  /** An error of a field. */
  LaunchException wrong(String field, String what) {
    return new LaunchException("%s: %s: %s.".formatted(list, field, what));
  }

  /** What a formula comes to, if that makes sense. */
  long whole(String field, Formula formula, long least, long most) {
    long value;
    try {
      value = formula.value(names);
    } catch (IllegalArgumentException e) {
      throw wrong(field, String.valueOf(e.getMessage()));
    }
    if (value < least || value > most) {
      throw wrong(
          field,
          "\"%s\" comes to %d; it must be %d to %d".formatted(formula.text(), value, least, most));
    }
    return value;
  }

  /** The bits of a number of a type. */
  long bits(String field, Value value, ElementType type) {
    return switch (value) {
      case Value.Bits(long bits) -> bits;
      case Value.Real(double number) -> type.encode(number);
      case Value.Whole(Formula formula) when !type.isWhole() ->
          type.encode(whole(field, formula, Long.MIN_VALUE, Long.MAX_VALUE));
      case Value.Whole(Formula formula) -> whole(field, formula, type.least(), most(type));
    };
  }

  /** 32 bits hold what is meant with a sign as well as what is meant without one. */
  private static long most(ElementType type) {
    return type == ElementType.INT32 ? ElementType.UINT32.most() : type.most();
  }
}
