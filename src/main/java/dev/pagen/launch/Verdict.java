package dev.pagen.launch;

import dev.pagen.launch.ListedBuffer.Expectation;
import dev.pagen.verify.NpyFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How what a buffer holds compares with what it was to hold. Where one of both is NaN or infinite,
 * the other must be it too; a relative error is taken over the others.
 *
 * @param buffer its name
 * @param elements how many it has
 * @param different how many are not the same number
 * @param strange how many of these are NaN or infinite on one side alone, or of another sign
 * @param relativeL2 L2 norm of the errors over that of the right numbers
 * @param absolute largest error
 * @param worst the element with it, or the first strange one; empty if all are the same
 * @param relativeL2Limit what the relative error is held to, if it is
 * @param absoluteLimit what the largest error is held to, if it is
 */
public record Verdict(
    String buffer,
    long elements,
    long different,
    long strange,
    double relativeL2,
    double absolute,
    Optional<Element> worst,
    OptionalDouble relativeL2Limit,
    OptionalDouble absoluteLimit) {

  /**
   * One element.
   *
   * @param index in each dimension, outermost first
   */
  public record Element(List<Long> index, double expected, double actual) {}

  /** Whether the buffer holds what it should: to the last bit where no limit says otherwise. */
  public boolean passed() {
    if (relativeL2Limit.isEmpty() && absoluteLimit.isEmpty()) {
      return different == 0;
    }
    return strange == 0
        && relativeL2 <= relativeL2Limit.orElse(Double.POSITIVE_INFINITY)
        && absolute <= absoluteLimit.orElse(Double.POSITIVE_INFINITY);
  }

  /** Compares an array with the file that its list names. */
  static Verdict of(BufferArray array, NpyFile actual, Numbers numbers) {
    Expectation expectation = array.listed().expectation().orElseThrow();
    NpyFile expected = NpyFile.read(expectation.npy());
    if (!expected.type().equals(actual.type())
        || !Arrays.equals(expected.shape(), actual.shape())) {
      throw numbers.wrong(
          array.listed().field() + ".expect",
          "%s has %s %s; the buffer has %s %s"
              .formatted(
                  expectation.npy(),
                  expected.type(),
                  Arrays.toString(expected.shape()),
                  actual.type(),
                  Arrays.toString(actual.shape())));
    }
    return new Tally(array).of(expected.data(), actual.data(), expectation);
  }

  /** Adds up what differs. */
  private static final class Tally {
    private final BufferArray array;
    private final ElementType type;
    private long different;
    private long strange;
    private double errors;
    private double norm;
    private double largest;
    private long worst = -1;

    Tally(BufferArray array) {
      this.array = array;
      this.type = array.type();
    }

    Verdict of(MemorySegment expected, MemorySegment actual, Expectation limits) {
      long elements = array.elements();
      for (long i = 0; i < elements; i++) {
        add(i, bits(expected, i), bits(actual, i));
      }
      double relative = errors == 0 ? 0 : Math.sqrt(errors / norm);
      Optional<Element> element =
          worst < 0
              ? Optional.empty()
              : Optional.of(
                  new Element(
                      index(worst),
                      type.decode(bits(expected, worst)),
                      type.decode(bits(actual, worst))));
      return new Verdict(
          array.listed().name(),
          elements,
          different,
          strange,
          relative,
          largest,
          element,
          limits.relativeL2(),
          limits.absolute());
    }

    private void add(long i, long expectedBits, long actualBits) {
      double expected = type.decode(expectedBits);
      double actual = type.decode(actualBits);
      boolean finite = Double.isFinite(expected) && Double.isFinite(actual);
      norm += Double.isFinite(expected) ? expected * expected : 0;
      boolean same =
          type.isWhole()
              ? expectedBits == actualBits
              : expected == actual || Double.isNaN(expected) && Double.isNaN(actual);
      if (same) {
        return;
      }
      different++;
      if (!finite) {
        worst = strange == 0 ? i : worst;
        strange++;
        return;
      }
      double error = Math.abs(expected - actual);
      errors += error * error;
      if (strange == 0 && (worst < 0 || error > largest)) {
        worst = i;
      }
      largest = Math.max(largest, error);
    }

    private long bits(MemorySegment data, long i) {
      long at = i * type.bytes();
      return switch (type.bytes()) {
        case 1 -> data.get(ValueLayout.JAVA_BYTE, at) & 0xffL;
        case 2 -> data.get(ValueLayout.JAVA_SHORT_UNALIGNED, at) & 0xffffL;
        case 4 -> data.get(ValueLayout.JAVA_INT_UNALIGNED, at) & 0xffff_ffffL;
        default -> data.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
      };
    }

    private List<Long> index(long element) {
      long[] shape = array.shape();
      Long[] index = new Long[shape.length];
      long rest = element;
      for (int i = shape.length - 1; i >= 0; i--) {
        index[i] = rest % shape[i];
        rest /= shape[i];
      }
      return List.of(index);
    }
  }
}
