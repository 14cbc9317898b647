package dev.pagen.toolchain;

import java.io.IOException;
import java.util.List;

/** Runs another program; an interface so that tests can stand in for apt. */
@FunctionalInterface
public interface CommandRunner {
  /**
   * Runs a program to its end.
   *
   * @param command the program and its arguments
   * @param meanwhile called several times a second while it runs; if it throws, the program is
   *     ended and the exception goes on
   * @throws IOException if the program cannot be started
   */
  Result run(List<String> command, Runnable meanwhile) throws IOException, InterruptedException;

  /**
   * How a program ended.
   *
   * @param exit its exit code
   * @param output what it wrote, standard output and standard error together
   */
  record Result(int exit, String output) {}
}
