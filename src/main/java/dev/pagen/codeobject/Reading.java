package dev.pagen.codeobject;

import dev.pagen.elf.CodeObjectException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What came of reading something off compiled code that nobody needs to launch it: its
 * instructions, what it costs. A compiler newer than this program may write what cannot be read
 * here; its code runs all the same.
 */
public sealed interface Reading<T> {
  /** It was read. */
  record Known<T>(T read) implements Reading<T> {}

  /**
   * It could not be read.
   *
   * @param why one line for people
   */
  record Unknown<T>(String why) implements Reading<T> {}

  /** Reads, whatever may go wrong in it. */
  static <T> Reading<T> of(Supplier<T> read) {
    try {
      return new Known<>(read.get());
    } catch (CodeObjectException e) {
      return new Unknown<>(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      return new Unknown<>(e.toString());
    }
  }

  /** Reads on from what was read. */
  default <R> Reading<R> map(Function<T, R> read) {
    return switch (this) {
      case Known<T>(T known) -> of(() -> read.apply(known));
      case Unknown<T>(String why) -> new Unknown<>(why);
    };
  }

  /** What was read, if it was. */
  default Optional<T> value() {
    return this instanceof Known<T>(T known) ? Optional.of(known) : Optional.empty();
  }

  /** Why there is nothing, if there is nothing. */
  default Optional<String> whyUnknown() {
    return this instanceof Unknown<T>(String why) ? Optional.of(why) : Optional.empty();
  }

  /** What was read, or the error that {@code error} makes of the reason why it was not. */
  default T orThrow(Function<String, ? extends RuntimeException> error) {
    return switch (this) {
      case Known<T>(T known) -> known;
      case Unknown<T>(String why) -> throw error.apply(why);
    };
  }
}
