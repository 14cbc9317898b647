package dev.pagen.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pagen.PagenException;
import dev.pagen.cli.ExitCode;
import dev.pagen.emulator.machine.UnmodelledException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Function;

/**
 * Many drawn inputs, of which each must be taken, or be refused by a {@link PagenException} that
 * has an exit code and says something. Whatever else comes of one ends the run: its seed and index
 * are told, and it is kept in {@code target/fuzz}.
 *
 * <p>{@code -Dpagen.fuzz=N} draws N times as many, {@code -Dpagen.fuzz.seed=S} others (1 unless
 * given), {@code -Dpagen.fuzz.only=I} the one of that index alone.
 */
final class Fuzz {
  private static final Path KEPT = Path.of("target", "fuzz");
  private static final int TIMES = Integer.getInteger("pagen.fuzz", 1);
  private static final long SEED = Long.getLong("pagen.fuzz.seed", 1);
  private static final int ONLY = Integer.getInteger("pagen.fuzz.only", -1);

  /** Spreads seeds so that neighbours draw nothing alike. */
  private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

  private final String name;
  private int done;
  private int refused;

  private Fuzz(String name) {
    this.name = name;
  }

  /** What is done with an input. */
  @FunctionalInterface
  interface Attempt {
    void take(byte[] input) throws Exception;
  }

  /**
   * Draws and takes {@code count} inputs, times {@code -Dpagen.fuzz}.
   *
   * @param name that failures are told under
   */
  static void run(String name, int count, Function<Random, byte[]> draw, Attempt attempt) {
    Fuzz fuzz = new Fuzz(name);
    int first = ONLY < 0 ? 0 : ONLY;
    int end = ONLY < 0 ? Math.multiplyExact(count, TIMES) : ONLY + 1;
    for (int index = first; index < end; index++) {
      fuzz.one(index, draw.apply(new Random((SEED * count + index) * SPREAD)), attempt);
    }
    if (ONLY < 0) {
      // Inputs that all fare alike would try next to nothing.
      assertThat(fuzz.done).as("%s that are taken", name).isPositive();
      assertThat(fuzz.refused).as("%s that are refused", name).isPositive();
    }
    if (System.getProperty("pagen.fuzz") != null) {
      System.out.printf(
          "fuzz: %s: seed %d, %d drawn, %d taken, %d refused%n",
          name, SEED, end - first, fuzz.done, fuzz.refused);
    }
  }

  private void one(int index, byte[] input, Attempt attempt) {
    try {
      attempt.take(input);
      done++;
    } catch (Refused e) {
      refused++;
    } catch (PagenException e) {
      boolean told =
          ExitCode.of(e) != ExitCode.INTERNAL
              || e instanceof UnmodelledException; // Says which instruction: there are gaps.
      if (!told || e.getMessage().isBlank()) {
        throw failed(index, input, e);
      }
      refused++;
    } catch (Throwable e) {
      throw failed(index, input, e);
    }
  }

  private AssertionError failed(int index, byte[] input, Throwable cause) {
    Path file = KEPT.resolve("%s-%d-%d".formatted(name.replace(' ', '-'), SEED, index));
    try {
      Files.createDirectories(KEPT);
      Files.write(file, input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new AssertionError(
        "%s: seed %d, index %d, kept in %s: %s".formatted(name, SEED, index, file, cause), cause);
  }
}
