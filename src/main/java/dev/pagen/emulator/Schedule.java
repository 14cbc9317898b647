package dev.pagen.emulator;

import java.util.Locale;

/**
 * In which order the waves of a workgroup execute, and when copies from memory to LDS land. A
 * program that synchronises as hardware wants it computes the same under every one of them; one
 * that leaves out a wait or a barrier does not.
 */
public sealed interface Schedule {
  /** Schedules that are one each. */
  enum Fixed implements Schedule {
    /**
     * Waves in turn, each to its next barrier; everything is complete when the next instruction
     * begins. The fastest.
     */
    LOCKSTEP,
    /**
     * Waves in turn, a few instructions each. Copies read and land only when their wave waits for
     * them, or ends. The most like hardware.
     */
    ALTERNATE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Any wave, for any number of instructions; workgroups in any order. Copies land at any time
   * until their wave waits for them, in the order of their issue. A seed and a workgroup decide it
   * all, however many threads execute workgroups.
   */
  record Seeded(long seed) implements Schedule {
    @Override
    public String toString() {
      return Long.toString(seed);
    }
  }

  /** Whether copies from memory to LDS may land later than they are issued. */
  default boolean landsLate() {
    return this != Fixed.LOCKSTEP;
  }

  /**
   * Reads the name of a schedule, or a seed.
   *
   * @throws IllegalArgumentException if it is neither; the message says what there is
   */
  static Schedule parse(String text) {
    return switch (text) {
      case "lockstep" -> Fixed.LOCKSTEP;
      case "alternate" -> Fixed.ALTERNATE;
      default -> seeded(text);
    };
  }

  private static Schedule seeded(String text) {
    try {
      return new Seeded(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'%s' is no schedule: give lockstep, alternate, or a seed such as 7, a whole number of at most 64 bits"
              .formatted(text),
          e);
    }
  }
}
