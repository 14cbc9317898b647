package dev.pagen.count;

import java.util.List;

/**
 * How the kernels of a code object are launched, one after the other, on the buffers of a batch.
 * {@link LaunchListReader} reads it from JSON.
 *
 * @param name of the implementation
 * @param workspace buffers that it needs beside the inputs and the output
 * @param launches in order
 */
public record LaunchList(String name, List<Scratch> workspace, List<Start> launches) {
  public LaunchList {
    workspace = List.copyOf(workspace);
    launches = List.copyOf(launches);
  }

  /**
   * A buffer of its own.
   *
   * @param name that arguments refer to
   * @param bytes of it
   * @param words what each 32-bit word holds before the first launch
   */
  record Scratch(String name, Formula bytes, int words) {}

  /**
   * The launch of one kernel.
   *
   * @param symbol of the kernel
   * @param grid workgroups in x, y and z
   * @param threads of a workgroup, all in x
   * @param dynamicLds bytes of LDS beside those the kernel declares
   * @param arguments the explicit ones, in order
   */
  record Start(
      String symbol, List<Formula> grid, int threads, int dynamicLds, List<Argument> arguments) {
    Start {
      grid = List.copyOf(grid);
      arguments = List.copyOf(arguments);
    }
  }

  /** What a kernel is given. */
  sealed interface Argument {
    /** Bytes that it takes. */
    int bytes();

    /** The address of a buffer. */
    record Buffer(String name) implements Argument {
      @Override
      public int bytes() {
        return Long.BYTES;
      }
    }

    /** A whole number of {@code bytes} bytes. */
    record Whole(Formula value, int bytes) implements Argument {}

    /** A floating-point number of {@code bytes} bytes. */
    record Real(double value, int bytes) implements Argument {}
  }
}
