package dev.pagen.emulator;

import java.util.OptionalLong;

/**
 * An access that one lane must not make, before the instruction and the wave are known; {@link
 * Program} turns it into an {@link EmulationException} that names them.
 */
final class LaneFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int lane;
  private final transient OptionalLong address;

  /** {@code lane} is -1 when a scalar access faulted. */
  LaneFault(int lane, String message) {
    this(lane, message, OptionalLong.empty());
  }

  /** {@code address} is where in global memory the lane went wrong. */
  LaneFault(int lane, String message, OptionalLong address) {
    super(message, null, false, false);
    this.lane = lane;
    this.address = address;
  }

  OptionalLong address() {
    return address;
  }

  int lane() {
    return lane;
  }
}
