package dev.pagen.attention;

import dev.pagen.compile.BuiltKernel;
import dev.pagen.device.Device;
import dev.pagen.device.Grid;
import dev.pagen.device.Stream;
import dev.pagen.kernel.KernelEntry;
import dev.pagen.render.RenderedKernel;
import dev.pagen.spec.AttentionSpec;
import dev.pagen.spec.QueryLens;

/**
 * The cache write of a decode kernel, loaded on a device: it appends new tokens' keys and values to
 * the KV cache, which the page table and the lengths have room for already. {@link #launch}
 * allocates, copies and waits for nothing, so that it can be captured in a graph. For one thread at
 * a time.
 */
public final class CacheWriteLauncher implements AutoCloseable {
  private static final long MOST_THREADS = 0xffff_ffffL;

  private final OneKernel kernel;
  private boolean closed;

  private CacheWriteLauncher(OneKernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Loads a cache write.
   *
   * @throws LaunchException if it is for another architecture than the device's, or none
   */
  public static CacheWriteLauncher load(Device device, BuiltKernel kernel) {
    return load(device, kernel.rendered(), kernel.result().entry().codeObject());
  }

  /** Loads a code object that was compiled from {@code kernel}'s source, by whatever compiler. */
  public static CacheWriteLauncher load(Device device, RenderedKernel kernel, byte[] codeObject) {
    return new CacheWriteLauncher(
        OneKernel.load(
            device, kernel, codeObject, KernelEntry.Role.CACHE_WRITE, "writes no cache"));
  }

  /** The kernel that is loaded. */
  public RenderedKernel kernel() {
    return kernel.rendered();
  }

  /**
   * Enqueues the writing of new tokens, which are the last ones of their sequences: as many as
   * {@code query_start_loc} says, however many, or {@code q_len} of each. A sequence that has fewer
   * tokens has only the last ones written.
   *
   * @param sequences of the batch, at least 0
   * @param tensors what attention is then launched with; query and output are not touched
   * @throws LaunchException if addresses or strides are not as {@link NewRows} and {@link
   *     AttentionTensors} say, or there are too few rows or too many; nothing is launched then
   * @throws IllegalStateException if this is closed
   */
  public void launch(Stream stream, int sequences, NewRows rows, AttentionTensors tensors) {
    check(sequences, rows, tensors);
    if (sequences > 0 && rows.tokens() > 0) {
      kernel.step().enqueue(stream, new Grid(rows.tokens(), 1, 1), sequences, rows, tensors);
    }
  }

  private void check(int sequences, NewRows rows, AttentionTensors tensors) {
    if (closed) {
      throw new IllegalStateException("This launcher is closed: load the kernel again.");
    }
    AttentionSpec spec = kernel.rendered().spec().attention();
    boolean uniform = spec.queryLens() == QueryLens.UNIFORM;
    long least = uniform ? (long) sequences * spec.qLen() : 0;
    long most = MOST_THREADS / kernel.step().threads();
    if (sequences < 0 || rows.tokens() < least || rows.tokens() > most) {
      throw new LaunchException(
          "There are %d rows of new tokens for %d sequences; there must be %d to %d."
              .formatted(rows.tokens(), sequences, least, most));
    }
    tensors.requireOnePageStride(spec);
    if (sequences > 0 && rows.tokens() > 0) {
      kernel.step().arguments().check(sequences, rows, tensors);
    }
  }

  /** Unloads the kernel, whose launches must have ended. */
  @Override
  public void close() {
    closed = true;
    kernel.close();
  }
}
