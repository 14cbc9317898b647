package dev.pagen.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Options whose value is one of a few words. */
final class Choices {
  private Choices() {}

  /** The one of {@code choices} that {@code text} names; a usage error if there is none. */
  static <T> T of(CommandSpec command, String option, String text, T[] choices) {
    return Arrays.stream(choices)
        .filter(c -> c.toString().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    command.commandLine(),
                    "%s %s: it must be one of %s"
                        .formatted(
                            option,
                            text,
                            Arrays.stream(choices)
                                .map(Object::toString)
                                .collect(Collectors.joining(", ")))));
  }
}
