package dev.pagen.emulator;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An access that one lane must not make, before the instruction and the wave are known; {@link
 * Program} turns it into an {@link EmulationException} that names them.
 */
final class LaneFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int lane;
  private final transient OptionalLong address;
  private final @Nullable Check check;

  /** {@code lane} is -1 when a scalar access faulted. */
  LaneFault(int lane, String message) {
    this(lane, message, OptionalLong.empty());
  }

  /** {@code address} is where in global memory the lane went wrong. */
  LaneFault(int lane, String message, OptionalLong address) {
    this(lane, message, address, null);
  }

  /** What {@code check} found. */
  LaneFault(Check check, int lane, String message) {
    this(lane, message, OptionalLong.empty(), check);
  }

  private LaneFault(int lane, String message, OptionalLong address, @Nullable Check check) {
    super(message, null, false, false);
    this.lane = lane;
    this.address = address;
    this.check = check;
  }

  /** The check that found it; empty for what is always an error. */
  Optional<Check> check() {
    return Optional.ofNullable(check);
  }

  OptionalLong address() {
    return address;
  }

  int lane() {
    return lane;
  }
}
