package dev.pagen.tune;

import dev.pagen.cache.CacheEntry;
import dev.pagen.cache.CacheResult;
import dev.pagen.codeobject.Reading;
import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.TestBuilder;
import dev.pagen.render.RenderedKernel;
import dev.pagen.render.Renderer;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Tuning;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Kernels that nobody compiles: all have the code of one that was, with a few bytes at its end that
 * tell them apart.
 */
final class ScriptedKernels implements Kernels {
  private final CacheEntry code =
      TestBuilder.shared()
          .build(TuningFixture.space().kernel(TuningFixture.space().start()))
          .result()
          .entry();
  private final Renderer renderer = new Renderer();
  private final Function<Tuning, String> ends;
  final AtomicInteger built = new AtomicInteger();

  ScriptedKernels(Function<Tuning, String> ends) {
    this.ends = ends;
  }

  ScriptedKernels() {
    this(Tuning::toString);
  }

  @Override
  public BuiltKernel build(KernelSpec spec) {
    built.incrementAndGet();
    RenderedKernel rendered = renderer.render(spec);
    byte[] end = ends.apply(spec.tuning()).getBytes(StandardCharsets.UTF_8);
    byte[] bytes = Arrays.copyOf(code.codeObject(), code.codeObject().length + end.length);
    System.arraycopy(end, 0, bytes, code.codeObject().length, end.length);
    CacheEntry entry =
        new CacheEntry(
            code.key(),
            "scripted",
            code.arch(),
            code.compilerIdentity(),
            bytes,
            code.disassembly(),
            code.compileTime(),
            code.created());
    return new BuiltKernel(
        "scripted",
        rendered,
        new CacheResult(entry, CacheResult.Origin.MEMORY, Optional.empty()),
        new Reading.Known<>(entry.disassembly()));
  }

  @Override
  public KernelKey key(KernelSpec spec) {
    return TuningFixture.key(spec);
  }
}
