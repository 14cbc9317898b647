package dev.pagen.toolchain;

import java.util.Optional;

/**
 * Tries a toolchain on something small before it becomes the one in use. This package only finds
 * and unpacks compilers; whoever can run one says whether it is any good.
 */
@FunctionalInterface
public interface ToolchainTrial {
  /**
   * Tries {@code toolchain}.
   *
   * @return what is wrong with it, for people; empty if it works
   */
  Optional<String> problem(Toolchain toolchain);
}
