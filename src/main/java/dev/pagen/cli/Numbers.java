package dev.pagen.cli;

import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers and paths from the command line, and says in plain words what is none. */
final class Numbers {
  private Numbers() {}

  /** Makes {@code commandLine} and its subcommands read numbers this way. */
  static void register(CommandLine commandLine) {
    ITypeConverter<Integer> whole =
        text -> Math.toIntExact(whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
    ITypeConverter<Long> longer = text -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
    ITypeConverter<Double> real = Numbers::real;
    commandLine
        .registerConverter(int.class, whole)
        .registerConverter(Integer.class, whole)
        .registerConverter(long.class, longer)
        .registerConverter(Long.class, longer)
        .registerConverter(Path.class, Numbers::path)
        .registerConverter(double.class, real)
        .registerConverter(Double.class, real);
  }

  /** A whole number that is a part of what an option was given. */
  static int whole(CommandLine commandLine, String option, String text) {
    try {
      return Math.toIntExact(whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
    } catch (TypeConversionException e) {
      throw new ParameterException(commandLine, "%s: %s".formatted(option, e.getMessage()), e);
    }
  }

  private static long whole(String text, long least, long most) {
    BigInteger number = parse(text, BigInteger::new, "a whole number");
    if (number.compareTo(BigInteger.valueOf(most)) > 0) {
      throw new TypeConversionException(
          "'%s' is too large: the largest is %d".formatted(text, most));
    }
    if (number.compareTo(BigInteger.valueOf(least)) < 0) {
      throw new TypeConversionException(
          "'%s' is too small: the smallest is %d".formatted(text, least));
    }
    return number.longValueExact();
  }

  /** A variable that is not set leaves nothing behind, which would be the working directory. */
  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("there is no file or folder without a name");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("'%s' is no path: %s".formatted(text, e.getReason()));
    }
  }

  private static double real(String text) {
    return parse(text, Double::valueOf, "a number");
  }

  private static <T> T parse(String text, Function<String, T> parse, String expected) {
    try {
      return parse.apply(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'%s' is not %s".formatted(text, expected));
    }
  }
}
