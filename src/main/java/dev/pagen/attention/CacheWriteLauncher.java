package dev.pagen.attention;

import dev.pagen.codeobject.GpuCode;
import dev.pagen.codeobject.Reading;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.device.Device;
import dev.pagen.device.Grid;
import dev.pagen.device.Module;
import dev.pagen.device.Stream;
import dev.pagen.kernel.Argument;
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

  private final RenderedKernel kernel;
  private final Module module;
  private final Step step;

  private CacheWriteLauncher(RenderedKernel kernel, Module module, Step step) {
    this.kernel = kernel;
    this.module = module;
    this.step = step;
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
    Step.requireSameArchitecture(device, kernel);
    KernelEntry entry =
        kernel
            .entry(KernelEntry.Role.CACHE_WRITE)
            .orElseThrow(() -> new LaunchException(kernel.name() + " writes no cache."));
    Reading<GpuCode> code = Reading.of(() -> GpuCode.read(codeObject));
    Module module = device.load(codeObject);
    boolean loaded = false;
    try {
      CacheWriteLauncher launcher =
          new CacheWriteLauncher(kernel, module, Step.of(entry, code, module));
      loaded = true;
      return launcher;
    } finally {
      if (!loaded) {
        module.close();
      }
    }
  }

  /** The kernel that is loaded. */
  public RenderedKernel kernel() {
    return kernel;
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
   */
  public void launch(Stream stream, int sequences, NewRows rows, AttentionTensors tensors) {
    check(sequences, rows, tensors);
    if (sequences > 0 && rows.tokens() > 0) {
      step.enqueue(stream, new Grid(rows.tokens(), 1, 1), sequences, rows, tensors);
    }
  }

  private void check(int sequences, NewRows rows, AttentionTensors tensors) {
    AttentionSpec spec = kernel.spec().attention();
    boolean uniform = spec.queryLens() == QueryLens.UNIFORM;
    long least = uniform ? (long) sequences * spec.qLen() : 0;
    long most = MOST_THREADS / step.threads();
    if (sequences < 0 || rows.tokens() < least || rows.tokens() > most) {
      throw new LaunchException(
          "There are %d rows of new tokens for %d sequences; there must be %d to %d."
              .formatted(rows.tokens(), sequences, least, most));
    }
    rows(spec, Argument.KEY, rows.key(), Argument.KEY_STRIDE, rows.keyStride());
    if (spec.hasValueCache()) {
      rows(spec, Argument.VALUE, rows.value(), Argument.VALUE_STRIDE, rows.valueStride());
    }
    LaunchChecks.caches(spec, tensors);
  }

  private static void rows(
      AttentionSpec spec, Argument name, long address, Argument stride, long elements) {
    LaunchChecks.aligned(name.toString(), address, LaunchChecks.WIDE_ALIGNMENT);
    LaunchChecks.stride(stride, elements, spec.dtype().bytes(), LaunchChecks.WIDE_ALIGNMENT, 0);
  }

  /** Unloads the kernel, whose launches must have ended. */
  @Override
  public void close() {
    step.close();
    module.close();
  }
}
