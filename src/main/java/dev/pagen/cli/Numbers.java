package dev.pagen.cli;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers from the command line, and says in plain words what is none. */
final class Numbers {
  private Numbers() {}

  /** Makes {@code commandLine} and its subcommands read numbers this way. */
  static void register(CommandLine commandLine) {
    ITypeConverter<Integer> whole = converter(Integer::valueOf, "a whole number");
    ITypeConverter<Long> longer = converter(Long::valueOf, "a whole number");
    ITypeConverter<Double> real = converter(Double::valueOf, "a number");
    commandLine
        .registerConverter(int.class, whole)
        .registerConverter(Integer.class, whole)
        .registerConverter(long.class, longer)
        .registerConverter(Long.class, longer)
        .registerConverter(double.class, real)
        .registerConverter(Double.class, real);
  }

  private static <T> ITypeConverter<T> converter(Function<String, T> parse, String expected) {
    return text -> {
      try {
        return parse.apply(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'%s' is not %s".formatted(text, expected));
      }
    };
  }
}
