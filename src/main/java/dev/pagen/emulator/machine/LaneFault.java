package dev.pagen.emulator.machine;

import java.util.OptionalLong;

/**
 * Something that one lane must not do, before the instruction and the wave are known. Who runs the
 * program turns it into an {@link EmulationException} that names them.
 */
public class LaneFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int lane;
  private final transient OptionalLong address;

  /** {@code lane} is -1 when a scalar access faulted. */
  public LaneFault(int lane, String message) {
    this(lane, message, OptionalLong.empty());
  }

  /** {@code address} is where in global memory the lane went wrong. */
  public LaneFault(int lane, String message, OptionalLong address) {
    super(message, null, false, false);
    this.lane = lane;
    this.address = address;
  }

  /** Where in global memory the lane went wrong; empty for any other fault. */
  public OptionalLong address() {
    return address;
  }

  /** The lane, or -1 when a scalar access faulted. */
  public int lane() {
    return lane;
  }

  /** The exception that ends the launch; {@code message} says where it happened, and what. */
  public EmulationException ended(String message) {
    return new EmulationException(message, this);
  }
}
