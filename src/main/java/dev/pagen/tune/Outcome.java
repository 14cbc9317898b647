package dev.pagen.tune;

import java.util.Locale;
import java.util.Optional;

/** What came of a candidate. */
public sealed interface Outcome {
  /** It computes attention, and this is how fast. */
  sealed interface Ranked extends Outcome {
    /** Its time, in microseconds. */
    double microseconds();

    /** What candidates are compared by, less is better: its time in units of the floor's. */
    double cost();

    /** The least that {@link #cost()} may really be. */
    double lowCost();

    /** The most that {@link #cost()} may really be. */
    double highCost();
  }

  /**
   * Timed on a GPU, its output verified.
   *
   * @param microseconds the median
   * @param low below the true median, with 97.5 % confidence, in microseconds
   * @param high above it, in the same way
   * @param floorMicroseconds the floor's median in the same run
   * @param runs that were timed
   * @param level by which its cost is multiplied to compare with those of other machines, 1 but in
   *     what is read of several shards: see {@link Yardsticks}
   */
  record Timed(
      double microseconds,
      double low,
      double high,
      double floorMicroseconds,
      int runs,
      double level)
      implements Ranked {
    /** One that is compared as it is. */
    public Timed(double microseconds, double low, double high, double floorMicroseconds, int runs) {
      this(microseconds, low, high, floorMicroseconds, runs, 1);
    }

    Timed withLevel(double other) {
      return new Timed(microseconds, low, high, floorMicroseconds, runs, other);
    }

    @Override
    public double cost() {
      return microseconds / floorMicroseconds * level;
    }

    @Override
    public double lowCost() {
      return low / floorMicroseconds * level;
    }

    @Override
    public double highCost() {
      return high / floorMicroseconds * level;
    }
  }

  /**
   * Predicted by a model from what was counted in an emulation whose output was verified. No time.
   *
   * @param low microseconds by the reading of the model's calibration that gives less
   * @param high microseconds by the one that gives more
   * @param floorMicroseconds what the bytes take at the nominal bandwidth
   * @param waitsFor the resource that the kernel waits for by the model, or two where the readings
   *     differ: {@code "memory or requests"}; empty in records of versions that did not say
   */
  record Predicted(double low, double high, double floorMicroseconds, Optional<String> waitsFor)
      implements Ranked {
    @Override
    public double microseconds() {
      return (low + high) / 2;
    }

    @Override
    public double cost() {
      return microseconds() / floorMicroseconds;
    }

    @Override
    public double lowCost() {
      return cost();
    }

    @Override
    public double highCost() {
      return cost();
    }
  }

  /** Why a candidate has no time. */
  enum Cause {
    /** Its code object shows that it cannot be good. */
    PRUNED,
    /** The compiler refused it, died on it, or took too long. */
    NOT_COMPILED,
    /** Its output is wrong, or the emulator caught it doing something wrong. */
    WRONG,
    /** It cannot be launched or emulated. */
    NOT_RUN,
    /** The device failed under it, and is of no more use to this process. */
    CRASHED,
    /** It did not end in time; the device is of no more use to this process. */
    HUNG;

    /** The cause called {@code text}. */
    static Optional<Cause> of(String text) {
      for (Cause cause : values()) {
        if (cause.toString().equals(text)) {
          return Optional.of(cause);
        }
      }
      return Optional.empty();
    }

    /** Whether the process has no device any more. */
    boolean losesDevice() {
      return this == CRASHED || this == HUNG;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * It has no time.
   *
   * @param reason for people
   */
  record Rejected(Cause cause, String reason) implements Outcome {
    /** The first line of the reason. */
    public String firstLine() {
      return reason.lines().findFirst().orElse("");
    }
  }
}
