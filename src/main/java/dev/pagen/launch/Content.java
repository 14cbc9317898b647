package dev.pagen.launch;

import dev.pagen.launch.Argument.Value;
import java.nio.file.Path;
import java.util.List;

/** What a buffer holds before the first launch. */
sealed interface Content {
  /** All bits set: NaN, or -1. */
  record Poison() implements Content {}

  /** The same 32-bit word everywhere. */
  record Words(int word) implements Content {}

  /** The same number everywhere. */
  record Constant(Value value) implements Content {}

  /** These numbers. */
  record Values(List<Value> values) implements Content {
    public Values {
      values = List.copyOf(values);
    }
  }

  /** Numbers at the same distance from one another. */
  record Ramp(Value start, Value step) implements Content {}

  /** The numbers from 0 up, each once, in an order that the seed decides. */
  record Permutation(long seed) implements Content {}

  /** 0, and where each of a row of things of these lengths ends. */
  record Indptr(List<Formula> lengths) implements Content {
    public Indptr {
      lengths = List.copyOf(lengths);
    }
  }

  /** Random numbers from {@code least} up to {@code most}, which is not among them. */
  record Uniform(double least, double most, long seed) implements Content {}

  /** Normally distributed random numbers. */
  record Normal(double mean, double deviation, long seed) implements Content {}

  /** The elements of a file. */
  record File(Path npy) implements Content {}

  /** Numbers and addresses, one after the other. */
  record Structure(StructLayout layout) implements Content {}
}
