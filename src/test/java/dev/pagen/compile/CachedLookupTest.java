package dev.pagen.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pagen.cache.CacheResult.Origin;
import dev.pagen.kernel.Specs;
import dev.pagen.spec.KernelSpec;
import dev.pagen.spec.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kernel costs that was built before; none of these tests compiles. */
class CachedLookupTest {
  private static final KernelSpec SPEC = Specs.seed(Target.GFX942);
  private static final int LOOKUPS = 1000;

  @TempDir Path folder;

  @Test
  void aKernelInMemoryTakesLessThanAMillisecond() {
    try (KernelBuilder builder = new FilledCache(folder, SPEC).builder()) {
      builder.build(SPEC);
      long[] nanos = new long[LOOKUPS];
      for (int i = 0; i < LOOKUPS; i++) {
        long start = System.nanoTime();
        BuiltKernel kernel = builder.build(SPEC);
        nanos[i] = System.nanoTime() - start;
        assertThat(kernel.result().origin()).isEqualTo(Origin.MEMORY);
      }
      // The median: a busy machine may interrupt some look-ups, but not half of them.
      Arrays.sort(nanos);
      assertThat(Duration.ofNanos(nanos[LOOKUPS / 2])).isLessThan(Duration.ofMillis(1));
    }
  }

  @Test
  void aNewBuilderReadsTheKernelFromDiskOnce() {
    try (KernelBuilder builder = new FilledCache(folder, SPEC).builder()) {
      assertThat(builder.build(SPEC).result().origin()).isEqualTo(Origin.DISK);
      assertThat(builder.build(SPEC).result().origin()).isEqualTo(Origin.MEMORY);
    }
  }

  @Test
  void anotherKernelIsNotTakenForIt() {
    KernelSpec other = Specs.seed(Target.GFX950);
    try (KernelBuilder builder = new FilledCache(folder, SPEC).builder()) {
      assertThat(builder.isCached(SPEC)).isTrue();
      assertThat(builder.isCached(other)).isFalse();
      assertThatThrownBy(() -> builder.build(other)).isInstanceOf(CompilerStartException.class);
    }
  }
}
