package dev.pagen.compile;

import dev.pagen.cache.CacheEntry;
import dev.pagen.cache.CacheKey;
import dev.pagen.cache.CacheResult;
import dev.pagen.codeobject.Reading;
import dev.pagen.render.RenderedKernel;
import dev.pagen.render.Renderer;
import dev.pagen.spec.KernelSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Kernels with something in place of their code, for tests that need no compiler. */
public final class UnbuiltKernel {
  private UnbuiltKernel() {}

  /** A kernel whose code begins as a code object does, for drivers that look no further. */
  public static BuiltKernel of(KernelSpec spec) {
    RenderedKernel rendered = new Renderer().render(spec);
    CacheEntry entry =
        new CacheEntry(
            new CacheKey("0".repeat(64)),
            rendered.name(),
            spec.target().arch(),
            "none",
            Arrays.copyOf(new byte[] {0x7f, 'E', 'L', 'F'}, 64),
            "",
            Duration.ZERO,
            Instant.EPOCH);
    return new BuiltKernel(
        rendered.name(),
        rendered,
        new CacheResult(entry, CacheResult.Origin.COMPILED, Optional.empty()),
        Reading.of(() -> ""));
  }
}
