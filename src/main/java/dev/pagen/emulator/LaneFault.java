package dev.pagen.emulator;

/**
 * An access that one lane must not make, before the instruction and the wave are known; {@link
 * Program} turns it into an {@link EmulationException} that names them.
 */
final class LaneFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int lane;

  /** {@code lane} is -1 when a scalar access faulted. */
  LaneFault(int lane, String message) {
    super(message, null, false, false);
    this.lane = lane;
  }

  int lane() {
    return lane;
  }
}
