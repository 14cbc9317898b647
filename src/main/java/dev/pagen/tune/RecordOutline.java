package dev.pagen.tune;

import dev.pagen.attention.WorkloadSize;
import java.util.Optional;

/**
 * What decides whether a record is the one that is looked for, read off its line without parsing
 * all of it: a store has thousands of lines, of which one is used.
 *
 * @param line the whole record
 * @param stamp where it was measured
 * @param key of its kernel
 * @param target of its kernel, by its name
 * @param attention what it computes, as JSON text
 * @param tuning as JSON text
 * @param size of the batch
 * @param kind of outcome
 * @param cost time in units of the floor's; infinite if there is none
 * @param runs that were timed, 0 if none
 */
record RecordOutline(
    String line,
    Stamp stamp,
    KernelKey key,
    String target,
    String attention,
    String tuning,
    WorkloadSize size,
    String kind,
    double cost,
    int runs) {

  /**
   * The outline of a line that {@link RecordJson} wrote.
   *
   * @return empty if it is none that this version can read
   */
  static Optional<RecordOutline> of(String line) {
    try {
      return Optional.of(new Scan(line).outline());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether it has a time or a prediction. */
  boolean ranked() {
    return cost < Double.POSITIVE_INFINITY;
  }

  boolean predicted() {
    return kind.equals("predicted");
  }

  /** Finds values by their names, which stand in the order in which records are written. */
  private static final class Scan {
    private final String line;
    private int at;

    Scan(String line) {
      this.line = line;
    }

    RecordOutline outline() {
      if (integer("format") != RecordJson.FORMAT || !line.endsWith("}}")) {
        throw new IllegalArgumentException("another format, or cut off");
      }
      Stamp stamp = new Stamp(text("device"), text("driver"));
      KernelKey key = new KernelKey(text("compiler"), text("compiler_digest"), text("template"));
      String target = text("target");
      String attention = object("attention");
      String tuning = object("tuning");
      WorkloadSize size = new WorkloadSize(integer("sequences"), integer("context"));
      find("outcome");
      String kind = text("kind");
      double cost = Double.POSITIVE_INFINITY;
      int runs = 0;
      if (kind.equals("timed")) {
        cost = number("time_us") / number("floor_us");
        runs = integer("runs");
      } else if (kind.equals("predicted")) {
        cost = (number("low_us") + number("high_us")) / 2 / number("floor_us");
      }
      return new RecordOutline(line, stamp, key, target, attention, tuning, size, kind, cost, runs);
    }

    /** Goes to the value of that name. Quotes within a text are escaped, so it is no text's. */
    private void find(String name) {
      String label = "\"" + name + "\":";
      int found = line.indexOf(label, at);
      if (found < 0) {
        throw new IllegalArgumentException("no " + name);
      }
      at = found + label.length();
    }

    private String text(String name) {
      find(name);
      int start = at + 1;
      do {
        at = next('"', at + 1);
      } while (line.charAt(at - 1) == '\\');
      return line.substring(start, at);
    }

    private double number(String name) {
      find(name);
      return Double.parseDouble(line.substring(at, endOfNumber()));
    }

    private int integer(String name) {
      find(name);
      return Integer.parseInt(line, at, endOfNumber(), 10);
    }

    private int endOfNumber() {
      int end = at;
      while (end < line.length() && line.charAt(end) != ',' && line.charAt(end) != '}') {
        end++;
      }
      return end;
    }

    /** An object without objects in it. */
    private String object(String name) {
      find(name);
      int start = at;
      at = next('}', at) + 1;
      return line.substring(start, at);
    }

    private int next(char end, int from) {
      int found = line.indexOf(end, from);
      if (found < 0) {
        throw new IllegalArgumentException("a line without an end");
      }
      return found;
    }
  }
}
