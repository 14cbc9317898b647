package dev.pagen.emulator;

import java.time.Duration;

/**
 * How far one launch may go before it is given up: code that never ends would keep an emulator busy
 * for ever.
 *
 * @param instructions that all its waves together may execute, at least 1
 * @param time that it may take, more than nothing
 */
public record EmulationLimits(long instructions, Duration time) {
  private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

  /** No limits: for code that is known to end. */
  public static final EmulationLimits NONE = new EmulationLimits(Long.MAX_VALUE, FOR_EVER);

  /**
   * For code that nobody here vouches for: some thousand times what attention takes on a few
   * sequences.
   */
  public static final EmulationLimits FOREIGN =
      new EmulationLimits(100_000_000, Duration.ofMinutes(10));

  /**
   * @throws IllegalArgumentException if nothing could run
   */
  public EmulationLimits {
    if (instructions < 1 || time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(
          "limits of %d instructions and %s: at least something must be allowed"
              .formatted(instructions, time));
    }
  }

  /** The same with another number of instructions; 0 for as many as it takes. */
  public EmulationLimits withInstructions(long most) {
    return new EmulationLimits(most == 0 ? Long.MAX_VALUE : most, time);
  }

  /** The same with another time; none for as long as it takes. */
  public EmulationLimits withTime(Duration most) {
    return new EmulationLimits(instructions, most.isZero() ? FOR_EVER : most);
  }
}
