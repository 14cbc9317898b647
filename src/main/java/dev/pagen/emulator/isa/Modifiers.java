package dev.pagen.emulator.isa;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What follows an instruction's operands: flags ({@code glc}), values ({@code offset:16}) and lists
 * ({@code op_sel:[0,1]}), by name.
 */
final class Modifiers {
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Set<String> lookedAt;

  /** Takes modifier texts such as {@code glc}, {@code offset:16} or {@code quad_perm:[0,1,2,3]}. */
  Modifiers(List<String> texts) {
    lookedAt = new HashSet<>();
    for (String text : texts) {
      int colon = text.indexOf(':');
      if (colon < 0) {
        values.put(text, "");
      } else {
        values.put(text.substring(0, colon), text.substring(colon + 1));
      }
    }
  }

  private Modifiers(Modifiers all, String dealtWith) {
    values.putAll(all.values);
    values.remove(dealtWith);
    all.lookedAt.add(dealtWith);
    lookedAt = all.lookedAt;
  }

  /** The others, for semantics that need not know of {@code dealtWith}. */
  Modifiers without(String dealtWith) {
    return new Modifiers(this, dealtWith);
  }

  /** Those that nothing has asked for yet. */
  List<String> ignored() {
    return values.keySet().stream().filter(name -> !lookedAt.contains(name)).toList();
  }

  /** Whether the modifier occurs, with or without a value. */
  boolean has(String name) {
    lookedAt.add(name);
    return values.containsKey(name);
  }

  /** The value's text, if the modifier occurs. */
  Optional<String> text(String name) {
    lookedAt.add(name);
    return Optional.ofNullable(values.get(name));
  }

  /** The value as an integer (decimal or hexadecimal), or {@code absent} if there is no such. */
  int integer(String name, int absent) {
    return text(name).map(t -> Long.decode(t).intValue()).orElse(absent);
  }

  /** The value of a list such as {@code [0,1,1]}, if the modifier occurs. */
  Optional<int[]> list(String name) {
    return text(name).map(Modifiers::parseList);
  }

  /** Element {@code index} of a list, or {@code absent} where there is none. */
  int element(String name, int index, int absent) {
    return list(name).filter(l -> index < l.length).map(l -> l[index]).orElse(absent);
  }

  /** Names in the order they were written. */
  List<String> names() {
    return List.copyOf(values.keySet());
  }

  private static int[] parseList(String text) {
    List<Integer> elements = new ArrayList<>();
    for (String part : text.substring(1, text.length() - 1).split(",")) {
      elements.add(Integer.decode(part.trim()));
    }
    return elements.stream().mapToInt(Integer::intValue).toArray();
  }
}
