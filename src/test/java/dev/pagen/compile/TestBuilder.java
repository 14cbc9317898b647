package dev.pagen.compile;

import dev.pagen.PassingFolder;
import dev.pagen.cache.KernelCache;
import dev.pagen.codeobject.CodeObject;
import dev.pagen.spec.KernelSpec;
import dev.pagen.toolchain.TestToolchain;
import java.nio.file.Path;

/**
 * One kernel builder for all tests of a run, with a cache of its own, so that no test profits from
 * an earlier run and none compiles what another has.
 */
public final class TestBuilder {
  private static final KernelBuilder SHARED = open();

  private TestBuilder() {}

  /** Returns it; it ends with the JVM. */
  public static KernelBuilder shared() {
    return SHARED;
  }

  /** Whether any kernel of {@code spec} has registers in memory. */
  public static boolean spills(KernelSpec spec) {
    return CodeObject.read(SHARED.build(spec).result().entry().codeObject()).kernels().stream()
        .anyMatch(kernel -> kernel.resources().spills());
  }

  private static KernelBuilder open() {
    PassingFolder folder = PassingFolder.make("kernels-");
    KernelBuilder builder =
        KernelBuilder.open(
            TestToolchain.get(),
            new KernelCache(folder.path().resolve("cache")),
            CompilerSettings.keepingFailuresIn(Path.of("target", "failed")));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  builder.close();
                  folder.close();
                }));
    return builder;
  }
}
