package dev.pagen.cli;

import dev.pagen.PagenException;
import java.util.Objects;
import java.util.stream.Stream;

/** Something was asked for that takes more memory, or more stack, than Java has here. */
final class ExhaustedException extends PagenException {
  private static final int MEBIBYTE = 1 << 20;

  private ExhaustedException(String message, Error cause) {
    super(message, cause);
  }

  /** What running out of memory means to who asked. */
  static ExhaustedException of(OutOfMemoryError error) {
    // What other threads throw may be wrapped in an error that says nothing itself.
    String reason =
        Stream.iterate((Throwable) error, Objects::nonNull, Throwable::getCause)
            .flatMap(cause -> Stream.ofNullable(cause.getMessage()))
            .findFirst()
            .orElse("Java heap space");
    return new ExhaustedException(
        ("Out of memory: this takes more than the %d MiB that Java may use here (%s). Ask for less,"
                + " or allow more: PAGEN_JAVA_OPTS=-Xmx64g, for instance.")
            .formatted(Runtime.getRuntime().maxMemory() / MEBIBYTE, reason),
        error);
  }

  /** What running out of stack means to who asked. */
  static ExhaustedException of(StackOverflowError error) {
    return new ExhaustedException(
        "What was given is nested too deep, or goes on too long, for Java's stack.", error);
  }
}
