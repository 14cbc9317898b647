package dev.pagen.tune;

import dev.pagen.compile.BuiltKernel;
import dev.pagen.compile.KernelBuilder;
import dev.pagen.spec.KernelSpec;

/** Where candidates come from; for use by many threads. */
public interface Kernels {
  /**
   * Compiles a kernel, or takes it from a cache.
   *
   * @throws dev.pagen.compile.CompileException if the compiler refuses it or dies on it
   */
  BuiltKernel build(KernelSpec spec);

  /** Names a kernel as it would be made now, without compiling it. */
  KernelKey key(KernelSpec spec);

  /** Kernels that {@code builder} builds. */
  static Kernels of(KernelBuilder builder) {
    return new Kernels() {
      @Override
      public BuiltKernel build(KernelSpec spec) {
        return builder.build(spec);
      }

      @Override
      public KernelKey key(KernelSpec spec) {
        return new KernelKey(
            builder.compilerVersion(), builder.compilerDigest(), builder.template(spec));
      }
    };
  }
}
