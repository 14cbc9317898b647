package dev.pagen.emulator.machine;

import java.util.Arrays;

/**
 * What a runtime does for running kernels, by way of a hidden argument that points to it, and the
 * emulator does not. Such an argument gets an address where nothing ever is: a kernel may load and
 * pass it on, but an access by way of it faults, and the address tells whose it was.
 */
public enum RuntimeService {
  HOSTCALL(0, "hidden_hostcall_buffer", "printf, and assert's message, call the host by way of it"),
  PRINTF(1, "hidden_printf_buffer", "OpenCL's printf writes to it"),
  HEAP(2, "hidden_heap_v1", "malloc, free, new and delete in a kernel take memory from it"),
  GRID_SYNC(
      3,
      "hidden_multigrid_sync_arg",
      "cooperative groups synchronise a grid, or several, by way of it"),
  DEFAULT_QUEUE(4, "hidden_default_queue", "kernels that launch kernels do so by way of it"),
  COMPLETION(5, "hidden_completion_action", "kernels that launch kernels do so by way of it"),
  QUEUE(6, "hidden_queue_ptr", "it points to the queue that the kernel was launched from"),
  OTHER(7, "of a kind that is not known here", "only a runtime can set it");

  /** Far below {@link EmulatedMemory}'s addresses. */
  private static final long FIRST_ADDRESS = 0x6000_0000_0000L;

  private static final int SPACING = 38;

  /** Which of the places it points to. */
  private final int place;

  private final String argument;
  private final String use;

  RuntimeService(int place, String argument, String use) {
    this.place = place;
    this.argument = argument;
    this.use = use;
  }

  /** The service that an argument of {@code kind} points to. */
  public static RuntimeService of(String kind) {
    return Arrays.stream(values()).filter(s -> s.argument.equals(kind)).findFirst().orElse(OTHER);
  }

  /** What the argument is set to. */
  public long address() {
    return FIRST_ADDRESS + ((long) place << SPACING);
  }

  /**
   * Finds accesses by way of such an argument.
   *
   * @throws UnmodelledException if {@code address} is one; the message names the argument
   */
  static void requireNone(long address) {
    for (RuntimeService service : values()) {
      long offset = address - service.address();
      if (Math.abs(offset) < 1L << SPACING - 1) {
        throw new UnmodelledException(
            "the address 0x%x comes from the hidden argument %s: %s. Build the kernel without that"
                .formatted(address, service.argument, service.use));
      }
    }
  }
}
