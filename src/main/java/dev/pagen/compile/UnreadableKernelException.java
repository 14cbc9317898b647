package dev.pagen.compile;

import dev.pagen.PagenException;

/**
 * What was asked for needs something read off compiled code that cannot be read here: its
 * instructions, or its description. The code itself may well run on a GPU.
 */
public final class UnreadableKernelException extends PagenException {
  private static final long serialVersionUID = 1L;

  /** That code cannot be read as far as was asked for. */
  public UnreadableKernelException(String name, String why) {
    super(
        ("%s cannot be read: %s%nA GPU runs it all the same; what shows or emulates code needs"
                + " this. Another compiler's code may be readable: see pa-gen toolchain status.")
            .formatted(name, why));
  }
}
