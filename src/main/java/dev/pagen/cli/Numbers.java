package dev.pagen.cli;

import java.math.BigInteger;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers from the command line, and says in plain words what is none. */
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
